signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello: -> line "USR " account:word end
    reply: <- line "OK"
        or after 30
    alert "sign-on by {account}"
  }
}

signature x.z {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello: -> line "USR " account:word end
    alert "sign-on by {account}" once per account within 5min
  }
}
