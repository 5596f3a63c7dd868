signature kazaa.client {
  id         1904007
  rev        1
  title      "FastTrack client program"
  class      peer-to-peer
  severity   info
  risk       spyware, policy-violation

  dialogue tcp {
    <> http any("GET ", "HTTP/")
      .header["UserAgent"]         agent:text
      .header["X-Kazaa-Network"]?  network:text
    record "{flow.client}: {agent}, network {network?}" once per flow.client, agent within 1h
  }
}
