signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  serverity   low
  product    msn
  risk       unencrypted

  dialogue tcp { -> line "USR" alert "sign-on" }
}

signature x.unless {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello: -> line "USR " account:word end
           <- line "OK"  set outcome = accepted, product = aim
  }
}

signature x.open {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR"
    alert "sign-on"
  }
