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

  dialogue udp {
    ping: -> datagram |27 00 00 00| encryption:u8 |80| network:re("KaZaA|Grokster|MusicCity|fileshare") |00| end
    pong: <- datagram |28 00 00 00| u8 bytes(6) =network |00| end   set outcome = accepted
       or <- datagram |29 00 00 00| u8 ...                          set outcome = refused     goto done
       or after 10s                                                 set outcome = unanswered  goto done
       or close                                                     set outcome = unanswered  goto done
    remember flow.server as kazaa.supernode(network) for 24h
    alert "{flow.client} looks for a supernode of {network} at {flow.server}: {outcome}" once per flow.client, flow.server, flow.server-port within 10m
  }
  dialogue udp peer {  # a pong whose ping was not seen
    -> datagram |28 00 00 00| encryption:u8 bytes(6) network:re("KaZaA|Grokster|MusicCity|fileshare") |00| end
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

# All that can be seen is the shape, 12 bytes, 14, then 6 and more, unless the peer was found by a ping, or the first bytes
# are the constant that two programs have in place of random ones.
signature kazaa.supernode.session {
  id         1904006
  rev        1
  title      "FastTrack encrypted session, by shape"
  caveat     "the bytes are random and encrypted: found by the length of the first turns"
  class      peer-to-peer
  severity   low
  confidence low
  risk       bandwidth-copyright, policy-violation
  ports      tcp/1214
  reference  "giFT-FastTrack, fst_session.c"

  # Stands first: its instance, and not the one of the shape, takes the answer.
  dialogue tcp {
    hello: -> turn |fa 00 b6 2b| seed:bytes(4) bytes(4) end .index 0
    reply: <- turn .index 0 .size 14   set outcome = accepted
        or after 10s                   set outcome = unanswered
        or close                       set outcome = unanswered
    alert "giFT or mldonkey opens a FastTrack session with {flow.server}: {outcome}" once per flow.client, flow.server, flow.server-port within 1h
  }
  dialogue tcp {
    hello: -> turn random:bytes(4) seed:bytes(4) bytes(4) end .index 0
    reply: <- turn .index 0 .size 14
        or after 20s                      goto drop
    name:  -> turn .index 1 .size n:int   where n >= 6
        or after 20s                      goto drop
    alert "{flow.client} opens what looks like a FastTrack session with {flow.server}" once per flow.client, flow.server within 1h
  }
  dialogue tcp {
    hello: -> turn random:bytes(4) seed:bytes(4) bytes(4) end .index 0
    recall flow.server from kazaa.supernode(network)
    alert "{flow.client} opens an encrypted session with {flow.server}, a supernode of {network}" once per flow.client, flow.server within 1h
  }

  test "giFT" {
    -> |fa 00 b6 2b fa cb 12 38 32 09 d2 32|
    <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1|
    -> |f9 1c 0f d0 06 38|
    alert { seed = "facb1238", outcome = accepted }
  }
  test "KaZaA" {
    -> |51 0c 33 9e fa cb 12 38 32 09 d2 32|
    <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1|
    -> |f9 1c 0f d0 06 38|
    alert { random = "510c339e", seed = "facb1238" }
  }
  test "thirteen bytes, and an answer of fifteen" {
    -> |51 0c 33 9e fa cb 12 38 32 09 d2 32 00|
    <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1 00|
    -> |f9 1c 0f d0 06 38|
    silent
  }
  test "an answer of fifteen" {
    -> |51 0c 33 9e fa cb 12 38 32 09 d2 32|
    <- |12 34 56 78 0a 56 03 6b b1 e7 ca a7 bc f1 00|
    -> |f9 1c 0f d0 06 38|
    silent
  }
}
