# What a rendezvous asks for is told by its UUID. A UUID that a client merely advertises (02/04) is no offer.
const rv.voice = |09 46 13 41 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.directplay = |09 46 13 42 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.sendfile = |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.routefinder = |09 46 13 44 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.directim = |09 46 13 45 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.addin = |09 46 13 47 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.getfile = |09 46 13 48 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.relay = |09 46 13 49 4c 7f 11 d1 82 22 44 45 53 54 00 00|

# Some clients of AIM swap two bytes.
const rv.games = |09 46 13 4a 4c 7f 11 d1 82 22 44 45 53 54 00 00|, |09 46 13 4a 4c 7f 11 d1 22 82 44 45 53 54 00 00|

const rv.buddies = |09 46 13 4b 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.chat = |74 8f 24 20 62 87 11 d1 82 22 44 45 53 54 00 00|

signature aim.voice.offer {
  id         1900011
  rev        1
  title      "AIM voice chat offered"
  class      voice-video
  severity   low
  product    aim, icq
  risk       bandwidth-copyright, address-exposure
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/oscar_data.c"

  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel   2
      .rv.type        0
      .rv.uuid        rv.voice
      .icbm.name      peer:text
      .rv.cookie      cookie:bytes(8)
      .rv.tlv[0x03]?  address:ip4
      .rv.tlv[0x05]?  port:u16   set direction = sent
    alert "AIM voice chat offered by {flow.user} to {peer}" once per cookie within 10m
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel   2
      .rv.type        0
      .rv.uuid        rv.voice
      .icbm.name      peer:text
      .rv.cookie      cookie:bytes(8)
      .rv.tlv[0x04]?  address:ip4
      .rv.tlv[0x05]?  port:u16   set direction = received
    alert "AIM voice chat offered by {peer} to {flow.user}" once per cookie within 10m
  }

  test "offered" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 41 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 0a 00 02 00 01 00 0f 00 00|
           |00 03 00 04 0a 01 02 03 00 05 00 02 14 46|))
    alert { peer = "friend01", address = 10.1.2.3, port = 5190, cookie = "3741314232433300" }
  }
  test "relayed" {
    <- |2a 02 00 50| len16(|00 04 00 07 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("LeakTester") |00 00 00 00|
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 41 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 04 00 04 c0 00 02 09|))
    alert { peer = "LeakTester", address = 192.0.2.9, direction = received }
  }
  test "advertised, not offered" {
    -> |2a 02 00 08| len16(|00 02 00 04 00 00 00 00 00 01 00 05| len16(|09 46 13 41 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    silent
  }
  test "another capability" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 40 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    silent
  }
}

signature aim.game.offer {
  id         1900012
  rev        1
  title      "AIM game or add-in request"
  class      game
  severity   low
  product    aim, icq
  risk       remote-control, social-engineering
  ports      tcp/5190
  reference  "joscar, AddinsReqRvCmd.java"

  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel    2
      .rv.type         0
      .rv.uuid         any(rv.games, rv.addin)
      .icbm.name       peer:text
      .rv.cookie       cookie:bytes(8)
      .rv.tlv[0x2711]  u16 addin:uuid u16 u16 game:cstring ...
      .rv.tlv[0x07]?   "aim:AddGame?"i uri:text   set direction = sent
    alert "AIM game or add-in request from {flow.user} to {peer}: {game}" once per cookie within 10m
  }
  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel    2
      .rv.type         0
      .rv.uuid         any(rv.games, rv.addin)
      .icbm.name       peer:text
      .rv.cookie       cookie:bytes(8)
      .rv.tlv[0x2711]  absent
      .rv.tlv[0x07]?   "aim:AddGame?"i uri:text   set direction = sent
    alert "AIM game or add-in request from {flow.user} to {peer}" once per cookie within 10m
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel    2
      .rv.type         0
      .rv.uuid         any(rv.games, rv.addin)
      .icbm.name       peer:text
      .rv.cookie       cookie:bytes(8)
      .rv.tlv[0x2711]  u16 addin:uuid u16 u16 game:cstring ...
      .rv.tlv[0x07]?   "aim:AddGame?"i uri:text   set direction = received
    alert "AIM game or add-in request from {peer} to {flow.user}: {game}" once per cookie within 10m
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel    2
      .rv.type         0
      .rv.uuid         any(rv.games, rv.addin)
      .icbm.name       peer:text
      .rv.cookie       cookie:bytes(8)
      .rv.tlv[0x2711]  absent
      .rv.tlv[0x07]?   "aim:AddGame?"i uri:text   set direction = received
    alert "AIM game or add-in request from {peer} to {flow.user}" once per cookie within 10m
  }

  test "MSHearts, with its URI" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 47 4c 7f 11 d1 82 22 44 45 53 54 00 00|
           |00 07| len16("aim:AddGame?name=MSHearts&go1st=true")
           |27 11| len16(|00 00 01 00 05 07 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 09 00 09| "MSHearts\x00LEAK-T30\x00" |00 00 00 00|)))
    alert { peer = "friend01", game = "MSHearts", uri = "name=MSHearts&go1st=true" }
  }
  test "the other spelling of the UUID" {
    <- |2a 02 00 50| len16(|00 04 00 07 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("LeakTester") |00 00 00 00|
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 4a 4c 7f 11 d1 22 82 44 45 53 54 00 00|))
    alert { peer = "LeakTester", game = none }
  }
  test "called off" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 01| "7A1B2C3\x00" |09 46 13 47 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    silent
  }
}

# Rendezvous of other kinds: what they are is one word.
signature aim.invitation {
  id         1900021
  rev        1
  title      "AIM chat, buddy list or connection offered"
  class      instant-messaging
  severity   info
  product    aim, icq
  risk       policy-violation
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/oscar_data.c"

  dialogue tcp {
       -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.chat
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "chat"
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.buddies
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "buddy list"
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.directplay
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "DirectPlay"
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.routefinder
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "route finder"
    record "AIM {offer} offered by {flow.user} to {peer}" once per cookie within 10m
  }
  dialogue tcp {
       <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.chat
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "chat"
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.buddies
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "buddy list"
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.directplay
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "DirectPlay"
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       0
         .rv.uuid       rv.routefinder
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set offer = "route finder"
    record "AIM {offer} offered by {peer} to {flow.user}" once per cookie within 10m
  }

  test "into a chat" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |74 8f 24 20 62 87 11 d1 82 22 44 45 53 54 00 00|))
    record { peer = "friend01", offer = "chat" }
  }
  test "accepted: no invitation" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 02| "7A1B2C3\x00" |74 8f 24 20 62 87 11 d1 82 22 44 45 53 54 00 00|))
    silent
  }
}

# As aim.file.answer, about anything but files.
signature aim.offer.answer {
  id         1900022
  rev        1
  title      "AIM offer accepted or refused"
  class      instant-messaging
  severity   info
  product    aim, icq
  risk       policy-violation
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_icbm.c", "AOL, TOC 1.0 protocol"

  # Those about files are told by aim.file.answer.
  dialogue tcp {
       -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       any(1, 2)
         .rv.uuid       rv.sendfile                     goto drop
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       2
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)
         .rv.uuid       capability:uuid                 set direction = sent        set outcome = accepted
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       1
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)
         .rv.uuid       capability:uuid                 where flow.offer == cookie  goto drop
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       1
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)
         .rv.uuid       capability:uuid                 set direction = sent        set outcome = refused
    or -> toc .rv.type any(1, 2) .rv.uuid rv.sendfile   goto drop
    or -> toc .rv.type 2 .rv.name peer:text .rv.cookie cookie:bytes(8) .rv.uuid capability:uuid   set direction = sent        set outcome = accepted
    or -> toc .rv.type 1 .rv.name peer:text .rv.cookie cookie:bytes(8) .rv.uuid capability:uuid   set direction = sent        set outcome = refused
    record "{flow.user} answers {peer} about an offer over AIM: {outcome}"
  }
  dialogue tcp {
       <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       any(1, 2)
         .rv.uuid       rv.sendfile       goto drop
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       2
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)
         .rv.uuid       capability:uuid   set direction = received    set outcome = accepted
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       1
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)
         .rv.uuid       capability:uuid   where flow.offer == cookie  goto drop
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       1
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)
         .rv.uuid       capability:uuid   set direction = received    set outcome = refused
    record "{peer} answers {flow.user} about an offer over AIM: {outcome}"
  }

  test "accepted" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 02| "7A1B2C3\x00" |09 46 13 41 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    record { peer = "friend01", outcome = accepted, direction = sent, cookie = "3741314232433300" }
  }
  test "refused over TOC" {
    -> "FLAPON\r\n\r\n"
    -> |2a 02 00 06| len16("toc_rvous_cancel friend01 N0ExQjJDMwA= 09461341-4C7F-11D1-8222-444553540000\x00")
    record { peer = "friend01", outcome = refused }
  }
  test "an offer" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 41 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    silent
  }
}
