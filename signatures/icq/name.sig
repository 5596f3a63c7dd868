signature icq.name {
  id         1907002
  rev        1
  title      "ICQ host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation

  dialogue udp, tcp {
    -> dns .response 0
      .name  query:text
      .name  any("login.icq.com", "icq.mirabilis.com", "http.proxy.icq.com", "ars.icq.com")
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }
}
