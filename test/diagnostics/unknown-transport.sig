signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tpc {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }

  test "one" icmp {
    flow sctp 10.0.0.1:80 {
      -> "x"
    }
    silent
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
    -> line "XFR " port:port
    expect udp any:port as x.transfer()
    alert "a transfer is announced"
  }
}

signature x.transfer() {
  id         9000003
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
