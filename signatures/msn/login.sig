# MSN Messenger (MSNP2 to MSNP7) over TCP. Commands are CRLF-terminated lines, but MSG is followed by a
# byte-counted payload: the framer is `msnp`, not `line`, so that chat text which looks like a command
# is never taken for one.

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
    hello:     -> msnp "USR " trid:int " MD5 I " account:word end
    challenge: <- msnp "USR " =trid " MD5 S " challenge:word end
            or <- msnp "XFR " =trid " NS "   goto drop  # sent on: it begins again there
    response:  -> msnp "USR " turn:int " MD5 S " secret response:hex(32) end
    verdict:   <- msnp "USR " =turn " OK "   set outcome = accepted  set flow.account = account
            or <- msnp code:int " " =turn    set outcome = rejected
            or after 30s                     set outcome = unanswered
            or close                         set outcome = unanswered
    alert "MSN sign-on by {account} with MD5 challenge {challenge}: {outcome}"
  }

  test "accepted" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"  # "hunter2"
    <- "USR 7 OK buddy@hotmail.com Buddy 1\r\n"
    alert { account = "buddy@hotmail.com", outcome = accepted, response = redacted }
  }
  test "wrong password" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    <- "911 7\r\n"
    alert { account = "buddy@hotmail.com", outcome = rejected, code = 911 }
  }
  test "no answer within 30 seconds" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    wait 31s
    <- "USR 7 OK buddy@hotmail.com Buddy 1\r\n"
    alert { outcome = unanswered, trigger = "after 30s" }
  }
  test "the capture ends before the answer" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    alert { outcome = unanswered, truncated = true }
  }
  test "sent on to another server" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "XFR 6 NS 10.0.0.9:1863 0\r\n"
    silent
  }
  test "quoted in a chat message" {
    -> "MSG 9 N 93\r\nContent-Type: text/plain\r\n\r\nUSR 6 MD5 I buddy@hotmail.com\r\nUSR 6 MD5 S 1013928519.693957190\r\n"
    silent
  }
}

signature msn.login.passport {
  id         1902004
  rev        1
  title      "MSN Messenger sign-on with a Passport ticket"
  class      authentication
  severity   low
  risk       unencrypted, account-takeover

  dialogue tcp within 5m {
    hello:   -> msnp "USR " trid:int " " method:word " I " account:word end   where method != "MD5"
    policy:  <- msnp "USR " =trid " " =method " S " policy:text
          or <- msnp "XFR " =trid " NS "                                      goto drop
    ticket:  -> msnp "USR " turn:int " " =method " S " secret ticket:text
    verdict: <- msnp "USR " =turn " OK "                                      set outcome = accepted  set flow.account = account
          or <- msnp code:int " " =turn                                       set outcome = rejected
          or after 60s                                                        set outcome = unanswered
          or close                                                            set outcome = unanswered
    alert "MSN sign-on by {account} with a {method} ticket of {ticket.size} bytes in clear: {outcome}"
  }
}

signature msn.client.check {
  id         1902005
  rev        1
  title      "MSN client check (CHL, QRY)"
  class      authentication
  severity   info
  risk       unencrypted

  dialogue tcp within 60s {
    ask:    <- msnp "CHL " int " " challenge:word end
    answer: -> msnp "QRY " turn:int " " client:word .payload secret response:hex(32)
    result: <- msnp "QRY " =turn end   set outcome = accepted
         or <- msnp "540 " =turn       set outcome = refused
         or after 30s                  set outcome = unanswered
         or close                      set outcome = unanswered
    record "MSN client {client} answered challenge {challenge}: {outcome}" once per flow.id
  }
}

signature msn.redirect {
  id         1902006
  rev        1
  title      "MSN redirect to a notification server"
  class      instant-messaging
  severity   info
  risk       policy-violation

  dialogue tcp {
    redirect: <- msnp "XFR " int " NS " server:ipv4 ":" port:port
    expect tcp server:port within 60s as msn.redirected(server)
    seen:     met         set outcome = made
           or after 60s   set outcome = never-seen
    record "MSN redirect to {server}:{port}: {outcome}"
  }
}

signature msn.redirected(server) {
  id         1902007
  rev        1
  title      "MSN redirect followed"
  class      instant-messaging
  severity   info
  risk       policy-violation

  dialogue tcp {
    -> msnp "VER " int " " versions:text
    record "MSN session at {server} speaks {versions}"
  }
}
