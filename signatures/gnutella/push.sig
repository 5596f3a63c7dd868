# A peer behind a firewall cannot be called. It is sent word, through other peers or its push proxy, and calls back.
signature gnutella.push {
  id         1905011
  rev        1
  title      "Gnutella push"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright, address-exposure, evasion
  reference  "Gnutella 0.4 v1.2"

  dialogue tcp, udp peer {
          -> gnutella .type 0x40
            .servent  servent:hex(32)
            .file     index:int
            .address  address:ip4
            .port     port:int
    record "Gnutella peer {servent} is to call {address}:{port}" once per servent, address, port within 2m
    remember servent as gnutella.push(address, port) for 2m
    seen: met        set outcome = made
       or after 2m   set outcome = never-seen
    record "call of Gnutella peer {servent} to {address}:{port}: {outcome}" once per servent, address, port within 2m
  }

  test "answered" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 40 07 00 1a 00 00 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 2a 00 00 00 0a 01 02 03 ca 18|
    flow tcp 10.1.2.3:6346 {
      -> "GIV 42:00112233445566778899AABBCCDDEEFF/song.mp3\n\n"
    }
    record  { servent = "00112233445566778899AABBCCDDEEFF", index = 42, address = 10.1.2.3, port = 6346 }
    alert   gnutella.giv { servent = "00112233445566778899AABBCCDDEEFF", file = "song.mp3", index = 42, address = 10.1.2.3 }
    record  { outcome = made }
  }
  test "not answered" {
    -> "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "GNUTELLA/0.6 200 OK\r\nUser-Agent: BearShare 2.6.3\r\n\r\n"
    -> "GNUTELLA/0.6 200 OK\r\n\r\n"
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 40 07 00 1a 00 00 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 2a 00 00 00 0a 01 02 03 ca 18|
    wait 3m
    record { address = 10.1.2.3, port = 6346 }
    record { outcome = never-seen }
  }
  test "a byte short" udp {
    -> |d0 e1 f2 03 a4 b5 c6 d7 ff 18 29 3a 4b 5c 6d 00 40 07 00 19 00 00 00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 2a 00 00 00 0a 01 02 03 ca|
    silent
  }
}

signature gnutella.giv {
  id         1905005
  rev        1
  title      "Gnutella call-back: the owner of a file calls"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, evasion
  reference  "Gnutella 0.6 draft", "nDPI, gnutella.c"

  dialogue tcp peer {
    -> stream "GIV " index:int ":" servent:hex(32) "/" file:re("[^\\r\\n]+") any("\n\n", "\r\n\r\n")
    recall servent from gnutella.push(address?, port?)
    alert "Gnutella peer {servent} calls to hand over {file}"
  }
  dialogue tcp peer {
    -> stream "PUSH guid:" servent:hex(32) "\r\n\r\n"
    recall servent from gnutella.push(address?, port?)
    alert "Gnutella2 peer {servent} calls to hand over a file"
  }

  test "Gnutella" {
    -> "GIV 42:00112233445566778899AABBCCDDEEFF/song.mp3\n\n"
    alert { index = 42, servent = "00112233445566778899AABBCCDDEEFF", file = "song.mp3" }
  }
  test "Gnutella2" {
    -> "PUSH guid:00112233445566778899AABBCCDDEEFF\r\n\r\n"
    alert { servent = "00112233445566778899AABBCCDDEEFF" }
  }
  test "31 digits" {
    -> "GIV 42:00112233445566778899AABBCCDDEEF/song.mp3\n\n"
    silent
  }
  test "one line feed" {
    -> "GIV 42:00112233445566778899AABBCCDDEEFF/song.mp3\nx"
    silent
  }
  test "one line end" {
    -> "PUSH guid:00112233445566778899AABBCCDDEEFF\r\nx"
    silent
  }
}

signature gnutella.push.proxy {
  id         1905016
  rev        1
  title      "Gnutella push through a proxy"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, address-exposure, evasion
  reference  "gtk-gnutella, doc/gnutella", "nDPI, gnutella.c"

  dialogue tcp {
    ask:    -> http .method any("GET", "HEAD")
              .path                any("/gnutella/push-proxy", "/gnet/push-proxy")
              .query["ServerID"]?  servent:token
              .header["X-Node"]?   address:ipv4 ":" port:port
    answer: <- http .status status:int   where status < 300  set outcome = accepted
         or <- http .status status:int   set outcome = refused
         or after 30s                    set outcome = unanswered
         or close                        set outcome = unanswered
    alert "{flow.client} asks the Gnutella push proxy {flow.server} to have a peer call: {outcome}"
  }

  test "passed on" {
    -> "HEAD /gnutella/push-proxy?ServerID=AAISEM2EKVTHPCEZVK54ZXPO74 HTTP/1.1\r\nX-Node: 10.1.2.3:6346\r\n\r\n"
    <- "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
    alert { servent = "AAISEM2EKVTHPCEZVK54ZXPO74", address = 10.1.2.3, port = 6346, outcome = accepted }
  }
  test "another path" {
    -> "HEAD /gnutella/push-proxies?ServerID=AAISEM2EKVTHPCEZVK54ZXPO74 HTTP/1.1\r\n\r\n"
    silent
  }
}
