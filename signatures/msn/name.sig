signature msn.name {
  id         1907003
  rev        1
  title      "MSN host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation
  ports      udp/53
  reference  "gaim 0.82, src/protocols/msn/msn.c and httpmethod.c"

  dialogue udp, tcp {
       -> dns .response 0
         .name  query:text
         .name  any("messenger.hotmail.com"i, "gateway.messenger.hotmail.com"i, "msgr.hotmail.com"i)
    or -> dns .response 0 .name query:text .name ... ".msgr.hotmail.com"i
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }

  test "the dispatch server" {
    -> |12 34 01 00 00 01 00 00 00 00 00 00| len8("messenger") len8("hotmail") len8("com") |00 00 01 00 01|
    alert { query = "messenger.hotmail.com" }
  }
  test "one of the notification servers" {
    -> |12 34 01 00 00 01 00 00 00 00 00 00| len8("baym-cs1") len8("msgr") len8("hotmail") len8("com") |00 00 01 00 01|
    alert { query = "baym-cs1.msgr.hotmail.com" }
  }
  test "mail, and a name that only ends alike" {
    -> |12 34 01 00 00 01 00 00 00 00 00 00| len8("www") len8("hotmail") len8("com") |00 00 01 00 01|
    -> |12 35 01 00 00 01 00 00 00 00 00 00| len8("xmsgr") len8("hotmail") len8("com") |00 00 01 00 01|
    silent
  }
}
