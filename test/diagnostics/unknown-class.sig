signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentification
  severity   low
  confidence high
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.z {
  id         9000002
  rev        1
  title      "a sign-on"
  class      state
  severity   low
  confidence high
  product    msn

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.a {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    remember account as x.seen(flow.id) for 1h
  }
}
