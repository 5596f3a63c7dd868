signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    remember account as x.seen(flow.id, flow.client) for 1h
    alert "sign-on"
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
    -> line "BYE " account:word end
    recall account from x.seen(login)
    alert "sign-off"
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
    -> line "ACK " account:word end
    recall account, flow.client from x.seen(login, whose)
    alert "something"
  }
}
