# Programs by name. Anybody may call himself anything in a handshake; in HTTP the name is what tells a servent from a server.
const gnutella.agents = "LimeWire"i, "BearShare"i, "Morpheus"i, "morph"i, "Gnucleus"i, "Shareaza"i, "gtk-gnutella"i, "Mutella"i, "Qtella"i, "XoloX"i, "Gnotella"i, "Gnutella"i, "MLDonkey"i

signature gnutella.client {
  id         1905010
  rev        1
  title      "Gnutella client program"
  class      peer-to-peer
  severity   info
  risk       policy-violation
  reference  "gtk-gnutella, src/core", "l7-filter gnutella.pat"

  dialogue tcp {
    -> gnutella "GNUTELLA" .header["User-Agent"] agent:text
    record "{flow.client} runs {agent}" once per flow.client, agent within 1h
  }
  dialogue tcp {
    <- gnutella "GNUTELLA" .header["User-Agent"] peer_agent:text
    record "{flow.server} runs {peer_agent}" once per flow.server, flow.via, peer_agent within 1h
  }

  test "both sides" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    record { agent = "LimeWire/2.4.4", peer_agent = none }
    record { peer_agent = "BearShare 2.6.3", agent = none }
  }
  test "a version from the time when it was called Morpheus" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: morph461 2.0.0\r\n\r\n"
    record { agent = "morph461 2.0.0" }
  }
  test "a browser" {
    -> "GET / HTTP/1.1\r\nUser-Agent: Mozilla/4.0\r\n\r\n"
    silent
  }
}
