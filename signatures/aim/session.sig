# Traffic of a session whose sign-on was not captured: aim.signon.cookie leaves a fact where it was.
signature aim.session {
  id         1900019
  rev        1
  title      "AIM or ICQ session over OSCAR"
  class      instant-messaging
  severity   info
  product    aim, icq
  risk       policy-violation
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/service.c"

  dialogue tcp {
       -> flap .snac any(|00 01 00 17|, |00 01 00 02|, |00 15 00 02|)                  where flow.session == "open"  goto drop
    or <- flap .snac any(|00 01 00 0f|, |00 03 00 0b|, |00 03 00 0c|, |00 15 00 03|)   where flow.session == "open"  goto drop
    or -> flap .snac |00 15 00 02|                                                     set product = icq
    or <- flap .snac |00 15 00 03|                                                     set product = icq
    or -> flap .snac any(|00 01 00 17|, |00 01 00 02|)
    or <- flap .snac any(|00 01 00 0f|, |00 03 00 0b|, |00 03 00 0c|)
    record "OSCAR session of {flow.user} at {flow.server}" once per flow.id
  }

  test "joined in the middle" {
    midstream
    -> |2a 02 00 03| len16(|00 01 00 17 00 00 00 00 00 01 00 01 00 03|)
    -> |2a 02 00 09| len16(|00 01 00 02 00 00 00 00 00 01 00 01 00 03 01 10 08 f1|)
    record { account = none }
  }
  test "signed on" from "samples/aim_md5_libpurple_5190.pcap" {
    silent
  }
  test "the login server alone" {
    <- |2a 01 00 01 00 04 00 00 00 01|
    -> |2a 01 00 01 00 04 00 00 00 01|
    silent
  }
}

# A keep-alive and a sign-off are six bytes: they are only told behind the version that both sides of a connection send first.
signature aim.keepalive {
  id         1900028
  rev        1
  title      "AIM or ICQ session kept alive"
  class      instant-messaging
  severity   info
  product    aim, icq
  risk       policy-violation
  ports      tcp/5190
  reference  "open-oscar-server, wire/frames.go"

  dialogue tcp {
    hello: <> flap |00 00 00 01| .channel 1
    alive: <> flap .channel 5
        or after 24h   goto drop
    record "OSCAR session of {flow.user} at {flow.server} is kept alive" once per flow.id
  }

  test "once is enough" {
    <- |2a 01 00 01 00 04 00 00 00 01|
    -> |2a 01 00 01| len16(|00 00 00 01 00 06| len16("0123456789abcdef"))
    -> |2a 05 00 02 00 00|
    -> |2a 05 00 03 00 00|
    record { account = none }
  }
  test "a keep-alive alone" {
    midstream
    -> |2a 05 00 02 00 00|
    -> |2a 05 00 03 00 00|
    silent
  }
}

signature aim.signoff {
  id         1900029
  rev        1
  title      "AIM or ICQ sign-off"
  class      instant-messaging
  severity   info
  product    aim, icq
  risk       policy-violation
  ports      tcp/5190
  reference  "open-oscar-server, wire/frames.go"

  # With TLVs it is the server that has something to say: where to go on, or why not.
  dialogue tcp {
    hello: <> flap |00 00 00 01| .channel 1
    off:   -> flap end .channel 4
        or after 24h   goto drop
    record "{flow.user} signs off at {flow.server}"
  }

  test "by the client" {
    <- |2a 01 00 01 00 04 00 00 00 01|
    -> |2a 01 00 01| len16(|00 00 00 01 00 06| len16("0123456789abcdef"))
    -> |2a 04 00 02 00 00|
    record { account = none }
  }
  test "sent on by the server" {
    <- |2a 01 00 01 00 04 00 00 00 01|
    -> |2a 01 00 01| len16(|00 00 00 01 00 06| len16("0123456789abcdef"))
    <- |2a 04 00 02| len16(|00 01| len16("leaktester") |00 05| len16("192.0.2.9:5190"))
    silent
  }
}

# What TOC says around the sign-on itself, which aim.login.toc reports.
signature aim.session.toc {
  id         1900030
  rev        1
  title      "AIM session over TOC"
  class      instant-messaging
  severity   info
  risk       policy-violation
  ports      tcp/9898
  reference  "AOL, TOC 1.0 protocol"

  # Not every server sends a list of buddies first.
  dialogue tcp {
    open:   -> toc .magic "FLAPON"
    hello:  <- toc .channel 1
         or after 60s                goto drop
    config: <- toc any("CONFIG:", "CONFIG2:")
         or -> toc "toc_init_done"   goto ready
         or after 5m                 goto drop
    last:   -> toc "toc_init_done"
         or after 5m                 goto drop
    ready:  record "TOC session of {flow.user} at {flow.server} is ready"
  }

  test "two programs, recorded" from "samples/toc_login.pcap" {
    record { account = "imidstoc2" }
    record { account = "imidstoc1" }
  }
  test "FLAPON alone" {
    -> "FLAPON\r\n\r\n"
    <- |2a 01 00 01 00 04 00 00 00 01|
    silent
  }
}
