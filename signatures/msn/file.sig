# invitations: one signature per GUID; guid("...") compares as a GUID, in any case, with or without braces
signature msn.file.invite {
  id         1902002
  rev        1
  title      "MSN Messenger file transfer offered"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/client/file_transfer.php"

  # The switchboard relays every message, so either side may be the one who offers: `peer`.
  dialogue tcp peer {
    invite: -> msnp .command "MSG"
              .header["Content-Type"]        "text/x-msmsgsinvite"i ...
              .arg[1]?                       peer:email  # there if the offer was relayed to us
              .body["Application-GUID"]      guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .body["Invitation-Command"]    "INVITE"i
              .body["Invitation-Cookie"]     invitation:digits
              .body["Application-File"]      file:text
              .body["Application-FileSize"]  size:int
    alert "MSN file {file}, {size} bytes, offered"  # at once, whatever follows
    accept: <> msnp .body["Invitation-Command"] "ACCEPT"i
              .body["Invitation-Cookie"]  =invitation
              .body["IP-Address"]         address:ipv4
              .body["Port"]               port:port
              .body["AuthCookie"]         secret auth:digits
         or <> msnp .body["Invitation-Command"] "CANCEL"i
              .body["Invitation-Cookie"]  =invitation   set outcome = refused     goto done
         or after 10m                                   set outcome = unanswered  goto done
         or close                                       set outcome = unanswered  goto done
    expect tcp any:port within 60s as msn.file.transfer(file, size, auth)
    seen:   met                                         set outcome = made
         or after 60s                                   set outcome = never-seen
    record "MSN file {file} at {address?}:{port?}: {outcome}"
  }
}

# Armed only by the expectation above. The receiver speaks first; `Sender-Connect` turns the connection
# round, so `->` is the speaker and not the opener: `peer`.
signature msn.file.transfer(file, size, secret auth) {
  id         1902003
  rev        1
  title      "MSN Messenger file transfer"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus
  attack     T1048.003, T1105
  reference  "http://www.hypothetic.org/docs/msn/client/file_transfer.php"

  dialogue tcp peer within 2m {
            -> msnftp "VER MSNFTP"
            <- msnftp "VER MSNFTP"
            -> msnftp "USR " peer:word " " =auth end
            <- msnftp "FIL " =size
            -> msnftp "TFR"
    alert "MSN file {file}, {size} bytes, goes to {peer}"
    finish: -> msnftp "BYE " code:int   set outcome = complete
         or <> msnftp "CCL"             set outcome = cancelled
         or close                       set outcome = broken-off
         or after 1h                    set outcome = running
    record "MSN file {file} to {peer}: {outcome}"
  }
}

# The framer puts the SLP text together, so that an EUF-GUID in a later chunk is found.
signature msn.p2p.file {
  id         1902020
  rev        1
  title      "MSN file transfer inside the switchboard connection"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus

  dialogue tcp peer {
    invite: -> msnp .slp.start "INVITE MSNMSGR:"i peer:word ...
              .slp.body["EUF-GUID"]              guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .slp.body["SessionID"]             session:int
              .slp.header["Call-ID"]             call:text
              .slp.body["Context"]    |> base64  bytes(8) size:u64le bytes(4) file:bytes(520) |> utf16le ...
    alert "MSN file {file}, {size} bytes, offered to {peer}"
    answer: <- msnp .slp.start "MSNSLP/1.0 200" ... .slp.header["Call-ID"] =call
         or <- msnp .slp.start "MSNSLP/1.0 603" ... .slp.header["Call-ID"] =call   set outcome = refused     goto done
         or after 5m                                                               set outcome = unanswered  goto done
         or close                                                                  set outcome = unanswered  goto done
    data:   -> msnp .p2p.session =session .p2p.app 2                               set outcome = made
         or <> msnp .slp.start "BYE " ... .slp.header["Call-ID"] =call             set outcome = broken-off
         or after 10m                                                              set outcome = never-seen
         or close                                                                  set outcome = broken-off
    record "MSN file {file}: {outcome}"
  }
}

signature msn.executable.offer {
  id         1902022
  rev        1
  title      "MSN offer of a program"
  class      file-transfer
  severity   medium
  risk       file-transfer, virus, social-engineering

  dialogue tcp {
    <> msnp .command "MSG"
      .body["Application-File"]  file:text
      .body["Application-File"]  ... executable
    alert "program {file} is offered"
  }
}

const executable = ".exe"i, ".scr"i, ".pif"i, ".com"i, ".bat"i, ".vbs"i, ".lnk"i
