signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "XFR " port:port
    expect tcp any:port as x.transfr()
    alert "a transfer is announced"
  }

  test "announced" {
    -> "XFR 80\r\n"
    alert y.x { port = 80 }
  }
}

signature x.transfer() {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.many {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn
  risk       unencrypted

  count 5 x.login within 60s per flow.client
  alert "{count} sign-ons"
}
