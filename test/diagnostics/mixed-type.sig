signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word " " code:int end
    alert "{account}: {code}"
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
    -> line "ERR " code:word " " port:digits end
    alert "{code} {port}"
  }
}
