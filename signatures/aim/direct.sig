# An offer has up to three addresses (as claimed, inside the offerer's network, as the server saw it), and behind NAT none
# of them need be what the capture shows. The cookie is: both connections carry it, so it is what ties them.
signature aim.directim.offer {
  id         1900009
  rev        1
  title      "AIM direct connection (IM Image) offered"
  class      direct-connection
  severity   low
  product    aim, icq
  risk       address-exposure, file-transfer
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/im.c"

  # The fact keeps aim.offer.answer from telling a refusal a second time.
  dialogue tcp {
    offer: -> flap .snac |00 04 00 06|
             .icbm.channel   2
             .rv.type        0
             .rv.uuid        rv.directim
             .icbm.name      peer:text
             .rv.cookie      cookie:bytes(8)
             .rv.tlv[0x02]?  address:ip4
             .rv.tlv[0x03]?  inside:ip4
             .rv.tlv[0x05]?  port:u16                              set direction = sent  set account = flow.account  set flow.offer = cookie
    alert "AIM direct connection offered by {flow.user} to {peer}" once per cookie within 15m
    remember cookie as aim.offer(account?, peer) for 10m
    seen:  met                                                     set outcome = made
        or -> flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = cancelled
        or <- flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = refused
        or after 5m                                                set outcome = never-seen
    record "AIM direct connection offered by {flow.user} to {peer}: {outcome}" once per cookie within 15m
  }
  dialogue tcp {
    offer: <- flap .snac |00 04 00 07|
             .icbm.channel   2
             .rv.type        0
             .rv.uuid        rv.directim
             .icbm.name      peer:text
             .rv.cookie      cookie:bytes(8)
             .rv.tlv[0x02]?  claimed:ip4
             .rv.tlv[0x03]?  inside:ip4
             .rv.tlv[0x04]?  address:ip4
             .rv.tlv[0x05]?  port:u16                              set direction = received  set account = flow.account  set flow.offer = cookie
    alert "AIM direct connection offered by {peer} to {flow.user}" once per cookie within 15m
    remember cookie as aim.offer(account?, peer) for 10m
    seen:  met                                                     set outcome = made
        or -> flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = refused
        or <- flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = cancelled
        or after 5m                                                set outcome = never-seen
    record "AIM direct connection offered by {peer} to {flow.user}: {outcome}" once per cookie within 15m
  }

  test "offered, and made" {
    <- |2a 02 00 51| len16(|00 04 00 07 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("LeakTester") |00 00 00 00|
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 45 4c 7f 11 d1 82 22 44 45 53 54 00 00|
           |00 02 00 04 0a 01 02 03 00 03 00 04 0a 01 02 03 00 04 00 04 c0 00 02 09 00 05 00 02 11 5b|))
    flow tcp 192.0.2.9:4443 {
      -> |4f 44 43 32 00 4c 00 01 00 06 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 60 00 00 00 00|
         "friend01" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    }
    alert   { peer = "LeakTester", address = 192.0.2.9, port = 4443 }
    record  { outcome = made }
    alert   aim.directim { account = "friend01", cookie = "3741314232433300" }
  }
  test "offered, and refused" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 45 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 05 00 02 11 5b|))
    <- |2a 02 00 51| len16(|00 04 00 07 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01") |00 00 00 00|
         |00 05| len16(|00 01| "7A1B2C3\x00" |09 46 13 45 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    alert   { peer = "friend01", direction = sent }
    record  { outcome = refused }
  }
  test "a file is offered" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 05 00 02 11 5b|))
    silent
  }
}

# Seen whether it was announced or not.
signature aim.directim {
  id         1900010
  rev        1
  title      "AIM direct connection made: each side knows the other's address"
  class      direct-connection
  severity   medium
  product    aim, icq
  risk       address-exposure, unencrypted, file-transfer
  ports      tcp/4443
  reference  "libpurple 2.10.5, oscar/odc.c"

  # The first frame of each side names it, and has no payload. Joined later, frames about typing say the same.
  dialogue tcp peer {
    hello:  -> odc .flags 0x60 .payload 0 .cookie cookie:bytes(8) .screenname account:text
    recall cookie from aim.offer(offerer?, offered?)
    alert "AIM direct connection between {flow.client} and {flow.server}, by {account}" once per flow.id
    answer: <- odc .flags 0x60 .payload 0 .cookie =cookie .screenname peer:text
         or after 2m   goto drop
    record "AIM direct connection of {account} and {peer}" once per flow.id
  }
  dialogue tcp peer {
    -> odc .flags any(0x02, 0x06, 0x0e) .payload 0 .cookie cookie:bytes(8) .screenname account:text
    recall cookie from aim.offer(offerer?, offered?)
    alert "AIM direct connection between {flow.client} and {flow.server}, joined by the capture while {account} types" once per flow.id
  }

  test "both sides speak" {
    -> |4f 44 43 32 00 4c 00 01 00 06 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 60 00 00 00 00|
       "LeakTester" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    <- |4f 44 43 32 00 4c 00 01 00 06 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 60 00 00 00 00|
       "friend01" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    alert   { account = "LeakTester" }
    record  { account = "LeakTester", peer = "friend01" }
  }
  test "joined while somebody types" {
    midstream
    -> |4f 44 43 32 00 4c 00 01 00 06 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 0e 00 00 00 00|
       "LeakTester" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    alert { account = "LeakTester" }
  }
  test "another subtype" {
    -> |4f 44 43 32 00 4c 00 01 00 07 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 60 00 00 00 00|
       "LeakTester" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    silent
  }
  test "another length of the header" {
    -> |4f 44 43 32 00 4d 00 01 00 06 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 60 00 00 00 00|
       "LeakTester" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    silent
  }
}

signature aim.directim.message {
  id         1900023
  rev        1
  title      "AIM message or picture over a direct connection"
  class      message
  severity   info
  product    aim, icq
  risk       unencrypted, data-exposure, file-transfer
  ports      tcp/4443
  reference  "libpurple 2.10.5, oscar/odc.c"

  dialogue tcp peer {
    -> odc .screenname account:text .text text:text
    record "message from {account}, over a direct connection between {flow.client} and {flow.server}: {text}"
  }

  test "text" {
    -> |4f 44 43 32 00 4c 00 01 00 06 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 00 00 00 00 00|
       "LeakTester" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00| "hi"
    record { account = "LeakTester", text = "hi" }
  }
  test "typing: no text" {
    -> |4f 44 43 32 00 4c 00 01 00 06 00 00| "7A1B2C3\x00" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 0e 00 00 00 00|
       "LeakTester" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    silent
  }
}

# Where both clients are behind NAT, they meet at a server of AOL, which is told the account in the first packet.
signature aim.rendezvous.proxy {
  id         1900024
  rev        1
  title      "AIM direct connection or file transfer by way of AOL's rendezvous proxy"
  class      direct-connection
  severity   low
  product    aim, icq
  risk       evasion, file-transfer
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/peer_proxy.c"

  dialogue tcp {
    -> rvproxy .type 2
      .name     account:text
      .cookie   cookie:bytes(8)
      .tlv[1]?  capability:uuid
    alert "AIM connection by way of the proxy {flow.server}: {account} creates the meeting"
  }
  dialogue tcp {
    -> rvproxy .type 4
      .name     account:text
      .cookie   cookie:bytes(8)
      .port     port:int
      .tlv[1]?  capability:uuid
    alert "AIM connection by way of the proxy {flow.server}: {account} joins the meeting"
  }

  test "for a file" {
    -> |00 31 04 4a 00 02 00 00 00 00 00 22| len8("LeakTester") "7A1B2C3\x00" |00 01 00 10 09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|
    alert { account = "LeakTester", capability = "09461343-4C7F-11D1-8222-444553540000" }
  }
  test "joined" {
    -> |00 31 04 4a 00 04 00 00 00 00 00 22| len8("friend01") |12 34| "7A1B2C3\x00" |00 01 00 10 09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|
    alert { account = "friend01", port = 4660 }
  }
  test "another version" {
    -> |00 31 04 4b 00 02 00 00 00 00 00 22| len8("LeakTester") "7A1B2C3\x00" |00 01 00 10 09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|
    silent
  }
}
