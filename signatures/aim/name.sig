signature aim.name {
  id         1907001
  rev        1
  title      "AIM host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation

  dialogue udp, tcp {
    -> dns .response 0
      .name  query:text
      .name  any("login.oscar.aol.com", "toc.oscar.aol.com", "aimhttp.oscar.aol.com", "ars.oscar.aol.com")
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }
}
