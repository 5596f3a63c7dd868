signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello:  -> line "USR " account:word end  where acount != "x" and account != buddy  set flow.account = account
    answer: <- line =nobody
        or after 30s  set last = flow.acount
    remember account as x.seen(nothing, flow.acount?) for 1h
    alert "sign-on by {accuont}, {account?}, {whom?} {flow.whom?}" once per peer
  }

  test "one" {
    -> "USR buddy\r\n"
    alert { acount = "buddy", outcome = none, message = "x" }
  }
}

signature x.many {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn
  risk       unencrypted

  count 5 acount of x.y within 60s per flow.client, peer
  alert "{count} sign-ons of {account}"
}
