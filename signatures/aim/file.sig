const rv.voice = |09 46 13 41 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.sendfile = |09 46 13 43 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.directim = |09 46 13 45 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.addin = |09 46 13 47 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.getfile = |09 46 13 48 4c 7f 11 d1 82 22 44 45 53 54 00 00|

const rv.games = |09 46 13 4a 4c 7f 11 d1 82 22 44 45 53 54 00 00|, |09 46 13 4a 4c 7f 11 d1 22 82 44 45 53 54 00 00|

signature aim.file.offer {
  id         1900013
  rev        1
  title      "AIM file transfer offered"
  class      file-transfer
  severity   low
  product    aim, icq
  risk       file-transfer, data-exposure, virus

  dialogue tcp {
    offer: <> flap .icbm.channel 2
             .rv.type         0
             .rv.uuid         rv.sendfile
             .icbm.name       peer:text
             .rv.cookie       offer_id:bytes(8)
             .rv.tlv[0x2711]  u16 file_count:u16 size:u32 file:cstring ...
             .rv.tlv[0x02]?   address:ip4
             .rv.tlv[0x05]?   port:u16
    alert "AIM file {file}, {size} bytes in {file_count} file(s), with {peer}, at {address?}:{port?}"
    expect tcp any:port? within 5m as aim.file.transfer(file, size)
    seen:  met                                       set outcome = made
        or <> flap .rv.type 1 .rv.cookie =offer_id   set outcome = refused
        or after 5m                                  set outcome = never-seen
    record "AIM file {file}: {outcome}"
  }
}

# In published traffic the receiver connects, the sender speaks first with cookie 0, and only the answer has the cookie.
signature aim.file.transfer(file, size) {
  id         1900014
  rev        1
  title      "AIM file transfer"
  class      file-transfer
  severity   medium
  product    aim, icq
  risk       file-transfer, unencrypted, data-exposure, virus

  dialogue tcp peer within 5m {
    prompt: -> oft .type 0x0101 .name =file .filesize total:int
    answer: <- oft .type any(0x0202, 0x0205) .cookie offer_id:bytes(8)
    alert "AIM transfer of {file}, {total} bytes"
    finish: <- oft .type 0x0204   set outcome = complete
         or close                 set outcome = broken-off
         or after 1h              set outcome = running
    record "AIM transfer of {file}: {outcome}"
  }
}

signature aim.file.transfer.unannounced {
  id         1900015
  rev        1
  title      "AIM file transfer, sharing listing or request (OFT2)"
  caveat     "fires beside aim.file.transfer where the offer was seen"
  class      file-transfer
  severity   medium
  product    aim, icq
  risk       file-transfer, unencrypted, data-exposure, virus

  dialogue tcp peer within 5m {
    prompt: -> oft .type 0x0101 .name file:text .filesize size:int   set kind = transfer
         or -> oft .type 0x1108 .name file:text .filesize size:int   set kind = listing
         or -> oft .type 0x120c .name file:text .filesize size:int   set kind = request
    answer: <- oft .type any(0x0202, 0x0205, 0x1209, 0x0106)
    alert "OFT {kind} of {file}, {size} bytes"
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

  dialogue tcp {
    <> flap .icbm.channel 2 .rv.type 0 .rv.uuid rv.getfile .icbm.name peer:text
    alert "AIM file sharing asked of or by {peer}"
  }
}

signature aim.file.offer.toc {
  id         1900017
  rev        1
  title      "AIM file transfer offered over TOC"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus

  dialogue tcp {
    offer: <- toc "RVOUS_PROPOSE:" peer:text ":"
             .rv.uuid         rv.sendfile
             .rv.tlv[0x2711]  u16 file_count:u16 size:u32 file:cstring ...
             .rv.port         port:int
    alert "AIM file {file}, {size} bytes, offered by {peer}"
    expect tcp any:port within 5m as aim.file.transfer(file, size)
    seen:  met        set outcome = made
        or after 5m   set outcome = never-seen
    record "AIM file {file} from {peer}: {outcome}"
  }
}
