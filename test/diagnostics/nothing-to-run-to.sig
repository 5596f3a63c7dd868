signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:text word " " ... ... end
    alert "sign-on by {account}"
  }
}

signature x.z {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> http .path ... any("a", word) .uri file:text maybe(digits) .host host:text u16
      .header["A"] a:text ".exe"i  .header["B"] ... "n=" n:token ...
    alert "a request"
  }
}
