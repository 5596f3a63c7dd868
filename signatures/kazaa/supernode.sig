# How a client finds a supernode.
#
#    27, least encryption (4), 80, network, NUL          ping
#    28, least encryption (4), load (6), network, NUL    pong
#    29, ...                                             no supernode
signature kazaa.supernode.ping {
  id         1904005
  rev        1
  title      "FastTrack supernode discovery"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation
  ports      udp/1214
  reference  "giFT-FastTrack, fst_udp_discover.c"

  # The names are the only bytes of it that are rare.
  dialogue udp {
    ping: -> datagram |27 00 00 00| encryption:u8 |80| "KaZaA" |00| end       set network = "KaZaA"
       or -> datagram |27 00 00 00| encryption:u8 |80| "Grokster" |00| end    set network = "Grokster"
       or -> datagram |27 00 00 00| encryption:u8 |80| "MusicCity" |00| end   set network = "MusicCity"
       or -> datagram |27 00 00 00| encryption:u8 |80| "fileshare" |00| end   set network = "fileshare"
    expect tcp flow.server:flow.server-port within 1h as kazaa.supernode.shape(network)
    pong: <- datagram |28 00 00 00| u8 bytes(6) =network |00| end             set outcome = accepted
       or <- datagram |29 00 00 00| u8 ...                                    set outcome = refused     goto done
       or after 10s                                                           set outcome = unanswered  goto done
       or close                                                               set outcome = unanswered  goto done
    alert "{flow.client} looks for a supernode of {network} at {flow.server}: {outcome}" once per flow.client, flow.server, flow.server-port within 10m
  }
  dialogue udp peer {  # a pong whose ping was not seen
       -> datagram |28 00 00 00| encryption:u8 bytes(6) "KaZaA" |00| end       set network = "KaZaA"
    or -> datagram |28 00 00 00| encryption:u8 bytes(6) "Grokster" |00| end    set network = "Grokster"
    or -> datagram |28 00 00 00| encryption:u8 bytes(6) "MusicCity" |00| end   set network = "MusicCity"
    or -> datagram |28 00 00 00| encryption:u8 bytes(6) "fileshare" |00| end   set network = "fileshare"
    alert "a supernode of {network} answers" once per flow.id within 10m
  }

  test "answered" {
    -> |27 00 00 00 29 80| "KaZaA" |00|
    <- |28 00 00 00 29 00 10 20 30 40 00| "KaZaA" |00|
    alert { network = "KaZaA", encryption = 41, outcome = accepted }
  }
  test "not a supernode" {
    -> |27 00 00 00 a9 80| "Grokster" |00|
    <- |29 00 00 00 29 00 00|
    alert { network = "Grokster", encryption = 169, outcome = refused }
  }
  test "a pong alone" {
    <- |28 00 00 00 29 00 10 20 30 40 00| "KaZaA" |00|
    alert { network = "KaZaA", encryption = 41 }
  }
  test "recorded: two places, neither answers, and ICMP that quotes the pings" from "samples/mldonkey_fasttrack_and_gnutella403.pcap" {
    alert { network = "KaZaA", encryption = 169, outcome = unanswered }
    alert { network = "KaZaA", encryption = 169, outcome = unanswered }
  }
  test "no network" {
    -> |27 01 01 01 01 01 01 01 01 01 01 01|
    silent
  }
  test "another type" {
    -> |26 00 00 00 29 80| "KaZaA" |00|
    silent
  }
  test "a byte behind" {
    -> |27 00 00 00 29 80| "KaZaA" |00 00|
    silent
  }
  test "no NUL" {
    -> |27 00 00 00 29 80| "KaZaA"
    silent
  }
  test "a pong with less load" {
    <- |28 00 00 00 29 00 10 20 30 40| "KaZaA" |00|
    silent
  }
}

# Twelve bytes that KaZaA fills at random. giFT and its kin, mldonkey among them, always send the same ones: an unknown word,
# the seed, and the encryption, 29 or a9, mangled with that seed.
signature kazaa.supernode.session {
  id         1904006
  rev        1
  title      "FastTrack encrypted session"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation
  ports      tcp/1214
  reference  "giFT-FastTrack, fst_session.c", "mldonkey, recorded"

  dialogue tcp {
    hello: -> stream |fa 00 b6 2b fa cb 12 38 32 09 d2 32|   set random = "fa00b62b"  set seed = "facb1238"  set encryption = 41
        or -> stream |fa 00 b6 2b fa cb 12 38 32 09 d2 b2|   set random = "fa00b62b"  set seed = "facb1238"  set encryption = 169
    reply: <- turn .index 0 .size 14                         set outcome = accepted
        or after 10s                                         set outcome = unanswered
        or close                                             set outcome = unanswered
    alert "giFT or mldonkey opens a FastTrack session with {flow.server}: {outcome}" once per flow.client, flow.server, flow.server-port, flow.via within 1h
  }

  test "giFT" {
    -> |fa 00 b6 2b fa cb 12 38 32 09 d2 32|
    <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1|
    -> |f9 1c 0f d0 06 38|
    alert { random = "fa00b62b", seed = "facb1238", encryption = 41, outcome = accepted }
  }
  test "an older giFT, never answered" {
    -> |fa 00 b6 2b fa cb 12 38 32 09 d2 b2|
    wait 11s
    alert { encryption = 169, outcome = unanswered }
  }
  test "recorded: two places, neither answers" from "samples/mldonkey_fasttrack_and_gnutella403.pcap" {
    alert { seed = "facb1238", encryption = 41, outcome = unanswered }
    alert { seed = "facb1238", encryption = 41, outcome = unanswered }
  }
  test "an encryption that does not fit the seed" {
    -> |fa 00 b6 2b fa cb 12 38 32 09 d2 33|
    silent
  }
}

# All that can be seen of KaZaA's own is the shape: 12 bytes, 14, then 6 and more. It says something only of a peer that was
# pinged before.
signature kazaa.supernode.shape(network) {
  id         1904008
  rev        1
  title      "FastTrack encrypted session, by shape"
  caveat     "the bytes are random and encrypted: found by the length of the first turns with a peer that was pinged"
  class      peer-to-peer
  severity   low
  confidence low
  risk       bandwidth-copyright, policy-violation
  ports      tcp/1214
  reference  "giFT-FastTrack, fst_session.c"

  dialogue tcp {
    hello: -> turn |fa 00 b6 2b fa cb 12 38| bytes(4) end .index 0   goto drop  # giFT
        or -> turn random:bytes(4) seed:bytes(4) bytes(4) end .index 0
    reply: <- turn .index 0 .size 14
        or after 20s                                                 goto drop
    name:  -> turn .index 1 .size n:int                              where n >= 6
        or after 20s                                                 goto drop
    alert "{flow.client} opens what looks like a FastTrack session with {flow.server}, a peer of {network}" once per flow.client, flow.server, flow.via within 1h
  }

  test "KaZaA, behind a ping" {
    flow udp 10.9.8.7:1214 {
      -> |27 00 00 00 29 80| "KaZaA" |00|
      <- |28 00 00 00 29 00 10 20 30 40 00| "KaZaA" |00|
    }
    flow tcp 10.9.8.7:1214 {
      -> |51 0c 33 9e fa cb 12 38 32 09 d2 32|
      <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1|
      -> |f9 1c 0f d0 06 38|
    }
    alert { random = "510c339e", seed = "facb1238", network = "KaZaA" }
  }
  test "giFT is another signature's" {
    flow udp 10.9.8.7:1214 {
      -> |27 00 00 00 29 80| "KaZaA" |00|
    }
    flow tcp 10.9.8.7:1214 {
      -> |fa 00 b6 2b fa cb 12 38 32 09 d2 32|
      <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1|
      -> |f9 1c 0f d0 06 38|
    }
    silent
  }
  test "nobody was pinged" {
    -> |51 0c 33 9e fa cb 12 38 32 09 d2 32|
    <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1|
    -> |f9 1c 0f d0 06 38|
    silent
  }
  test "an answer of fifteen" {
    flow udp 10.9.8.7:1214 {
      -> |27 00 00 00 29 80| "KaZaA" |00|
    }
    flow tcp 10.9.8.7:1214 {
      -> |51 0c 33 9e fa cb 12 38 32 09 d2 32|
      <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1 00|
      -> |f9 1c 0f d0 06 38|
    }
    silent
  }
}
