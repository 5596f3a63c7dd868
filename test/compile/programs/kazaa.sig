signature kazaa.request {
  id         1904001
  rev        1
  title      "KaZaA download request"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, virus
  attack     T1048
  ports      tcp/1214
  reference  "giFT-FastTrack, fst_http_client.c", "l7-filter fasttrack.pat"

  # `peer`: after a push (GIVE) it is the called side that sends the GET.
  dialogue tcp peer {
    request: -> http .method "GET"
               .path                            file:text
               .path                            any("/.hash=", "/.files", "/.download/") ...
               .header["X-Kazaa-Username"]?     account:text
               .header["X-Kazaa-Network"]?      network:text
               .header["X-Kazaa-IP"]?           address:ipv4 ":" port:port
               .header["UserAgent"]?            agent:text
          or -> http .method "GET"
               .path                            file:text
               .header["X-Kazaa-Username"]      account:text
               .header["X-Kazaa-Network"]?      network:text
               .header["X-Kazaa-IP"]?           address:ipv4 ":" port:port
               .header["UserAgent"]?            agent:text
    reply:   <- http .status any(200, 206)      .header["X-Kazaa-Username"]? peer:text   set outcome = accepted
          or <- http .status status:int         .header["X-Kazaa-Username"]? peer:text   set outcome = refused
          or after 30s                                                                   set outcome = unanswered
          or close                                                                       set outcome = unanswered
    alert "KaZaA: {account?} asks {peer?} for {file}: {outcome}" once per flow.id, file
  }
}

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
