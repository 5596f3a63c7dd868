signature kazaa.supernode.ping {
  id         1904005
  rev        1
  title      "FastTrack supernode discovery"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation
  ports      udp/1214
  reference  "giFT-FastTrack, fst_udp_discover.c"

  # ping: 27, minimum encryption type, 80, network name.  pong: 28, ..., load.
  dialogue udp {
    ping: -> datagram |27| encryption:u32 |80| network:cstring end
    pong: <- datagram |28| u32 u8 u8 u8 u8 load:u8 u8 =network   set outcome = accepted
       or <- datagram |29| u32                                   set outcome = refused     goto done
       or after 10s                                              set outcome = unanswered  goto done
       or close                                                  set outcome = unanswered  goto done
    remember flow.server as kazaa.supernode(network) for 24h
    alert "FastTrack discovery of {flow.server} on the {network} network: {outcome}" once per flow.client within 10m
  }
}

# By shape: 12, then 14, then 6 bytes; surer where the peer answered a ping before.
signature kazaa.supernode.session {
  id         1904006
  rev        1
  title      "FastTrack encrypted session, by shape"
  caveat     "twelve random bytes have no constant; the framer could run the cipher on the reply"
  class      peer-to-peer
  severity   low
  confidence low
  risk       bandwidth-copyright, policy-violation
  ports      tcp/1214

  dialogue tcp within 30s {
    hello: -> turn .index 0 .size 12
    reply: <- turn .index 0 .size 14
    name:  -> turn .index 1 .size n:int   where n >= 6
    alert "FastTrack session {flow.client} to {flow.server}" once per flow.client, flow.server within 1h
  }
  dialogue tcp {
    hello: -> turn .index 0 .size 12
    recall flow.server from kazaa.supernode(network)
    alert "encrypted {network} session with {flow.server}, a supernode" once per flow.client, flow.server within 1h
  }
  dialogue tcp {  # giFT and mldonkey use constants
    hello: -> turn |fa 00 b6 2b| seed:bytes(4) kind:bytes(4) end .index 0
    alert "FastTrack session of giFT or mldonkey" once per flow.client within 1h
  }
}
