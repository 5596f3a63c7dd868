signature icq.message {
  id         1901002
  rev        1
  title      "ICQ message"
  class      message
  severity   info
  risk       unencrypted, data-exposure, social-engineering
  ports      udp/4000, tcp/5190
  reference  "licq 1.0.4, icqpacket.cpp", "libpurple 2.10.5, oscar/family_icbm.c"

  # Only servers send 0104 and 00dc, whoever is heard first.
  dialogue udp {
    -> icq .command 0x010e
      .uin      account:digits
      .peer     peer:digits
      .msgtype  msgtype:int
      .text     text:text   set direction = sent
    record "message of {account} to {peer}: {text}"
  }
  dialogue udp {
    <> icq .command any(0x0104, 0x00dc) .peer peer:digits .msgtype msgtype:int .text text:text   set direction = received
    record "message from {peer}: {text}"
  }
  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel  4
      .icq.uin       account:digits
      .icq.type      msgtype:int
      .icq.text      text:text
      .icbm.name     peer:text   set direction = sent
    record "message of {account} to {peer}: {text}"
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel  4
      .icq.uin       peer:digits
      .icq.type      msgtype:int
      .icq.text      text:text   set direction = received
    record "message from {peer}: {text}"
  }
  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel  2
      .rv.type       0
      .rv.uuid       rv.relay
      .relay.type    any(1, 4)
      .relay.text    text:text
      .icbm.name     peer:text   set direction = sent
    record "message to {peer}: {text}"
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel  2
      .rv.type       0
      .rv.uuid       rv.relay
      .relay.type    any(1, 4)
      .relay.text    text:text
      .icbm.name     peer:text   set direction = received
    record "message from {peer}: {text}"
  }
  dialogue tcp peer {
    -> icqpeer .command 0x07ee .msgtype any(1, 4) .uin account:digits .text text:text
    record "message of {account}, from client to client: {text}"
  }

  test "over UDP, sent" udp {
    -> |02 00 0e 01 03 00 15 cd 5b 07 6c ef f8 05 01 00| len16le("hello\x00")
    record { account = "123456789", peer = "100200300", text = "hello", msgtype = 1 }
  }
  test "over UDP, received" udp {
    <- |02 00 04 01 08 00 6c ef f8 05 01 00| len16le("hello\x00")
    record { peer = "100200300", text = "hello" }
  }
  test "over OSCAR, channel 4" tcp {
    -> |2a 02 00 60| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 04| len8("100200300")
         |00 05| len16(|15 cd 5b 07 01 00| len16le("hello\x00")) |00 06 00 00|)
    record { account = "123456789", peer = "100200300", text = "hello" }
  }
  test "from client to client" tcp {
    -> |1a 00 ff 03 00 00 00 05 04 00 00 15 cd 5b 07 0a 01 02 03 0a 01 02 03 04 05 04 00 00|
    -> len16le(|15 cd 5b 07 03 00 ee 07 00 00 15 cd 5b 07 01 00| len16le("hello\x00") |0a 01 02 03 0a 01 02 03 05 04 00 00 04 00 00 10 00 01 00 00 00|)
    record { account = "123456789", text = "hello" }
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
    alert "ICQ voice, video or game request to {peer}"
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel  2
      .rv.type       0
      .rv.uuid       rv.relay
      .relay.type    0x1a
      .icbm.name     peer:text   set direction = received
    alert "ICQ voice, video or game request from {peer}"
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
