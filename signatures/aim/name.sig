signature aim.name {
  id         1907001
  rev        1
  title      "AIM host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation
  ports      udp/53
  reference  "gaim 0.59, src/protocols/oscar/oscar.c"

  # Login, TOC, HTTP tunnel and rendezvous proxy have names of their own below this one.
  dialogue udp, tcp {
    -> dns .response 0
      .name  query:text
      .name  ... ".oscar.aol.com"
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }

  test "the login server, asked for twice" udp {
    -> |a1 b2 01 00 00 01 00 00 00 00 00 00| len8("login") len8("oscar") len8("aol") len8("com") |00 00 01 00 01|
    -> |a1 b3 01 00 00 01 00 00 00 00 00 00| len8("LOGIN") len8("oscar") len8("aol") len8("com") |00 00 01 00 01|
    alert { query = "login.oscar.aol.com" }
  }
  test "a page of AOL" udp {
    -> |a1 b2 01 00 00 01 00 00 00 00 00 00| len8("www") len8("aol") len8("com") |00 00 01 00 01|
    silent
  }
}
