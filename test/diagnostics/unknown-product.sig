signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn, icqq
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature acme.login {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.z {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end  set product = aim
    alert "sign-on by {account}"
  }
}
