# An offer names a file and a cookie; the transfer on another connection has the cookie too, in the first header of the
# receiver at the latest. Ports and addresses need not be those of the offer: NAT, a second try the other way round, and
# AOL's rendezvous proxy change them.

signature aim.file.offer {
  id         1900013
  rev        1
  title      "AIM file transfer offered"
  class      file-transfer
  severity   low
  product    aim, icq
  risk       file-transfer, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_icbm.c", "gaim 0.59, src/protocols/oscar/im.c"

  # The fact keeps aim.file.answer from telling a refusal a second time.
  dialogue tcp {
    offer: -> flap .snac |00 04 00 06|
             .icbm.channel    2
             .rv.type         0
             .rv.uuid         rv.sendfile
             .icbm.name       peer:text
             .rv.cookie       cookie:bytes(8)
             .rv.tlv[0x2711]  u16 file_count:u16 size:u32 file:cstring ...
             .rv.tlv[0x02]?   address:ip4
             .rv.tlv[0x03]?   inside:ip4
             .rv.tlv[0x05]?   port:u16                             set direction = sent  set account = flow.account  set flow.offer = cookie
    alert "AIM file {file}, {size} bytes, offered by {flow.user} to {peer}" once per cookie within 15m
    remember cookie as aim.offer(account?, peer) for 10m
    seen:  met                                                     set outcome = made
        or -> flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = cancelled
        or <- flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = refused
        or after 5m                                                set outcome = never-seen
    record "AIM file {file}, offered by {flow.user} to {peer}: {outcome}" once per cookie within 15m
  }
  dialogue tcp {
    offer: <- flap .snac |00 04 00 07|
             .icbm.channel    2
             .rv.type         0
             .rv.uuid         rv.sendfile
             .icbm.name       peer:text
             .rv.cookie       cookie:bytes(8)
             .rv.tlv[0x2711]  u16 file_count:u16 size:u32 file:cstring ...
             .rv.tlv[0x02]?   claimed:ip4
             .rv.tlv[0x03]?   inside:ip4
             .rv.tlv[0x04]?   address:ip4
             .rv.tlv[0x05]?   port:u16                             set direction = received  set account = flow.account  set flow.offer = cookie
    alert "AIM file {file}, {size} bytes, offered by {peer} to {flow.user}" once per cookie within 15m
    remember cookie as aim.offer(account?, peer) for 10m
    seen:  met                                                     set outcome = made
        or -> flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = refused
        or <- flap .icbm.channel 2 .rv.type 1 .rv.cookie =cookie   set outcome = cancelled
        or after 5m                                                set outcome = never-seen
    record "AIM file {file}, offered by {peer} to {flow.user}: {outcome}" once per cookie within 15m
  }

  test "offered, and made at another port" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 0a 00 02 00 01|
           |00 02 00 04 0a 01 02 03 00 03 00 04 0a 01 02 03 00 05 00 02 14 46|
           |27 11| len16(|00 01 00 01 00 00 ed e8| "readme.txt" |00 00 00 00|)))
    flow tcp 198.51.100.9:443 {
      <- "OFT2" |01 00 01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
      -> "OFT2" |01 00 02 02 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
      -> "OFT2" |01 00 02 04 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
         "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    }
    alert   { file = "readme.txt", size = 60904, peer = "friend01", address = 10.1.2.3, port = 5190, direction = sent }
    record  { outcome = made }
    alert   aim.file.transfer { file = "readme.txt", peer = "friend01" }
    record  aim.file.transfer { outcome = complete }
  }
  test "refused, which is told once" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 0a 00 02 00 01|
           |00 02 00 04 0a 01 02 03 00 03 00 04 0a 01 02 03 00 05 00 02 14 46|
           |27 11| len16(|00 01 00 01 00 00 ed e8| "readme.txt" |00 00 00 00|)))
    <- |2a 02 00 51| len16(|00 04 00 07 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01") |00 00 00 00|
         |00 05| len16(|00 01| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    alert   { file = "readme.txt" }
    record  { outcome = refused }
  }
  test "a cancelled offer alone" {
    <- |2a 02 00 51| len16(|00 04 00 07 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01") |00 00 00 00|
         |00 05| len16(|00 01| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    silent
  }
}

# The answer names the offer by its cookie; the offer itself may have come before the capture. A refusal is told with the offer
# where that was seen.
signature aim.file.answer {
  id         1900027
  rev        1
  title      "AIM file transfer accepted or refused"
  class      file-transfer
  severity   info
  product    aim, icq
  risk       file-transfer
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_icbm.c", "AOL, TOC 1.0 protocol"

  dialogue tcp {
       -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       2
         .rv.uuid       rv.sendfile
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)                                                       set direction = sent        set outcome = accepted
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       1
         .rv.uuid       rv.sendfile
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)                                                       where flow.offer == cookie  goto drop
    or -> flap .snac |00 04 00 06|
         .icbm.channel  2
         .rv.type       1
         .rv.uuid       rv.sendfile
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)                                                       set direction = sent        set outcome = refused
    or -> toc .rv.type 2 .rv.uuid rv.sendfile .rv.name peer:text .rv.cookie cookie:bytes(8)   set direction = sent        set outcome = accepted
    or -> toc .rv.type 1 .rv.uuid rv.sendfile .rv.name peer:text .rv.cookie cookie:bytes(8)   where flow.offer == cookie  goto drop
    or -> toc .rv.type 1 .rv.uuid rv.sendfile .rv.name peer:text .rv.cookie cookie:bytes(8)   set direction = sent        set outcome = refused
    record "{flow.user} answers {peer} about an AIM file: {outcome}"
  }
  dialogue tcp {
       <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       2
         .rv.uuid       rv.sendfile
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set direction = received    set outcome = accepted
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       1
         .rv.uuid       rv.sendfile
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   where flow.offer == cookie  goto drop
    or <- flap .snac |00 04 00 07|
         .icbm.channel  2
         .rv.type       1
         .rv.uuid       rv.sendfile
         .icbm.name     peer:text
         .rv.cookie     cookie:bytes(8)   set direction = received    set outcome = refused
    record "{peer} answers {flow.user} about an AIM file: {outcome}"
  }

  test "accepted" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 02| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    record { peer = "friend01", outcome = accepted, direction = sent, cookie = "3741314232433300" }
  }
  test "refused over TOC, the offer not seen" {
    -> "FLAPON\r\n\r\n"
    -> |2a 02 00 06| len16("toc_rvous_cancel friend01 N0ExQjJDMwA= 09461343-4C7F-11D1-8222-444553540000\x00")
    record { peer = "friend01", outcome = refused }
  }
  test "an offer, and the answer about another capability" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    -> |2a 02 00 51| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 02| "7A1B2C3\x00" |09 46 13 45 4c 7f 11 d1 82 22 44 45 53 54 00 00|))
    silent
  }
}

# In published traffic the receiver connects, the sender speaks first with cookie 0, and only the answer has the cookie.
# Seen whether it was announced or not.
signature aim.file.transfer {
  id         1900014
  rev        1
  title      "AIM file transfer"
  class      file-transfer
  severity   medium
  product    aim, icq
  risk       file-transfer, unencrypted, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/oft.c"

  dialogue tcp peer {
    prompt: -> oft .type 0x0101
              .cookie    cookie:bytes(8)
              .name      file:text
              .filesize  size:int
              .checksum  checksum:bytes(4)
    answer: <- oft .type any(0x0202, 0x0205) .cookie cookie:bytes(8)   set outcome = accepted
         or after 30s                                                  set outcome = unanswered
         or close                                                      set outcome = unanswered
    recall cookie from aim.offer(account?, peer?)
    alert "AIM file {file}, {size} bytes, sent between {flow.client} and {flow.server}: {outcome}"
    finish: <- oft .type 0x0204                                        set outcome = complete
         or <> oft .type any(0x0106, 0x0207)                           goto finish
         or close                                                      set outcome = broken-off
         or after 1h                                                   set outcome = running
    record "AIM file {file}: {outcome}"
  }

  # A transfer that began before the capture: the first header seen is not the first one sent.
  dialogue tcp peer {
    late:   -> oft .type any(0x0106, 0x0202, 0x0205, 0x0207)
              .cookie    cookie:bytes(8)
              .name      file:text
              .filesize  size:int
              .checksum  checksum:bytes(4)
    recall cookie from aim.offer(account?, peer?)
    alert "AIM file {file}, {size} bytes, sent between {flow.client} and {flow.server}, seen from the middle" once per flow.id, file
    finish: <> oft .type 0x0204                                set outcome = complete
         or <> oft .type any(0x0106, 0x0202, 0x0205, 0x0207)   goto finish
         or close                                              set outcome = broken-off
         or after 1h                                           set outcome = running
    record "AIM file {file}: {outcome}"
  }
  dialogue tcp peer {
    -> oft .type 0x0204
      .cookie    cookie:bytes(8)
      .name      file:text
      .filesize  size:int
      .checksum  checksum:bytes(4)   set outcome = complete
    recall cookie from aim.offer(account?, peer?)
    alert "AIM file {file}, {size} bytes, received by the time the capture began: {outcome}" once per flow.id, file
  }

  test "unannounced, to its end" {
    -> "OFT2" |01 00 01 01 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    <- "OFT2" |01 00 02 02 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    <- "OFT2" |01 00 02 04 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    alert   { file = "readme.txt", size = 60904, cookie = "3741314232433300", peer = none, outcome = accepted }
    record  { outcome = complete }
  }
  test "resumed" {
    -> "OFT2" |01 00 01 01 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    <- "OFT2" |01 00 02 05 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    -> "OFT2" |01 00 01 06 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    <- "OFT2" |01 00 02 07 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    <- "OFT2" |01 00 02 04 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    alert   { file = "readme.txt", outcome = accepted }
    record  { outcome = complete }
  }
  test "only its end" {
    midstream
    <- "OFT3" |01 00 02 04 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    alert { file = "readme.txt", outcome = complete }
  }
  test "another length of the header" {
    -> "OFT2" |01 01 01 01 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    silent
  }
}

signature aim.getfile.offer {
  id         1900016
  rev        1
  title      "AIM file sharing requested"
  class      file-sharing
  severity   low
  product    aim, icq
  risk       file-transfer, data-exposure
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/im.c"

  dialogue tcp {
    -> flap .snac |00 04 00 06|
      .icbm.channel   2
      .rv.type        0
      .rv.uuid        rv.getfile
      .icbm.name      peer:text
      .rv.cookie      cookie:bytes(8)
      .rv.tlv[0x03]?  address:ip4
      .rv.tlv[0x05]?  port:u16   set direction = sent
    alert "{flow.user} asks for the files that {peer} shares over AIM" once per cookie within 15m
  }
  dialogue tcp {
    <- flap .snac |00 04 00 07|
      .icbm.channel   2
      .rv.type        0
      .rv.uuid        rv.getfile
      .icbm.name      peer:text
      .rv.cookie      cookie:bytes(8)
      .rv.tlv[0x04]?  address:ip4
      .rv.tlv[0x05]?  port:u16   set direction = received
    alert "{peer} asks for the files that {flow.user} shares over AIM" once per cookie within 15m
  }

  test "asked for" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 48 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 0a 00 02 00 01|
           |00 02 00 04 0a 01 02 03 00 03 00 04 0a 01 02 03 00 05 00 02 14 46|
           |27 11| len16(|00 01 00 01 00 00 ed e8| "readme.txt" |00 00 00 00|)))
    alert { peer = "friend01", port = 5190, direction = sent }
  }
  test "a file is offered" {
    -> |2a 02 00 50| len16(|00 04 00 06 00 00 00 00 00 01| "7A1B2C3\x00" |00 02| len8("friend01")
         |00 05| len16(|00 00| "7A1B2C3\x00" |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00 00 0a 00 02 00 01|
           |00 02 00 04 0a 01 02 03 00 03 00 04 0a 01 02 03 00 05 00 02 14 46|
           |27 11| len16(|00 01 00 01 00 00 ed e8| "readme.txt" |00 00 00 00|)))
    silent
  }
}

signature aim.getfile {
  id         1900015
  rev        1
  title      "AIM file sharing: listing served, or file requested"
  class      file-sharing
  severity   medium
  product    aim, icq
  risk       file-transfer, unencrypted, data-exposure
  attack     T1048.003
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/ft.c"

  dialogue tcp peer {
    -> oft .type 0x1108 .cookie cookie:bytes(8) .name file:text .filesize size:int
    alert "AIM file sharing between {flow.client} and {flow.server}: listing of {size} bytes served" once per flow.id, file
  }
  dialogue tcp peer {
    -> oft .type 0x120c .cookie cookie:bytes(8) .name file:text .filesize size:int
    alert "AIM file sharing between {flow.client} and {flow.server}: {file}, {size} bytes, requested" once per flow.id, file
  }
  dialogue tcp peer {
    -> oft .type any(0x1209, 0x120a, 0x120b) .cookie cookie:bytes(8)
    record "AIM file sharing between {flow.client} and {flow.server}: listing acknowledged" once per flow.id
  }

  test "a listing" {
    -> "OFT2" |01 00 11 08 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "listing.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    <- "OFT2" |01 00 12 09 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "listing.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    alert   { file = "listing.txt", size = 60904 }
    record  { cookie = "3741314232433300" }
  }
  test "a file of it" {
    -> "OFT2" |01 00 12 0c 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    alert { file = "readme.txt" }
  }
  test "an ordinary transfer" {
    -> "OFT2" |01 00 01 01 37 41 31 42 32 43 33 00 00 00 00 00 00 01 00 01 00 01 00 01 00 00 ed e8 00 00 ed e8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "Cool FileXfer" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
       "readme.txt" |00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00|
    silent
  }
}

signature aim.file.offer.toc {
  id         1900017
  rev        1
  title      "AIM file transfer offered over TOC"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus
  attack     T1105
  ports      tcp/9898
  reference  "AOL, TOC 1.0 protocol"

  dialogue tcp {
    offer: <- toc "RVOUS_PROPOSE:" peer:text ":" ...
             .rv.uuid         rv.sendfile
             .rv.cookie       cookie:bytes(8)
             .rv.tlv[0x2711]  u16 file_count:u16 size:u32 file:cstring ...
             .rv.address?     claimed:ipv4
             .rv.verified?    address:ipv4
             .rv.port         port:int            set direction = received  set account = flow.account
    alert "AIM file {file}, {size} bytes, offered by {peer} over TOC, at {address?} port {port}" once per cookie within 15m
    remember cookie as aim.offer(account?, peer) for 10m
    seen:  met                                    set outcome = made
        or -> toc .rv.type 1 .rv.cookie =cookie   set outcome = refused
        or after 5m                               set outcome = never-seen
    record "AIM file {file}, offered by {peer} to {flow.user}: {outcome}" once per cookie within 15m
  }

  test "offered and refused" {
    -> "FLAPON\r\n\r\n"
    <- |2a 02 00 05| len16("RVOUS_PROPOSE:friend01:09461343-4C7F-11D1-8222-444553540000:N0ExQjJDMwA=:1:10.1.2.3:10.1.2.3:192.0.2.9:5190:10001:AAEAAQAA7ehyZWFkbWUudHh0AAAAAA==")
    -> |2a 02 00 06| len16("toc_rvous_cancel friend01 N0ExQjJDMwA= 09461343-4C7F-11D1-8222-444553540000\x00")
    alert   { peer = "friend01", file = "readme.txt", size = 60904, address = "192.0.2.9", port = 5190 }
    record  { outcome = refused }
  }
  test "voice is proposed" {
    -> "FLAPON\r\n\r\n"
    <- |2a 02 00 05| len16("RVOUS_PROPOSE:friend01:09461341-4C7F-11D1-8222-444553540000:N0ExQjJDMwA=:1:10.1.2.3:10.1.2.3:192.0.2.9:5190")
    silent
  }
}
