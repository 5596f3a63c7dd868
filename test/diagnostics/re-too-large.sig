signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:re("(.?.?.?.?){1000}x.{1000}") end
    alert "sign-on by {account}"
  }
}
