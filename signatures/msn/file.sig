# Files. Until client 5 a file goes over a connection of its own (MSNFTP), which an invitation announces; the two are tied together
# by the cookie that the receiver must name there. From client 6 on it goes in chunks through the switchboard itself (MSNP2P), or
# over a direct connection. guid("…") compares as a GUID, in any case, with or without braces.
#
# Every line of an invitation ends in CRLF: a payload that ends in anything else was miscounted or cut, and is none.

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

  # The switchboard relays every message, so either side may be the one who offers: `peer`. It is the one with the file who
  # says where it lies, in an ACCEPT of its own behind the receiver's, which names no address. The offer of a program is told
  # by msn.executable.offer, or as a worm's; what becomes of it is told here.
  dialogue tcp peer {
    invite: -> msnp "MSG " peer:email " " word end
              .body["Application-GUID"]      guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .body["Invitation-Command"]    "INVITE"i
              .payload                       ... "\r\n"
              .body["Invitation-Cookie"]     secret cookie:digits
              .body["Application-File"]      file:text
              .body["Application-File"]      ... executable
              .body["Application-FileSize"]  size:int
                                                      set direction = received  goto accept
         or -> msnp "MSG " int " " any("N", "A", "U", "D") end
              .body["Application-GUID"]      guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .body["Invitation-Command"]    "INVITE"i
              .payload                       ... "\r\n"
              .body["Invitation-Cookie"]     secret cookie:digits
              .body["Application-File"]      file:text
              .body["Application-File"]      ... executable
              .body["Application-FileSize"]  size:int
                                                      set direction = sent      set peer = flow.peer  goto accept
         or -> msnp "MSG " peer:email " " word end
              .body["Application-GUID"]      guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .body["Invitation-Command"]    "INVITE"i
              .payload                       ... "\r\n"
              .body["Invitation-Cookie"]     secret cookie:digits
              .body["Application-File"]      file:text
              .body["Application-FileSize"]  size:int
                                                      set direction = received
         or -> msnp "MSG " int " " any("N", "A", "U", "D") end
              .body["Application-GUID"]      guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")
              .body["Invitation-Command"]    "INVITE"i
              .payload                       ... "\r\n"
              .body["Invitation-Cookie"]     secret cookie:digits
              .body["Application-File"]      file:text
              .body["Application-FileSize"]  size:int
                                                      set direction = sent      set peer = flow.peer
    alert "MSN file {file}, {size} bytes, offered in the conversation of {flow.user} ({direction})"
    accept: <> msnp .body["Invitation-Command"] "ACCEPT"i
              .body["Invitation-Cookie"]  =cookie
              .body["IP-Address"]         address:ipv4
              .body["Port"]               port:port
              .body["AuthCookie"]         secret auth:digits
         or <> msnp .body["Invitation-Command"] "CANCEL"i
              .body["Invitation-Cookie"]  =cookie
              .body["Cancel-Code"]        "REJECT"i   set outcome = refused     goto done
         or <> msnp .body["Invitation-Command"] "CANCEL"i
              .body["Invitation-Cookie"]  =cookie     set outcome = cancelled   goto done
         or after 10m                                 set outcome = unanswered  goto done
         or close                                     set outcome = unanswered  goto done
    remember auth as msn.file(file, size, cookie) for 10m
    seen:   met                                       set outcome = made
         or after 2m                                  set outcome = never-seen
    record "MSN file {file}, {size} bytes, offered in the conversation of {flow.user}: {outcome}"
  }

  test "offer, acceptance, transfer" {
    -> "MSG 5 N 277\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 33267\r\n"
       "Application-File: readme.txt\r\nApplication-FileSize: 60904\r\n\r\n"
    <- "MSG friend@example.com Friend 181\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n"
    -> "MSG 6 N 234\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\nIP-Address: 10.1.2.3\r\nPort: 6891\r\n"
       "AuthCookie: 93301\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n"
    flow tcp 10.1.2.3:6891 {
      -> "VER MSNFTP\r\n"
      <- "VER MSNFTP\r\n"
      -> "USR friend@example.com 93301\r\n"
      <- "FIL 60904\r\n"
      -> "TFR\r\n"
      <- |00 0b 00| "hello world" |01 00 00|
      -> "BYE 16777989\r\n"
    }
    alert   { file = "readme.txt", size = 60904, direction = sent }
    record  { outcome = made, address = 10.1.2.3, port = 6891 }
    alert   msn.file.transfer { file = "readme.txt", size = 60904, peer = "friend@example.com", cookie = redacted }
    record  msn.file.transfer { outcome = complete }
  }
  test "in French, timed out" {
    <- "MSG leak@example.com Leak 288\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Transfert de fichiers\r\nApplication-GUID: {5d3e02ab-6190-11d3-bbbb-00c04f795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 33268\r\n"
       "Application-File: photo.jpg.exe\r\nApplication-FileSize: 10240\r\n\r\n"
    <- "MSG leak@example.com Leak 149\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Invitation-Command: CANCEL\r\nInvitation-Cookie: 33268\r\nCancel-Code: TIMEOUT\r\n\r\n"
    alert   msn.executable.offer { file = "photo.jpg.exe", size = 10240, peer = "leak@example.com" }
    record  { outcome = cancelled, direction = received }
  }
  test "accepted, but no connection comes" {
    -> "MSG 5 N 277\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 33267\r\n"
       "Application-File: readme.txt\r\nApplication-FileSize: 60904\r\n\r\n"
    -> "MSG 6 N 234\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\nIP-Address: 10.1.2.3\r\nPort: 6891\r\n"
       "AuthCookie: 93301\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n"
    wait 121s
    alert   { file = "readme.txt" }
    record  { outcome = never-seen }
  }
  test "another application's GUID" {
    -> "MSG 5 N 277\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795684}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 33267\r\n"
       "Application-File: readme.txt\r\nApplication-FileSize: 60904\r\n\r\n"
    silent
  }
}

# Found with and without its invitation. The receiver speaks first; `Sender-Connect` turns the connection round, so `->` is the
# speaker and not the opener: `peer`.
signature msn.file.transfer {
  id         1902003
  rev        1
  title      "MSN Messenger file transfer"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/6891..6900
  reference  "http://www.hypothetic.org/docs/msn/client/file_transfer.php"

  dialogue tcp peer {
    hello:  -> msnftp "VER MSNFTP"
    answer: <- msnftp "VER MSNFTP"
         or after 60s                     goto drop
         or close                         goto drop
    join:   -> msnftp "USR " peer:word " " secret cookie:digits end
         or after 60s                     goto drop
         or close                         goto drop
    recall cookie from msn.file(file?, announced?, invitation?)
    offer:  <- msnftp "FIL " size:int end
         or after 60s                     goto drop
         or close                         goto drop
    fetch:  -> msnftp "TFR"
         or <> msnftp "CCL"               set outcome = cancelled   goto done
         or after 60s                     set outcome = unanswered  goto done
         or close                         set outcome = unanswered  goto done
    alert "MSN file of {size} bytes goes to {peer}"
    first:  <- msnftp .block amount:int
         or <> msnftp "CCL"               set outcome = cancelled   goto done
         or close                         set outcome = broken-off  goto done
         or after 2m                      set outcome = never-seen  goto done
    finish: <- msnftp .block 0            set outcome = complete
         or -> msnftp "BYE 16777989"      set outcome = complete
         or -> msnftp "BYE " status:int   set outcome = broken-off
         or <> msnftp "CCL"               set outcome = cancelled
         or close                         set outcome = broken-off
         or after 1h                      set outcome = running
    record "MSN file of {size} bytes to {peer}: {outcome}"
  }

  test "never announced" {
    -> "VER MSNFTP\r\n"
    <- "VER MSNFTP\r\n"
    -> "USR friend@example.com 93301\r\n"
    <- "FIL 11\r\n"
    -> "TFR\r\n"
    <- |00 0b 00| "hello world" |01 00 00|
    -> "BYE 16777989\r\n"
    alert   { peer = "friend@example.com", size = 11, file = none, cookie = redacted }
    record  { outcome = complete }
  }
  test "the sender connects, the receiver gives up" {
    <- "VER MSNFTP\r\n"
    -> "VER MSNFTP\r\n"
    <- "USR friend@example.com 93301\r\n"
    -> "FIL 60904\r\n"
    <- "TFR\r\n"
    -> |00 0b 00| "hello world"
    <- "CCL\r\n"
    alert   { peer = "friend@example.com", size = 60904 }
    record  { outcome = cancelled }
  }
  test "a cookie that is no number" {
    -> "VER MSNFTP\r\n"
    <- "VER MSNFTP\r\n"
    -> "USR friend@example.com 9330x\r\n"
    <- "FIL 11\r\n"
    -> "TFR\r\n"
    silent
  }
}
