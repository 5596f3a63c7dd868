signature icq.name {
  id         1907002
  rev        1
  title      "ICQ host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation
  ports      udp/53
  reference  "gaim 0.59, src/protocols/icq/icq.c", "licq 1.0.4, licq.conf"

  # www.icq.com is a page; these are servers.
  dialogue udp, tcp {
    -> dns .response 0
      .name  query:text
      .name  any("login.icq.com", "http.proxy.icq.com", "ars.icq.com")
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }
  dialogue udp, tcp {
    -> dns .response 0
      .name  query:text
      .name  "icq" ... ".mirabilis.com"
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }

  test "the login server" udp {
    -> |a1 b2 01 00 00 01 00 00 00 00 00 00| len8("login") len8("icq") len8("com") |00 00 01 00 01|
    alert { query = "login.icq.com" }
  }
  test "the older servers" udp {
    -> |a1 b2 01 00 00 01 00 00 00 00 00 00| len8("icq1") len8("mirabilis") len8("com") |00 00 01 00 01|
    alert { query = "icq1.mirabilis.com" }
  }
  test "the page" udp {
    -> |a1 b2 01 00 00 01 00 00 00 00 00 00| len8("www") len8("icq") len8("com") |00 00 01 00 01|
    silent
  }
}
