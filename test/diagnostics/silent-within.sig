signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp within 60s {
    hello:  -> line "USR " account:word end
    answer: <- line "OK"
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

  dialogue tcp within 60s {
    hello:  -> line "USR " account:word end
    alert "sign-on by {account}"
    answer: <- line "OK " reason:word
    record "accepted: {reason}"
  }
}
