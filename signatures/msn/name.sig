signature msn.name {
  id         1907003
  rev        1
  title      "MSN host name looked up"
  class      name-lookup
  severity   info
  risk       policy-violation

  dialogue udp, tcp {
       -> dns .response 0
         .name  query:text
         .name  any("messenger.hotmail.com", "gateway.messenger.hotmail.com")
    or -> dns .response 0 .name query:text .name ... ".msgr.hotmail.com"
    alert "{flow.client} looked up {query}" once per flow.client, query within 1h
  }
}
