signature msn.login.md5 {
  id         1902001
  rev        1
  title      "MSN Messenger sign-on, MD5 challenge and response"
  class      weak-authentication
  severity   medium
  risk       unencrypted, offline-cracking
  attack     T1040, T1110.002
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/index.php"

  # response = hex(md5(challenge + password)): captured together, the pair can be attacked offline, so
  # the response is secret and the challenge is not.
  dialogue tcp within 60s {
    hello:      -> msnp "USR " trid:int " MD5 I " account:word end
    challenge:  <- msnp "USR " =trid " MD5 S " challenge:word end
             or <- msnp "XFR " =trid " NS "                      goto drop      # sent on: it begins again there
    response:   -> msnp "USR " turn:int " MD5 S " secret response:hex(32) end
    verdict:    <- msnp "USR " =turn " OK "    set outcome = accepted   set flow.account = account
             or <- msnp code:int " " =turn     set outcome = rejected
             or after 30s                      set outcome = unanswered
             or close                          set outcome = unanswered
    alert "MSN sign-on by {account} with MD5 challenge {challenge}: {outcome}"
  }
}

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
    invite: -> msnp .command                   "MSG"
              .header["Content-Type"]          "text/x-msmsgsinvite"i ...
              .arg[1]?                         peer:email                # there if the offer was relayed to us
              .body["Application-GUID"]        guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .body["Invitation-Command"]      "INVITE"i
              .body["Invitation-Cookie"]       invitation:digits
              .body["Application-File"]        file:text
              .body["Application-FileSize"]    size:int
    alert "MSN file {file}, {size} bytes, offered"                       # at once, whatever follows
    accept: <> msnp .body["Invitation-Command"]  "ACCEPT"i
              .body["Invitation-Cookie"]       =invitation
              .body["IP-Address"]              address:ipv4
              .body["Port"]                    port:port
              .body["AuthCookie"]              secret auth:digits
         or <> msnp .body["Invitation-Command"]  "CANCEL"i
              .body["Invitation-Cookie"]       =invitation         set outcome = refused     goto done
         or after 10m                                          set outcome = unanswered  goto done
         or close                                              set outcome = unanswered  goto done
    expect tcp any:port within 60s as msn.file.transfer(file, size, auth)
    seen:   met                                                set outcome = made
         or after 60s                                          set outcome = never-seen
    record "MSN file {file} at {address?}:{port?}: {outcome}"
  }
}

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
    finish: -> msnftp "BYE " code:int     set outcome = complete
         or <> msnftp "CCL"               set outcome = cancelled
         or close                         set outcome = broken-off
         or after 1h                      set outcome = running
    record "MSN file {file} to {peer}: {outcome}"
  }
}
