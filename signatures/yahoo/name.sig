signature yahoo.name {
  id         1907004
  rev        1
  title      "Yahoo! host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation

  dialogue udp, tcp {
    -> dns .response 0
      .name  query:text
      .name  any(re("(.*\\.)?msg\\.([a-z0-9-]+\\.)?yahoo\\.com"), "http.pager.yahoo.com", "login.yahoo.com")
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }
}
