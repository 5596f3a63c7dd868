signature yahoo.name {
  id         1907004
  rev        1
  title      "Yahoo! host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation
  reference  "libyahoo2, default hosts"

  dialogue udp, tcp {
    -> dns .response 0
      .name  query:text
      .name  ... "yahoo.com"
      .name  any(re("(.*\\.)?msg\\.([a-z0-9-]+\\.)?yahoo\\.com"), "http.pager.yahoo.com", "login.yahoo.com")
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }

  test "a server of Messenger" {
    -> |12 34 01 00 00 01 00 00 00 00 00 00| len8("scs") len8("msg") len8("yahoo") len8("com") |00 00 01 00 01|
    alert { query = "scs.msg.yahoo.com" }
  }
  test "the web" {
    -> |12 34 01 00 00 01 00 00 00 00 00 00| len8("www") len8("yahoo") len8("com") |00 00 01 00 01|
    silent
  }
}
