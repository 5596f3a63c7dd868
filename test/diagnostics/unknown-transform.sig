signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> http .query["login"] |> urldecod account:text
      .query["x"] secret password:word |> md5
    alert "sign-on by {account}"
  }
}
