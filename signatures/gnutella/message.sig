# What peers say behind the handshake, and each in a datagram.
signature gnutella.ping {
  id         1905014
  rev        1
  title      "Gnutella ping"
  caveat     "23 bytes, of which the GUID's marks are the only constant of datagrams without an extension"
  class      peer-to-peer
  severity   info
  confidence medium
  risk       bandwidth-copyright
  reference  "Gnutella 0.4 v1.2", "gtk-gnutella, doc/gnutella"

  dialogue tcp {
    -> gnutella .type 0 .ttl ttl:int .hops hops:int   set direction = sent
    record "{flow.client} pings the Gnutella peer {flow.server}" once per flow.id within 10m
  }
  dialogue tcp {
    <- gnutella .type 0 .ttl ttl:int .hops hops:int   set direction = received
    record "{flow.client} is pinged by the Gnutella peer {flow.server}" once per flow.id within 10m
  }
  dialogue udp {
    -> gnutella .type 0 .ttl ttl:int .hops hops:int .size size:int   where size > 23  set direction = sent
    record "{flow.client} pings the Gnutella peer {flow.server}" once per flow.id within 10m
  }
  dialogue udp {
    <- gnutella .type 0 .ttl ttl:int .hops hops:int .size size:int   where size > 23  set direction = received
    record "{flow.client} is pinged by the Gnutella peer {flow.server}" once per flow.id within 10m
  }
  # Servents since 0.6 mark their GUIDs: the ninth byte is ff, the last one 0, or 3 (gtk-gnutella).
  dialogue udp {
    -> gnutella .type 0
      .ttl   ttl:int
      .ttl   1
      .hops  hops:int
      .hops  0
      .guid  bytes(8) |ff| bytes(6) any(|00|, |03|)
      .size  23
      set direction = sent
    record "{flow.client} pings the Gnutella peer {flow.server}" once per flow.id within 10m
  }
  dialogue udp {
    <- gnutella .type 0
      .ttl   ttl:int
      .ttl   1
      .hops  hops:int
      .hops  0
      .guid  bytes(8) |ff| bytes(6) any(|00|, |03|)
      .size  23
      set direction = received
    record "{flow.client} is pinged by the Gnutella peer {flow.server}" once per flow.id within 10m
  }

  test "behind a handshake" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 00 07 00 00 00 00 00|
    record { ttl = 7, hops = 0, direction = sent }
  }
  test "gtk-gnutella's, in a datagram" udp {
    -> |24 d5 31 02 68 fc 19 81 ff bc c6 e0 1f db be 03 00 01 00 18 00 00 00 c3 03| "SCP" |41 02 02| "VC" |45| "GTKGb" |86| "DHTIPP" |40|
    record { ttl = 1, direction = sent }
  }
  test "an extension with another length" udp {
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 00 01 00 07 00 00 00 c3 83| "SCP" |42 01|
    silent
  }
  test "a length that is not the datagram's" udp {
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 00 01 00 08 00 00 00 c3 83| "SCP" |41 01|
    silent
  }
  test "recorded, a datagram of 23 bytes" from "samples/gnutella06_gtkg_session_51234.pcap" {
    record { direction = sent, ttl = 1 }
    record { direction = sent, ttl = 4 }
    record { direction = sent, ttl = 1 }
    record { direction = received, ttl = 2 }
  }
  test "no extension, and a GUID without marks" udp {
    -> |d0 e1 f2 03 a4 b5 c6 d7 fe 18 29 3a 4b 5c 6d 00 00 01 00 00 00 00 00|
    silent
  }
}

signature gnutella.pong {
  id         1905004
  rev        1
  title      "Gnutella pong"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright, address-exposure
  reference  "Gnutella 0.4 v1.2"

  dialogue tcp, udp peer {
    -> gnutella .type 1 .address address:ip4 .port port:int .files files:int .kbytes kbytes:int
    record "the Gnutella peer {address}:{port} shares {files} files, {kbytes} kB" once per flow.id, address, port within 10m
  }

  test "behind a handshake" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 01 07 00 0e 00 00 00 ca 18 0a 09 08 07 7b 00 00 00 55 f8 06 00|
    record { address = 10.9.8.7, port = 6346, files = 123, kbytes = 456789 }
  }
  test "a byte more" udp {
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 01 07 00 0f 00 00 00 ca 18 0a 09 08 07 7b 00 00 00 55 f8 06 00 00|
    silent
  }
  test "no hops left or made" udp {
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 01 00 00 0e 00 00 00 ca 18 0a 09 08 07 7b 00 00 00 55 f8 06 00|
    silent
  }
}

signature gnutella.query {
  id         1905002
  rev        1
  title      "Gnutella query"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright, unencrypted
  reference  "Gnutella 0.4 v1.2", "HUGE 0.94"

  dialogue tcp, udp peer {
    -> gnutella .type 0x80 .guid guid:bytes(16) .query query:text .hops hops:int .urn? hash:text
    remember guid as gnutella.query(query) for 5m
    record "Gnutella query for \"{query}\", {hops} hops from who asks" once per flow.id, guid within 5m
  }

  test "words" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0c 00 00 00 00 00| "metallica" |00|
    record { query = "metallica", hops = 0, hash = none }
  }
  test "words, with an extension" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 16 00 00 00 80 00| "metallica" |00| "urn:sha1:" |00|
    record { query = "metallica", hash = "urn:sha1:" }
  }
  test "recorded, to two peers" from "samples/gnutella06_mldonkey_gtkg.pcap" {
    record { query = "imidstest" }
    record { query = "imidstest" }
  }
  test "no end of the words" udp {
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0b 00 00 00 00 00| "metallica"
    silent
  }
  test "no handshake" {
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0c 00 00 00 00 00| "metallica" |00|
    silent
  }
}

signature gnutella.hit {
  id         1905003
  rev        1
  title      "Gnutella query hit"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright, address-exposure, data-exposure
  reference  "Gnutella 0.4 v1.2"

  dialogue tcp, udp peer {
    -> gnutella .type 0x81
      .guid     guid:bytes(16)
      .address  address:ip4
      .port     port:int
      .vendor?  vendor:text
      some .hit { .name file:text .size size:int }
      each .hit { .name offered:text .size sizes:int }
    recall guid from gnutella.query(query?)
    record "the Gnutella peer {address}:{port} offers {offered.count} files: {offered}"
  }

  test "behind the query" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 80 07 00 0c 00 00 00 00 00| "metallica" |00|
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 81 07 00 5e 00 00 00 01 ca 18 0a 09 08 07 5e 01 00 00 2a 00 00 00 00 00 30 00| "song.mp3" |00| "urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB" |00| "LIME" |02 1c 19 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff|
    record { query = "metallica", file = "song.mp3", offered = ["song.mp3"], vendor = "LIME", address = 10.9.8.7, port = 6346 }
  }
  test "two files promised, one there" udp {
    <- |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 81 07 00 2f 00 00 00 02 ca 18 0a 09 08 07 5e 01 00 00 2a 00 00 00 00 00 30 00| "song.mp3" |00 00| "LI" |00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff|
    silent
  }
}

# What peers keep each other informed with; of no interest by itself.
signature gnutella.upkeep {
  id         1905015
  rev        1
  title      "Gnutella route table, vendor message or farewell"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright
  reference  "Gnutella 0.6 draft", "gtk-gnutella, src/if/core/gnutella.h"

  dialogue tcp {
    <> gnutella .type 0x30
    record "{flow.client} and {flow.server} exchange Gnutella route tables" once per flow.id
  }
  dialogue tcp, udp {
       <> gnutella .type any(0x31, 0x32) .vendor |00 00 00 00|   set vendor = "0000"
    or <> gnutella .type any(0x31, 0x32) .vendor vendor:text
    record "{flow.client} and {flow.server} exchange Gnutella vendor messages" once per flow.id
  }
  dialogue tcp {
    <> gnutella .type 0xcd
    record "{flow.client} and {flow.server} tell each other of the Gnutella peers they reach" once per flow.id
  }
  dialogue tcp peer {
    -> gnutella .type 2 .code status:int .reason text:text
    record "Gnutella peer takes its leave: {text}"
  }

  test "a table begun anew" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 30 01 00 06 00 00 00 00 00 00 01 00 07|
    record { vendor = none }
  }
  test "a vendor message" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 31 01 00 12 00 00 00 00 00 00 00 00 00 00 00 01 00| "BEAR" |04 00 01 00|
    record { vendor = "0000" }
  }
  test "a farewell" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 02 01 00 0a 00 00 00 c8 00| "Closing" |00|
    record { status = 200, text = "Closing" }
  }
  test "a type nobody knows" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 33 01 00 06 00 00 00 00 00 00 01 00 07|
    silent
  }
}

signature gnutella.g2.udp {
  id         1905009
  rev        1
  title      "Gnutella2 datagram"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation
  reference  "Gnutella2 specification", "gtk-gnutella, doc/gnutella"

  dialogue udp {
    -> g2 .packet packet:token
      .flags     flags:int
      .sequence  sequence:int
      .part      part:int
      .parts     parts:int
    alert "{flow.client} speaks Gnutella2 to {flow.server}, packet {packet}" once per flow.client, flow.server within 10m
  }
  dialogue udp {
    <> g2 .parts 0 .flags flags:int .sequence sequence:int .part part:int
    record "{flow.client} and {flow.server} acknowledge a Gnutella2 packet" once per flow.client, flow.server within 10m
  }

  test "a ping" {
    -> "GND" |02 55 03 01 01 48 00| "PI"
    alert { packet = "PI", flags = 2, sequence = 21763 }
  }
  test "a key asked for" {
    -> "GND" |10 3e 8f 01 01 54 0b| "QKR" |50 06 52 4e 41 c0 00 02 35 09 70|
    alert { packet = "QKR", flags = 16 }
  }
  test "acknowledged" {
    <- "GND" |00 12 34 01 00|
    record { sequence = 4660 }
  }
  test "another tag" {
    -> "GNE" |02 12 34 01 01 08| "PI"
    silent
  }
  test "part 2 of 1" {
    -> "GND" |02 12 34 02 01 08| "PI"
    silent
  }
  test "a packet longer than the datagram" {
    -> "GND" |02 12 34 01 01 48 01| "PI"
    silent
  }
  test "more than an acknowledgement" {
    -> "GND" |00 12 34 01 00 00|
    silent
  }
}
