# The sender of a sent message is known from the sign-on only: the account of the flow.
signature aim.message.sent {
  id         1900007
  rev        1
  title      "AIM message sent"
  class      message
  severity   info
  product    aim, icq
  risk       unencrypted, data-exposure
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/im.c", "AOL, TOC 1.0 protocol"

  dialogue tcp {
    -> flap .snac |00 04 00 06| .icbm.channel 1 .icbm.name peer:text .im.text text:text   set direction = sent
    record "message from {flow.user} to {peer}: {text}"
  }
  dialogue tcp {
    sent:   -> toc any("toc_send_im", "toc2_send_im") blank peer:word blank text:quoted   set direction = sent
    record "message from {flow.user} to {peer}: {text}"
    answer: <- toc "ERROR:" status:int ":" =peer                                          set outcome = refused
         or after 10s                                                                     goto drop
    record "message from {flow.user} to {peer} was not delivered: {text}"
  }

  test "libpurple, recorded" from "samples/aim_md5_libpurple_5190.pcap" {
    record { account = "imidsaim", peer = "someaimbuddy", text = "<HTML><BODY>hello from libpurple</BODY></HTML>" }
  }
  test "over TOC, to nobody, recorded" from "samples/toc_login.pcap" {
    record { account = "imidstoc2", peer = "imidstoc1", text = "hello from Net::AIM" }
    record { peer = "imidstoc1", outcome = refused, status = 901 }
    record { account = "imidstoc1", peer = "imidstoc2", text = "hello from Twisted TOC" }
    record { peer = "imidstoc2", outcome = refused, status = 901 }
  }
  test "joined in the middle, behind a keep-alive in one segment" {
    midstream
    -> |2a 05 00 40 00 00 2a 02 00 41| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 01| len8("friend01")
         |00 02| len16(|05 01| len16(|01 01 02|) |01 01| len16(|00 00 00 00| "hi")))
    record { peer = "friend01", text = "hi", account = none }
  }
  test "a rendezvous is no message" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 02| len16(|05 01| len16(|01 01 02|) |01 01| len16(|00 00 00 00| "hi")))
    silent
  }
}

signature aim.message.received {
  id         1900008
  rev        1
  title      "AIM message received"
  class      message
  severity   info
  product    aim, icq
  risk       unencrypted, data-exposure, social-engineering
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/im.c", "AOL, TOC 1.0 protocol"

  dialogue tcp {
    <- flap .snac |00 04 00 07| .icbm.channel 1 .icbm.name peer:text .im.text text:text   set direction = received
    record "message from {peer} to {flow.user}: {text}"
  }
  dialogue tcp {
       <- toc "IM_IN:" peer:text ":" any("T", "F") ":" text:text                      set direction = received
    or <- toc "IM_IN2:" peer:text ":" any("T", "F") ":" any("T", "F") ":" text:text   set direction = received
    record "message from {peer} to {flow.user}: {text}"
  }

  test "OSCAR, with what the server says of the sender" {
    <- |2a 02 00 31| len16(|00 04 00 07 00 00 00 00 00 01| "7A1B2C3\x00" |00 01| len8("LeakTester")
         |00 00 00 01 00 03 00 04 3c ab 97 80|
         |00 02| len16(|05 01| len16(|01 01 02|) |01 01| len16(|00 00 00 00| "hello")))
    record { peer = "LeakTester", text = "hello", direction = received }
  }
  test "TOC" {
    -> "FLAPON\r\n\r\n"
    <- |2a 02 00 04| len16("IM_IN:friend01:F:<HTML>hi</HTML>")
    record { peer = "friend01", text = "<HTML>hi</HTML>" }
  }
  test "TOC2" {
    -> "FLAPON\r\n\r\n"
    <- |2a 02 00 04| len16("IM_IN2:friend01:F:F:hi")
    record { peer = "friend01", text = "hi" }
  }
  test "the server's receipt of a message sent" {
    midstream
    <- |2a 02 00 31| len16(|00 04 00 0c 00 00 00 00 00 01| "7A1B2C3\x00" |00 01| len8("LeakTester"))
    <- |2a 05 00 32 00 00|
    silent
  }
}

signature aim.typing {
  id         1900020
  rev        1
  title      "AIM typing notification"
  class      message
  severity   info
  product    aim, icq
  risk       policy-violation
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_icbm.c"

  dialogue tcp {
       -> flap .snac |00 04 00 14| .icbm.name peer:text .icbm.event 2   set direction = sent  set state = begun
    or -> flap .snac |00 04 00 14| .icbm.name peer:text .icbm.event 1   set direction = sent  set state = typed
    or -> flap .snac |00 04 00 14| .icbm.name peer:text .icbm.event 0   set direction = sent  set state = finished
    record "typing of {flow.user} to {peer}: {state}"
  }

  dialogue tcp {
       <- flap .snac |00 04 00 14| .icbm.name peer:text .icbm.event 2   set direction = received  set state = begun
    or <- flap .snac |00 04 00 14| .icbm.name peer:text .icbm.event 1   set direction = received  set state = typed
    or <- flap .snac |00 04 00 14| .icbm.name peer:text .icbm.event 0   set direction = received  set state = finished
    record "typing of {peer} to {flow.user}: {state}"
  }

  test "typing" {
    midstream
    -> |2a 05 00 31 00 00|
    -> |2a 02 00 32| len16(|00 04 00 14 00 00 00 00 00 01 00 00 00 00 00 00 00 00 00 01| len8("friend01") |00 02|)
    record { peer = "friend01", state = begun }
  }
  test "a state nobody knows" {
    midstream
    -> |2a 05 00 31 00 00|
    -> |2a 02 00 32| len16(|00 04 00 14 00 00 00 00 00 01 00 00 00 00 00 00 00 00 00 01| len8("friend01") |00 09|)
    silent
  }
}
