# Mandragore answers every query with <query>.exe of 8,192 bytes.
signature gnutella.mandragore {
  id         1908009
  rev        1
  title      "Gnutella worm Mandragore (Gnuman)"
  class      worm
  severity   high
  risk       worm, virus

  dialogue tcp, udp peer {
    -> gnutella .type 0x81 .guid guid:bytes(16) .address address:ip4
      some .hit { .name file:text ".exe"i .size 8192 }
    recall guid from gnutella.query(query)   where file == query
    alert "{address} answers {query} with a copy of itself"
  }
}
