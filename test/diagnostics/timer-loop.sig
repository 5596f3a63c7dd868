signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello:  -> line "USR " account:word end
    answer: <- line "OK"
        or after 30s  goto again
    again:  <- line "YES"
        or after 30s  goto answer
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
    hello:  -> line "USR " account:word end
    answer: <- line "OK"
        or after 30s  goto answer
    alert "sign-on by {account}"
  }
}
