signature gnutella.query {
  id         1905002
  rev        1
  title      "Gnutella query"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright, unencrypted

  dialogue tcp, udp peer {
    -> gnutella .type 0x80 .guid guid:bytes(16) .query query:text .hops hops:int .urn? hash:text
    remember guid as gnutella.query(query) for 5m
    record "query {query}, {hops} hops away" once per guid within 5m
  }
}

signature gnutella.hit {
  id         1905003
  rev        1
  title      "Gnutella query hit"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright, address-exposure, data-exposure

  dialogue tcp, udp peer {
    -> gnutella .type 0x81
      .guid     guid:bytes(16)
      .address  address:ip4
      .port     port:int
      .vendor?  vendor:text
      each .hit { .name files:text .size sizes:int }
    recall guid from gnutella.query(query?)
    record "{address}:{port} ({vendor?}) answers {query?} with {files.count} files: {files}"
  }
}

signature gnutella.pong.push {
  id         1905004
  rev        1
  title      "Gnutella pong or push"
  class      peer-to-peer
  severity   info
  risk       bandwidth-copyright, address-exposure

  dialogue tcp, udp peer {
    -> gnutella .type 0x01 .address address:ip4 .port port:int .files shared:int .kbytes kbytes:int
    record "{address}:{port} shares {shared} files, {kbytes} kB" once per address within 10m
  }
  dialogue tcp peer {
    -> gnutella .type 0x40 .servent servent:guid .address address:ip4 .port port:int
    record "push: {servent} is to call {address}:{port}"
    expect tcp address:port within 60s as gnutella.giv()
  }
}

signature gnutella.g2.udp {
  id         1905009
  rev        1
  title      "Gnutella2 datagram"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation

  dialogue udp {
    -> g2 .packet packet:word .parts parts:int
    alert "Gnutella2 {packet}" once per flow.client within 10m
  }
}
