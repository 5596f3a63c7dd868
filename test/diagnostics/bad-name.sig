signature X.Login {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " Account:word end  set flow.Last-seen = flow.id
    alert "sign-on by {Account}"
  }
}

signature x.z(last-file) {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello: -> line "USR "
    done:  <- line "OK"
        or after 30s
    alert "sign-on"
  }
}
