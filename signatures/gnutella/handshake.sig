# Gnutella 0.6 and Gnutella2 greet each other in three heads; any status but 200 refuses. Gnutella 0.4 does it in two.
signature gnutella.handshake {
  id         1905001
  rev        1
  title      "Gnutella peer connection"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, data-exposure
  attack     T1048
  ports      tcp/6346..6349
  reference  "http://rfc-gnutella.sf.net/", "gtk-gnutella, src/core/nodes.c", "l7-filter gnutella.pat"

  dialogue tcp {
    connect: -> gnutella "GNUTELLA CONNECT/0.6"
               .header["Node"]          address:ipv4 ":" port:port
               .header["User-Agent"]?   agent:text
               .header["X-Ultrapeer"]?  ultrapeer:word
               .header["X-Hub"]?        hub:word              set version = "0.6"
          or -> gnutella "GNUTELLA CONNECT/0.6"
               .header["Listen-IP"]     address:ipv4 ":" port:port
               .header["User-Agent"]?   agent:text
               .header["X-Ultrapeer"]?  ultrapeer:word
               .header["X-Hub"]?        hub:word              set version = "0.6"
          or -> gnutella "GNUTELLA CONNECT/0.6"
               .header["X-My-Address"]?  address:ipv4 ":" port:port
               .header["User-Agent"]?    agent:text
               .header["X-Ultrapeer"]?   ultrapeer:word
               .header["X-Hub"]?         hub:word             set version = "0.6"
          or -> gnutella "GNUTELLA CONNECT/0.4"               set version = "0.4"
    answer:  <- gnutella "GNUTELLA/0.6 " status:int maybe(" ") reason:text
               .header["User-Agent"]?   peer_agent:text
               .header["X-Ultrapeer"]?  peer_ultrapeer:word
               .header["X-Hub"]?        peer_hub:word         where status == 200
          or <- gnutella "GNUTELLA/0.6 " status:int maybe(" ") reason:text
               .header["User-Agent"]?   peer_agent:text
               .header["X-Ultrapeer"]?  peer_ultrapeer:word   set outcome = refused     goto done
          or <- gnutella "GNUTELLA OK"                        set outcome = accepted    goto done
          or after 20s                                        set outcome = unanswered  goto done
          or close                                            set outcome = unanswered  goto done
    confirm: -> gnutella "GNUTELLA/0.6 200"                   set outcome = accepted
          or -> gnutella "GNUTELLA/0.6 " status:int maybe(" ") reason:text
                                                              set outcome = refused
          or after 20s                                        set outcome = unanswered
          or close                                            set outcome = broken-off
    alert "{flow.client} connects to the Gnutella peer {flow.server}: {outcome}"
  }
  dialogue tcp {  # the rest of a greeting whose beginning was not seen
       <- gnutella "GNUTELLA/0.6 " status:int maybe(" ") reason:text
         .header["User-Agent"]?   peer_agent:text
         .header["X-Ultrapeer"]?  peer_ultrapeer:word   where status == 200  set outcome = accepted
    or <- gnutella "GNUTELLA/0.6 " status:int maybe(" ") reason:text
         .header["User-Agent"]?   peer_agent:text
         .header["X-Ultrapeer"]?  peer_ultrapeer:word   set outcome = refused
    or <- gnutella "GNUTELLA OK"                        set outcome = accepted
    alert "{flow.server} answers a Gnutella peer: {outcome}" once per flow.id
  }

  test "0.6" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\nX-Ultrapeer: False\r\nX-My-Address: 10.1.2.3:6346\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\nX-Ultrapeer: True\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    alert { version = "0.6", agent = "LimeWire/2.4.4", peer_agent = "BearShare 2.6.3", ultrapeer = "False", peer_ultrapeer = "True", address = 10.1.2.3, port = 6346, status = 200, outcome = accepted }
  }
  test "0.4" {
    -> "GNUTELLA CONNECT/0.4\n\n"
    <- "GNUTELLA OK\n\n"
    alert { version = "0.4", outcome = accepted }
  }
  test "Gnutella2" {
    -> "GNUTELLA CONNECT/0.6\r\nListen-IP: 10.1.2.3:6346\r\nUser-Agent: Shareaza 2.0.0.0\r\nAccept: application/x-gnutella2\r\nX-Hub: False\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: Shareaza 2.0.0.0\r\nContent-Type: application/x-gnutella2\r\nX-Hub: True\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    alert { hub = "False", peer_hub = "True", outcome = accepted }
  }
  test "a refusal alone" {
    midstream
    <- "GNUTELLA/0.6 503 Service Unavailable\r\nX-Try: 192.0.2.60:6346\r\n\r\n"
    alert { status = 503, reason = "Service Unavailable", outcome = refused }
  }
  test "recorded, a leaf of a leaf" from "samples/gnutella06_gtkg_leaf_refused_51234.pcap" {
    alert { status = 204, reason = "Shielded leaf node (4 peers max)", ultrapeer = "False", peer_ultrapeer = "False", address = 10.77.0.1, port = 6346, outcome = refused }
  }
  test "recorded, two that are not compressed" from "samples/mldonkey_fasttrack_and_gnutella403.pcap" {
    alert { agent = "MLDonkey/3.2.1.git", address = 10.77.0.4, port = 47113, status = 403, reason = "Gnet connection not compressed", outcome = refused }
    alert { agent = "MLDonkey/3.2.1.git", status = 403, outcome = refused }
  }
  test "never answered" {
    -> "GNUTELLA CONNECT/0.6\r\n\r\n"
    wait 21s
    alert { agent = none, outcome = unanswered }
  }
  test "a page about it" {
    -> "GET /docs/GNUTELLA%20CONNECT/0.6 HTTP/1.1\r\nHost: example.org\r\n\r\n"
    silent
  }
  test "lines that end in LF" {
    -> "GNUTELLA CONNECT/0.6\nUser-Agent: LimeWire/2.4.4\n\n"
    silent
  }
  test "another version" {
    -> "GNUTELLA CONNECT/0.7\r\n\r\n"
    silent
  }
}

# Two greetings of single programs.
signature gnutella.lan {
  id         1905012
  rev        1
  title      "GnucDNA peer connection in a local network"
  caveat     "from one document; the version is not confirmed"
  class      peer-to-peer
  severity   low
  confidence medium
  risk       bandwidth-copyright, policy-violation
  reference  "l7-filter gnutella.pat"

  dialogue tcp {
    -> stream "GNUCLEAR CONNECT/" release:re("[0-9]\\.[0-9]") "\r\n\r\n"
    alert "{flow.client} connects to {flow.server} as GnucDNA does in a local network"
  }

  test "a greeting" {
    -> "GNUCLEAR CONNECT/1.0\r\n\r\n"
    alert { release = "1.0" }
  }
  test "no version" {
    -> "GNUCLEAR CONNECT/x\r\n\r\n"
    silent
  }
}

signature gnutella.chat {
  id         1905013
  rev        1
  title      "LimeWire chat"
  caveat     "from one document"
  class      direct-connection
  severity   low
  confidence medium
  risk       policy-violation, unencrypted, address-exposure
  reference  "gtk-gnutella, doc/gnutella"

  dialogue tcp {
       -> stream "CHAT CONNECT/" release:re("0\\.[0-9]") "\r\nUser-Agent: "i agent:re("[^\\r\\n]+") "\r\n" re("([^\\r\\n]+\\r\\n)*") "\r\n"
    or -> stream "CHAT CONNECT/" release:re("0\\.[0-9]") "\r\n\r\n"
    alert "{flow.client} opens a LimeWire chat with {flow.server}"
  }

  test "a chat" {
    -> "CHAT CONNECT/0.1\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    alert { agent = "LimeWire/2.4.4" }
  }
  test "no empty line" {
    -> "CHAT CONNECT/0.1\r\nUser-Agent: LimeWire/2.4.4\r\n \n"
    silent
  }
  test "a line of LF" {
    -> "CHAT CONNECT/0.1\nUser-Agent: LimeWire/2.4.4\n\n"
    silent
  }
}
