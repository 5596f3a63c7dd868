# Which of the programs, and which network: KaZaA, Grokster, or MusicCity, which is Morpheus.
signature kazaa.client {
  id         1904007
  rev        1
  title      "FastTrack client program"
  class      peer-to-peer
  severity   info
  risk       spyware, policy-violation
  reference  "giFT-FastTrack, fst_http_client.c", "nDPI, fasttrack.c"

  # `UserAgent` without a hyphen is KaZaA's, but not KaZaA's alone.
  dialogue tcp {
       -> http .header["UserAgent"] agent:text
         .header["UserAgent"]         "KazaaClient"i ...
         .header["X-Kazaa-Network"]?  network:text
    or -> http .header["UserAgent"] agent:text
         .header["X-Kazaa-Network"]  network:text
    or -> http .header["User-Agent"] agent:text
         .header["User-Agent"]        "PeerEnabler/" ...
         .header["X-Kazaa-Network"]?  network:text
    or -> http .header["Server"] agent:text
         .header["Server"]            "KazaaClient"i ...
         .header["X-Kazaa-Network"]?  network:text
    record "{flow.client} runs {agent}" once per flow.client, agent within 1h
  }
  dialogue tcp {
       <- http .header["Server"] peer_agent:text
         .header["Server"]            "KazaaClient"i ...
         .header["X-Kazaa-Network"]?  network:text
    or <- http .header["UserAgent"] peer_agent:text
         .header["UserAgent"]         "KazaaClient"i ...
         .header["X-Kazaa-Network"]?  network:text
    record "{flow.server} runs {peer_agent}" once per flow.server, flow.via, peer_agent within 1h
  }

  test "both sides" {
    -> "GET /1234/song.mp3 HTTP/1.1\r\nUserAgent: KazaaClient Jan 16 2002 17:43:11\r\nX-Kazaa-Network: MusicCity\r\n\r\n"
    <- "HTTP/1.1 404 Not Found\r\nServer: KazaaClient Nov  3 2002 20:29:03\r\nX-Kazaa-Network: KaZaA\r\nContent-Length: 0\r\n\r\n"
    record { agent = "KazaaClient Jan 16 2002 17:43:11", network = "MusicCity" }
    record { peer_agent = "KazaaClient Nov  3 2002 20:29:03", network = "KaZaA" }
  }
  test "another program without a hyphen" {
    -> "GET / HTTP/1.1\r\nUserAgent: Weather/1.0\r\nHost: example.org\r\n\r\n"
    silent
  }
}
