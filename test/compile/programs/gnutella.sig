signature gnutella.handshake {
  id         1905001
  rev        1
  title      "Gnutella peer connection"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, data-exposure
  attack     T1048
  ports      tcp/6346..6349
  reference  "http://rfc-gnutella.sf.net/", "l7-filter gnutella.pat"

  dialogue tcp {
    connect: -> gnutella "GNUTELLA CONNECT/0.6" end
               .header["User-Agent"]?   agent:text
               .header["X-Ultrapeer"]?  role:word
    answer:  <- gnutella "GNUTELLA/0.6 200"
               .header["User-Agent"]?   peer_agent:text
               .header["X-Ultrapeer"]?  peer_role:word
          or <- gnutella "GNUTELLA/0.6 " status:int
               .header["User-Agent"]?   peer_agent:text   set outcome = refused     goto done
          or after 20s                                    set outcome = unanswered  goto done
          or close                                        set outcome = unanswered  goto done
    confirm: -> gnutella "GNUTELLA/0.6 200"               set outcome = accepted
          or -> gnutella "GNUTELLA/0.6 " status:int       set outcome = refused
          or after 20s                                    set outcome = unanswered
          or close                                        set outcome = broken-off
    alert "Gnutella: {agent?} to {peer_agent?}: {outcome} {status?}"
  }
  dialogue tcp {
    connect: -> gnutella "GNUTELLA CONNECT/0.4"
    answer:  <- gnutella "GNUTELLA OK"                    set outcome = accepted
          or after 20s                                    set outcome = unanswered
          or close                                        set outcome = refused
    alert "Gnutella 0.4: {outcome}"
  }
}
