# Messages. The server's packet may carry several, as those that waited for somebody who was away; the framer gives them as records.
signature yahoo.message {
  id         1903006
  rev        1
  title      "Yahoo! message"
  class      message
  severity   info
  risk       unencrypted, data-exposure, social-engineering
  reference  "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  # Key 1 names the identity that sends, key 0 the account: clients send either or both.
  dialogue tcp {
       -> ymsg .service 0x06 .key[1] account:text .key[5] peer:text .key[14] text:text
    or -> ymsg .service 0x06 .key[0] account:text .key[5] peer:text .key[14] text:text
    record "{account} to {peer}: {text}"
  }
  dialogue tcp {
    -> ymsg .service 0x06 .key[0] absent .key[1] absent .key[5] peer:text .key[14] text:text
    record "to {peer}: {text}"
  }
  dialogue tcp {
    <- ymsg .service 0x06 .key[4] peer:text .key[14] text:text .key[5] account:text
    record "{peer} to {account}: {text}"
  }
  dialogue tcp {
    <- ymsg .service 0x06 .key[5] absent .key[4] peer:text .key[14] text:text
    record "{peer}: {text}"
  }
  dialogue tcp {
    <- ymsg .service 0x06 each .message { .key[4] peers:text .key[14] texts:text }   where texts.count > 1
    record "{texts.count} messages from {peers}: {texts}"
  }
  dialogue tcp {
       <> ymsg .service any(0x1d, 0x20) .key[57] room:text .key[3] peer:text .key[14] text:text
    or <> ymsg .service any(0x1d, 0x20, 0x98, 0xa8)
         .key[104]  room:text
         .key[109]  peer:text
         .key[117]  text:text
    record "{peer} in {room}: {text}"
  }
  dialogue tcp {
    -> ypns .magic "YPNS2.0" .service 6 .nick1 account:text .content peer:text "," text:text
    record "{account} to {peer}: {text}"
  }
  dialogue tcp {
    <- ypns .magic "YHOO1.0" .service 6 .nick1 account:text .content peer:text ",," text:text
    record "{peer} to {account}: {text}"
  }

  test "sent" {
    -> |59 4d 53 47 09 00 00 00 00 34 00 06 5a 55 aa 56 11 22 33 44| "0\xc0\x80leaktester\xc0\x801\xc0\x80leaktester\xc0\x805\xc0\x80friend\xc0\x8014\xc0\x80hello\xc0\x80"
    record { account = "leaktester", peer = "friend", text = "hello" }
  }
  test "received" {
    <- |59 4d 53 47 09 00 00 00 00 29 00 06 00 00 00 01 11 22 33 44| "5\xc0\x80leaktester\xc0\x804\xc0\x80friend\xc0\x8014\xc0\x80hi\xc0\x8097\xc0\x801\xc0\x80"
    record { peer = "friend", account = "leaktester", text = "hi" }
  }
  test "received while away" {
    <- |59 4d 53 47 09 00 00 00 00 43 00 06 00 00 00 05 00 00 00 00| "5\xc0\x80leaktester\xc0\x804\xc0\x80friend\xc0\x8014\xc0\x80hi\xc0\x805\xc0\x80leaktester\xc0\x804\xc0\x80other\xc0\x8014\xc0\x80ho\xc0\x80"
    record { peer = "friend", text = "hi" }
    record { peers = ["friend", "other"], texts = ["hi", "ho"] }
  }
  test "the older protocol" {
    -> "YPNS2.0\x00t\x00\x00\x00\x06\x00\x00\x00\x01\x10\x00\x00=/\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00friend,hello"
    record { account = "leaktester", peer = "friend", text = "hello" }
  }
  test "the older protocol's server" {
    <- "YHOO1.0\x00u\x00\x00\x00\x06\x00\x00\x00\x01\x10\x00\x00=/\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00friend,,hello"
    record { account = "leaktester", peer = "friend", text = "hello" }
  }
  test "recorded" from "samples/yahoo_ymsg_cram_5050.pcap" {
    record { peer = "imidsfriend" }
    record { peer = "imidsfriend" }
  }
  test "typing is no message" {
    -> |59 4d 53 47 09 00 00 00 00 3d 00 4b 00 00 00 16 00 00 00 00| "49\xc0\x80TYPING\xc0\x801\xc0\x80leaktester\xc0\x8014\xc0\x80 \xc0\x8013\xc0\x801\xc0\x805\xc0\x80friend\xc0\x801002\xc0\x801\xc0\x80"
    silent
  }
}

signature yahoo.typing {
  id         1903013
  rev        1
  title      "Yahoo! typing notice"
  class      message
  severity   info
  risk       unencrypted
  reference  "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  dialogue tcp {
       -> ymsg .service 0x4b .key[49] "TYPING" .key[1] account:text .key[5] peer:text
    or <- ymsg .service 0x4b .key[49] "TYPING" .key[4] account:text .key[5] peer:text
    record "{account} types to {peer}" once per flow.id, account, peer within 60s
  }

  test "sent" {
    -> |59 4d 53 47 09 00 00 00 00 3d 00 4b 00 00 00 16 00 00 00 00| "49\xc0\x80TYPING\xc0\x801\xc0\x80leaktester\xc0\x8014\xc0\x80 \xc0\x8013\xc0\x801\xc0\x805\xc0\x80friend\xc0\x801002\xc0\x801\xc0\x80"
    record { account = "leaktester", peer = "friend" }
  }
  test "a game is no typing" {
    -> |59 4d 53 47 09 00 00 00 00 36 00 4b 00 00 00 16 00 00 00 00| "49\xc0\x80GAME\xc0\x801\xc0\x80leaktester\xc0\x8014\xc0\x80chess\xc0\x8013\xc0\x801\xc0\x805\xc0\x80friend\xc0\x80"
    silent
  }
}

signature yahoo.game.invite {
  id         1903014
  rev        1
  title      "Yahoo! game offered"
  class      game
  severity   low
  risk       social-engineering, policy-violation
  reference  "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  dialogue tcp {
       -> ymsg .service 0x4b
         .key[49]   "GAME"
         .key[1]    account:text
         .key[5]    peer:text
         .key[14]?  game:text
    or <- ymsg .service 0x4b
         .key[49]   "GAME"
         .key[4]    account:text
         .key[5]    peer:text
         .key[14]?  game:text
    alert "Yahoo! game offered by {account} to {peer}" once per account, peer within 10m
  }

  test "offered" {
    -> |59 4d 53 47 09 00 00 00 00 36 00 4b 00 00 00 16 00 00 00 00| "49\xc0\x80GAME\xc0\x801\xc0\x80leaktester\xc0\x8014\xc0\x80chess\xc0\x8013\xc0\x801\xc0\x805\xc0\x80friend\xc0\x80"
    alert { account = "leaktester", peer = "friend", game = "chess" }
  }
  test "typing is no game" {
    -> |59 4d 53 47 09 00 00 00 00 3d 00 4b 00 00 00 16 00 00 00 00| "49\xc0\x80TYPING\xc0\x801\xc0\x80leaktester\xc0\x8014\xc0\x80 \xc0\x8013\xc0\x801\xc0\x805\xc0\x80friend\xc0\x801002\xc0\x801\xc0\x80"
    silent
  }
}

signature yahoo.conference {
  id         1903007
  rev        1
  title      "Yahoo! conference or chat room"
  class      instant-messaging
  severity   low
  risk       unencrypted
  reference  "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  dialogue tcp {
    <> ymsg .service 0x18 .key[57] room:text each .key[52] { .value peers:text }
    alert "Yahoo! conference {room}, invited: {peers}" once per flow.id, room within 10m
  }
  dialogue tcp {
    <> ymsg .service any(0x19, 0x1c, 0x1e, 0x1f) .key[57] room:text
    alert "Yahoo! conference {room}" once per flow.id, room within 10m
  }
  dialogue tcp {
    <> ymsg .service any(0x96, 0x97, 0x98) .key[104] room:text
    alert "Yahoo! chat room {room}" once per flow.id, room within 10m
  }

  test "invited" {
    -> |59 4d 53 47 09 00 00 00 00 4e 00 18 00 00 00 00 00 00 00 00| "1\xc0\x80leaktester\xc0\x8050\xc0\x80leaktester\xc0\x8057\xc0\x80leaktester-1\xc0\x8058\xc0\x80join\xc0\x8013\xc0\x800\xc0\x8052\xc0\x80friend\xc0\x80"
    alert { room = "leaktester-1", peers = ["friend"] }
  }
  test "a message is no conference" {
    -> |59 4d 53 47 09 00 00 00 00 34 00 06 5a 55 aa 56 11 22 33 44| "0\xc0\x80leaktester\xc0\x801\xc0\x80leaktester\xc0\x805\xc0\x80friend\xc0\x8014\xc0\x80hello\xc0\x80"
    silent
  }
}

# Any YMSG packet, for those who sign on unseen: a session joined in the middle shows itself by what it says of itself.
signature yahoo.session {
  id         1903015
  rev        1
  title      "Yahoo! Messenger session"
  class      instant-messaging
  severity   info
  risk       unencrypted, policy-violation
  reference  "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  dialogue tcp {
    <> ymsg
      .version  ymsg:int
      .service  any(0x01, 0x02, 0x12, 0x4c, 0x57, 0x54, 0x55, 0x8a)
    record "Yahoo! Messenger speaks YMSG {ymsg}" once per flow.id
  }
  dialogue tcp {
    -> ypns .magic "YPNS2.0" .service 1 .nick1 account:text .content ...
    record "{account} opens a Yahoo! pager session" once per flow.id
  }
  dialogue tcp {
    -> http .method "POST"
      .host  server:host
      .path  ... "/notify"
      .body  "YPNS2.0" |00| bytes(24) account:text |00| ...
    record "{account} reaches the Yahoo! pager through {server}" once per flow.id
  }

  test "a ping" {
    -> |59 4d 53 47 09 00 00 00 00 00 00 12 00 00 00 00 00 00 00 00| ""
    record { ymsg = 9 }
  }
  test "the older protocol" {
    -> "YPNS2.0\x00z\x00\x00\x00\x01\x00\x00\x00\x01\x10\x00\x00=/\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x000abc123\x01leaktester"
    record { account = "leaktester" }
  }
  test "the older protocol inside HTTP" {
    -> "POST http://http.pager.yahoo.com/notify HTTP/1.0\r\nUser-Agent: Mozilla/4.6 (libyahoo/1.0)\r\nHost: http.pager.yahoo.com\r\nContent-Length: 124\r\n\r\nYPNS2.0\x00|\x00\x00\x00\x01\x00\x00\x00\x01\x10\x00\x00=/\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00leaktester\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x000abc123\x01leaktester\x00\x00"
    record { account = "leaktester", server = "http.pager.yahoo.com" }
  }
  test "another length" {
    -> |59 4d 53 47 09 00 00 00 00 05 00 12 00 00 00 00 00 00 00 00| "hello"
    silent
  }
}
