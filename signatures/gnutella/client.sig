const gnutella.agents = "LimeWire"i, "BearShare"i, "Morpheus"i, "morph"i, "Gnucleus"i, "Shareaza"i, "gtk-gnutella"i, "Mutella"i, "Qtella"i, "XoloX"i

signature gnutella.client {
  id         1905010
  rev        1
  title      "Gnutella client program"
  class      peer-to-peer
  severity   info
  risk       policy-violation

  dialogue tcp {
    <> gnutella any("GNUTELLA CONNECT/", "GNUTELLA/")
      .header["User-Agent"]  agent:text
      .header["User-Agent"]  gnutella.agents ...
    record "{agent}" once per flow.client, agent within 1h
  }
}
