signature icq.message {
  id         1901002
  rev        1
  title      "ICQ message"
  class      message
  severity   info
  risk       unencrypted, data-exposure, social-engineering
  ports      udp/4000, tcp/5190
  reference  "licq 1.0.4, icqpacket.cpp", "libpurple 2.10.5, oscar/family_icbm.c"

  # Of a URL (4) the text is a description, fe, and the address. Only servers send 0104 and 00dc, whoever is heard first.
  dialogue udp {
       -> icq .command 0x010e
         .uin      account:digits
         .peer     peer:digits
         .msgtype  msgtype:int
         .msgtype  4
         .text     text:text
         .text     ... |fe| url:text   set direction = sent
    or -> icq .command 0x010e
         .uin      account:digits
         .peer     peer:digits
         .msgtype  msgtype:int
         .text     text:text           set direction = sent
    record "ICQ message from {account} to {peer}: {text}"
  }
  dialogue udp {
       <> icq .command any(0x0104, 0x00dc)
         .peer     peer:digits
         .msgtype  msgtype:int
         .msgtype  4
         .text     text:text
         .text     ... |fe| url:text   set direction = received
    or <> icq .command any(0x0104, 0x00dc) .peer peer:digits .msgtype msgtype:int .text text:text   set direction = received
    record "ICQ message from {peer} to {flow.user}: {text}"
  }
  dialogue tcp {
       -> flap .snac |00 04 00 06|
         .icbm.channel  4
         .icq.uin       account:digits
         .icq.type      msgtype:int
         .icq.type      4
         .icq.text      text:text
         .icq.text      ... |fe| url:text
         .icbm.name     peer:text   set direction = sent
    or -> flap .snac |00 04 00 06|
         .icbm.channel  4
         .icq.uin       account:digits
         .icq.type      msgtype:int
         .icq.text      text:text
         .icbm.name     peer:text   set direction = sent
    record "ICQ message from {account} to {peer}: {text}"
  }
  dialogue tcp {
       <- flap .snac |00 04 00 07|
         .icbm.channel  4
         .icq.uin       peer:digits
         .icq.type      msgtype:int
         .icq.type      4
         .icq.text      text:text
         .icq.text      ... |fe| url:text   set direction = received
    or <- flap .snac |00 04 00 07|
         .icbm.channel  4
         .icq.uin       peer:digits
         .icq.type      msgtype:int
         .icq.text      text:text           set direction = received
    record "ICQ message from {peer} to {flow.user}: {text}"
  }
  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel  2
      .rv.type       0
      .rv.uuid       rv.relay
      .relay.type    any(1, 4)
      .relay.text    text:text
      .icbm.name     peer:text   set direction = sent
    record "ICQ message from {flow.user} to {peer}: {text}"
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel  2
      .rv.type       0
      .rv.uuid       rv.relay
      .relay.type    any(1, 4)
      .relay.text    text:text
      .icbm.name     peer:text   set direction = received
    record "ICQ message from {peer} to {flow.user}: {text}"
  }
  dialogue tcp peer {
    sent: -> icqpeer .command 0x07ee .msgtype any(1, 4) .uin account:digits .text text:text
    record "ICQ message from {account}, from client to client: {text}"
    ack:  <- icqpeer .command 0x07da .msgtype any(1, 4)   set outcome = accepted
       or after 2m                                        goto drop
       or close                                           goto drop
    record "ICQ message from {account}, from client to client, arrived: {text}"
  }

  test "over UDP, sent" udp {
    -> |02 00 0e 01 03 00 15 cd 5b 07 6c ef f8 05 01 00| len16le("hello\x00")
    record { account = "123456789", peer = "100200300", text = "hello", msgtype = 1 }
  }
  test "over UDP, received" udp {
    <- |02 00 04 01 08 00 6c ef f8 05 01 00| len16le("hello\x00")
    record { peer = "100200300", text = "hello" }
  }
  test "an address" udp {
    -> |02 00 0e 01 04 00 15 cd 5b 07 6c ef f8 05 04 00| len16le("look" |fe| "http://www.example.com/x.exe" |00|)
    record { account = "123456789", url = "http://www.example.com/x.exe", msgtype = 4 }
  }
  test "over OSCAR, channel 4" tcp {
    -> |2a 02 00 60| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 04| len8("100200300")
         |00 05| len16(|15 cd 5b 07 01 00| len16le("hello\x00")) |00 06 00 00|)
    record { account = "123456789", peer = "100200300", text = "hello" }
  }
  test "from client to client" tcp {
    -> |1a 00 ff 03 00 00 00 05 04 00 00 15 cd 5b 07 0a 01 02 03 0a 01 02 03 04 05 04 00 00|
    -> len16le(|15 cd 5b 07 03 00 ee 07 00 00 15 cd 5b 07 01 00| len16le("hello\x00") |0a 01 02 03 0a 01 02 03 05 04 00 00 04 00 00 10 00 01 00 00 00|)
    <- len16le(|6c ef f8 05 03 00 da 07 00 00 6c ef f8 05 01 00| len16le("\x00") |0a 09 08 07 0a 09 08 07 05 04 00 00 04 00 00 10 00 01 00 00 00|)
    record { account = "123456789", text = "hello", outcome = none }
    record { account = "123456789", outcome = accepted }
  }
  test "a text without its NUL" udp {
    -> |02 00 0e 01 03 00 15 cd 5b 07 6c ef f8 05 01 00| len16le("hello!")
    silent
  }
}

signature icq.plugin.request {
  id         1901003
  rev        1
  title      "ICQ plug-in request (voice, video, games)"
  caveat     "the plug-in is not told apart, and the media itself has no known form: udp/6701 is the vendor's default only"
  class      voice-video
  severity   low
  confidence low
  risk       bandwidth-copyright
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_icbm.c"

  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel  2
      .rv.type       0
      .rv.uuid       rv.relay
      .relay.type    0x1a
      .icbm.name     peer:text   set direction = sent
    alert "ICQ voice, video or game request from {flow.user} to {peer}"
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel  2
      .rv.type       0
      .rv.uuid       rv.relay
      .relay.type    0x1a
      .icbm.name     peer:text   set direction = received
    alert "ICQ voice, video or game request from {peer} to {flow.user}"
  }

  test "asked" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("100200300")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 49 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 0a 00 02 00 01|
           |27 11| len16(|1b 00 08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 03 00 00 00 00 fe ff 00|
             |0e 00 fe ff 00 00 00 00 00 00 00 00 00 00 00 00 1a 00 00 00 01 00| len16le("x\x00"))))
    alert { peer = "100200300", direction = sent }
  }
  test "a text" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("100200300")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 49 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 0a 00 02 00 01|
           |27 11| len16(|1b 00 08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 03 00 00 00 00 fe ff 00|
             |0e 00 fe ff 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 01 00| len16le("x\x00"))))
    silent
  }
}

signature icq.offline {
  id         1901010
  rev        1
  title      "ICQ messages that waited are asked for"
  class      instant-messaging
  severity   info
  risk       unencrypted
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_icq.c"

  dialogue tcp {
    # A client with a screen name asks as 0, which names nobody.
    -> flap .snac |00 15 00 02| .icq.uin account:digits .icq.meta 0x3c
      where account != "0"
    record "{account} asks for ICQ messages that waited"
  }

  test "asked for" {
    -> |2a 02 00 63| len16(|00 15 00 02 00 00 00 00 00 01 00 01| len16(len16le(|15 cd 5b 07 3c 00 02 00|)))
    record { account = "123456789" }
  }
  test "another question" {
    -> |2a 02 00 63| len16(|00 15 00 02 00 00 00 00 00 01 00 01| len16(len16le(|15 cd 5b 07 3e 00 02 00|)))
    silent
  }
  test "by a client that signed on with a screen name" {
    -> |2a 02 00 63| len16(|00 15 00 02 00 00 00 00 00 01 00 01| len16(len16le(|00 00 00 00 3c 00 02 00|)))
    silent
  }
}
