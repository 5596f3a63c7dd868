# What client 6 and later agree on between themselves (MSNSLP), in chunks inside the switchboard connection (MSNP2P).

# The framer puts the SLP text together, so that an EUF-GUID in a later chunk is found. The context is the length of itself, a
# version, the size, a type, and the name in UTF-16.
signature msn.p2p.file {
  id         1902020
  rev        1
  title      "MSN file transfer inside the switchboard connection"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/1863
  reference  "gaim 0.82, src/protocols/msn/slp.c and slplink.c", "libpurple 2.10, msn/p2p.h"

  dialogue tcp peer {
    invite: -> msnp .slp.start "INVITE MSNMSGR:"i peer:email " MSNSLP/1.0"
              .payload                           ... |00 00 00 00|
              .slp.body["EUF-GUID"]              guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .slp.body["SessionID"]             session:digits
              .slp.body["SessionID"]             channel:int
              .slp.header["Call-ID"]             call:text
              .slp.body["Context"]    |> base64  bytes(8) size:u64le bytes(4) file:bytes(520) |> utf16le ...
    alert "MSN file {file}, {size} bytes, offered to {peer} in the conversation of {flow.user}"
    answer: <- msnp .slp.start "MSNSLP/1.0 200" ... .slp.header["Call-ID"] =call
         or <- msnp .slp.start "MSNSLP/1.0 603" ... .slp.header["Call-ID"] =call   set outcome = refused     goto done
         or <> msnp .slp.start "BYE " ... .slp.header["Call-ID"] =call             set outcome = cancelled   goto done
         or after 5m                                                               set outcome = unanswered  goto done
         or close                                                                  set outcome = unanswered  goto done
    data:   -> msnp .p2p.session =channel .p2p.app 2                               set outcome = made
         or <> msnp .slp.start "BYE " ... .slp.header["Call-ID"] =call             set outcome = cancelled   goto done
         or after 10m                                                              set outcome = never-seen  goto done
         or close                                                                  set outcome = never-seen  goto done
    record "MSN file {file}, {size} bytes, goes to {peer}"
    rest:   -> msnp .p2p.session =channel .p2p.app 2                               goto rest
         or <- msnp .p2p.session =channel .p2p.flags 2                             set outcome = complete
         or <> msnp .slp.start "BYE " ... .slp.header["Call-ID"] =call             set outcome = broken-off
         or after 10m                                                              set outcome = running
         or close                                                                  set outcome = broken-off
    record "MSN file {file} to {peer}: {outcome}"
  }
  # Joined behind the invitation: what stands on the chunks themselves.
  dialogue tcp {
    <> msnp .header["P2P-Dest"] peer:email
      .p2p.session  channel:int
      .p2p.app      2
      .p2p.flags    0x01000030
      .p2p.total    size:int
    alert "MSN file of {size} bytes goes to {peer}" once per flow.id, channel
  }

  test "offered, accepted, sent" {
    -> "MSG 10 D 1290\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 7b 04 00 00 00 00 00 00 7b 04 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "INVITE MSNMSGR:friend@example.com MSNSLP/1.0\r\nTo: <msnmsgr:friend@example.com>\r\n"
       "From: <msnmsgr:leak@example.com>\r\nVia: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\n"
       "CSeq: 0 \r\nCall-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 814\r\n\r\n"
       "EUF-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}\r\nSessionID: 8956352\r\nAppID: 2\r\n"
       "Context: PgIAAAIAAADo7QAAAAAAAAEAAAByAGUAYQBkAG0AZQAuAHQAeAB0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n\r\n"
       |00 00 00 00 00|
    <- "MSG friend@example.com Friend 471\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 48 01 00 00 00 00 00 00 48 01 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "MSNSLP/1.0 200 OK\r\nTo: <msnmsgr:friend@example.com>\r\nFrom: <msnmsgr:leak@example.com>\r\n"
       "Via: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\nCSeq: 1 \r\n"
       "Call-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 23\r\n\r\nSessionID: 8956352\r\n\r\n"
       |00 00 00 00 00|
    -> "MSG 10 D 146\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |c0 a9 88 00 ec 03 00 00 00 00 00 00 00 00 00 00 06 00 00 00 00 00 00 00 03 00 00 00 30 00 00 01 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |61 62 63 00 00 00 02|
    -> "MSG 10 D 146\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |c0 a9 88 00 ec 03 00 00 00 00 00 00 00 00 00 00 06 00 00 00 00 00 00 00 03 00 00 00 30 00 00 01 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |61 62 63 00 00 00 02|
    <- "MSG friend@example.com Friend 143\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |c0 a9 88 00 ed 03 00 00 00 00 00 00 00 00 00 00 06 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 02|
    alert   { file = "readme.txt", size = 60904, peer = "friend@example.com" }
    record  { outcome = made }
    record  { outcome = complete }
  }
  test "declined" {
    -> "MSG 10 D 1290\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 7b 04 00 00 00 00 00 00 7b 04 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "INVITE MSNMSGR:friend@example.com MSNSLP/1.0\r\nTo: <msnmsgr:friend@example.com>\r\n"
       "From: <msnmsgr:leak@example.com>\r\nVia: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\n"
       "CSeq: 0 \r\nCall-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 814\r\n\r\n"
       "EUF-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}\r\nSessionID: 8956352\r\nAppID: 2\r\n"
       "Context: PgIAAAIAAADo7QAAAAAAAAEAAAByAGUAYQBkAG0AZQAuAHQAeAB0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n\r\n"
       |00 00 00 00 00|
    <- "MSG friend@example.com Friend 476\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 4d 01 00 00 00 00 00 00 4d 01 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "MSNSLP/1.0 603 Decline\r\nTo: <msnmsgr:friend@example.com>\r\nFrom: <msnmsgr:leak@example.com>\r\n"
       "Via: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\nCSeq: 1 \r\n"
       "Call-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 23\r\n\r\nSessionID: 8956352\r\n\r\n"
       |00 00 00 00 00|
    alert   { file = "readme.txt" }
    record  { outcome = refused }
  }
  test "joined behind the invitation" {
    midstream
    -> "MSG 10 D 146\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |c0 a9 88 00 ec 03 00 00 00 00 00 00 00 00 00 00 06 00 00 00 00 00 00 00 03 00 00 00 30 00 00 01 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |61 62 63 00 00 00 02|
    -> "MSG 10 D 146\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |c0 a9 88 00 ec 03 00 00 00 00 00 00 00 00 00 00 06 00 00 00 00 00 00 00 03 00 00 00 30 00 00 01 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |61 62 63 00 00 00 02|
    alert { peer = "friend@example.com", size = 6, file = none }
  }
  test "a chunk of a picture" {
    midstream
    -> "MSG 10 D 146\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |c0 a9 88 00 ec 03 00 00 00 00 00 00 00 00 00 00 06 00 00 00 00 00 00 00 03 00 00 00 20 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |61 62 63 00 00 00 01|
    silent
  }
}

signature msn.p2p.webcam {
  id         1902034
  rev        1
  title      "MSN webcam invitation"
  class      voice-video
  severity   low
  risk       bandwidth-copyright, address-exposure
  ports      tcp/1863
  reference  "libpurple 2.10, msn/slp.c"

  dialogue tcp peer {
    -> msnp .slp.start "INVITE MSNMSGR:"i peer:email " MSNSLP/1.0"
      .payload               ... |00 00 00 00|
      .slp.body["EUF-GUID"]  any(guid("4BD96FC0-AB17-4425-A14A-439185962DC8"), guid("1C9AA97E-9C05-4583-A3BD-908A196F1E92"))
    alert "MSN webcam invitation to {peer}"
  }

  test "asked for" {
    -> "MSG 10 D 573\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "INVITE MSNMSGR:friend@example.com MSNSLP/1.0\r\nTo: <msnmsgr:friend@example.com>\r\n"
       "From: <msnmsgr:leak@example.com>\r\nVia: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\n"
       "CSeq: 0 \r\nCall-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 98\r\n\r\n"
       "EUF-GUID: {4BD96FC0-AB17-4425-A14A-439185962DC8}\r\nSessionID: 8956352\r\nAppID: 4\r\nContext: AAAA\r\n\r\n"
       |00 00 00 00 00|
    alert { peer = "friend@example.com" }
  }
  test "another EUF-GUID" {
    -> "MSG 10 D 573\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "INVITE MSNMSGR:friend@example.com MSNSLP/1.0\r\nTo: <msnmsgr:friend@example.com>\r\n"
       "From: <msnmsgr:leak@example.com>\r\nVia: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\n"
       "CSeq: 0 \r\nCall-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 98\r\n\r\n"
       "EUF-GUID: {A4268EEC-FEC5-49E5-95C3-F126696BDBF6}\r\nSessionID: 8956352\r\nAppID: 1\r\nContext: AAAA\r\n\r\n"
       |00 00 00 00 00|
    silent
  }
}

# No file of a user's moves, but it is what a careless signature takes for one.
signature msn.p2p.picture {
  id         1902035
  rev        1
  title      "MSN display picture asked for"
  class      instant-messaging
  severity   info
  risk       bandwidth-copyright
  ports      tcp/1863
  reference  "gaim 0.82, src/protocols/msn/slp.c"

  dialogue tcp peer {
    -> msnp .slp.start "INVITE MSNMSGR:"i peer:email " MSNSLP/1.0"
      .payload               ... |00 00 00 00|
      .slp.body["EUF-GUID"]  guid("A4268EEC-FEC5-49E5-95C3-F126696BDBF6")
    record "MSN display picture of {peer} asked for"
  }

  test "asked for" {
    -> "MSG 10 D 573\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "INVITE MSNMSGR:friend@example.com MSNSLP/1.0\r\nTo: <msnmsgr:friend@example.com>\r\n"
       "From: <msnmsgr:leak@example.com>\r\nVia: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\n"
       "CSeq: 0 \r\nCall-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 98\r\n\r\n"
       "EUF-GUID: {A4268EEC-FEC5-49E5-95C3-F126696BDBF6}\r\nSessionID: 8956352\r\nAppID: 1\r\nContext: AAAA\r\n\r\n"
       |00 00 00 00 00|
    record { peer = "friend@example.com" }
  }
  test "another EUF-GUID" {
    -> "MSG 10 D 573\r\n"
       "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: friend@example.com\r\n\r\n"
       |00 00 00 00 e8 03 00 00 00 00 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 ae 01 00 00 00 00 00 00 34 12 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "INVITE MSNMSGR:friend@example.com MSNSLP/1.0\r\nTo: <msnmsgr:friend@example.com>\r\n"
       "From: <msnmsgr:leak@example.com>\r\nVia: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\n"
       "CSeq: 0 \r\nCall-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
       "Content-Type: application/x-msnmsgr-sessionreqbody\r\nContent-Length: 98\r\n\r\n"
       "EUF-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}\r\nSessionID: 8956352\r\nAppID: 1\r\nContext: AAAA\r\n\r\n"
       |00 00 00 00 00|
    silent
  }
}

signature msn.p2p.direct {
  id         1902036
  rev        1
  title      "MSN direct connection between clients"
  caveat     "by its first eight bytes alone"
  class      direct-connection
  severity   low
  confidence medium
  risk       address-exposure, file-transfer
  ports      tcp/6891..6900
  reference  "gaim 0.82, src/protocols/msn/directconn.c", "nDPI, src/lib/protocols/msn.c"

  # Length, little-endian, and "foo": then a handshake of 48 bytes with its own length.
  dialogue tcp peer {
    -> stream |04 00 00 00| "foo" |00|
    alert "MSN direct connection between {flow.client} and {flow.server}"
  }

  test "its first frame" {
    -> |04 00 00 00| "foo" |00|
    alert { account = none }
  }
  test "another word" {
    -> |04 00 00 00| "fop" |00|
    silent
  }
  test "big-endian" {
    -> |00 00 00 04| "foo" |00|
    silent
  }
}
