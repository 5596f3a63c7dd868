# Sign-on. A client speaks to a dispatch server, is sent on to a notification server (XFR), and signs on there: with an MD5
# challenge until MSNP7, with a Passport ticket from MSNP8 on. Commands are lines, but MSG is followed by a byte-counted payload:
# the framer is `msnp`, not `line`, so that chat text which looks like a command is never taken for one.

signature msn.version {
  id         1902024
  rev        1
  title      "MSN Messenger connection opened"
  class      instant-messaging
  severity   info
  risk       policy-violation
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    offer:  -> msnp "VER " trid:int " " versions:text
    answer: <- msnp "VER " =trid " 0" end            set outcome = refused
         or <- msnp "VER " =trid " " version:token   set flow.version = version  set outcome = accepted
         or after 30s                                set outcome = unanswered
         or close                                    set outcome = unanswered
    record "MSN connection of {flow.client} to {flow.server}, {versions}: {outcome}"
  }
  dialogue tcp within 30s {
    ask:    -> msnp "INF " trid:int end
    answer: <- msnp "INF " =trid " " form:word
    record "MSN server {flow.server} asks {flow.client} for a sign-on with {form}"
  }

  test "MSNP7, MD5" {
    -> "VER 1 MSNP7 MSNP6 MSNP5 MSNP4 CVR0\r\n"
    <- "VER 1 MSNP7\r\n"
    -> "INF 2\r\n"
    <- "INF 2 MD5\r\n"
    record { versions = "MSNP7 MSNP6 MSNP5 MSNP4 CVR0", version = "MSNP7", outcome = accepted }
    record { form = "MD5" }
  }
  test "no version in common" {
    -> "VER 1 MSNP2 CVR0\r\n"
    <- "VER 1 0\r\n"
    record { version = none, outcome = refused }
  }
  test "a line of something else" {
    -> "VER 1 something\r\n"
    silent
  }
}

signature msn.client {
  id         1902025
  rev        1
  title      "MSN Messenger client and system"
  class      instant-messaging
  severity   info
  risk       data-exposure
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/notification/authentication.php"

  # Locale, system, its version, processor, program, its version, and "MSMSGS"; from MSNP8 on the account as well.
  dialogue tcp {
    -> msnp "CVR " int " 0x" hex(4) " " system:re("[^ ]+ [^ ]+") " " word " " client:re("[^ ]+ [^ ]+") " " word
      .arg[9]?  account:email
    record "MSN client of {flow.user}: {client} on {system}"
  }

  test "MSNP8" {
    -> "CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 5.0.0544 MSMSGS leak@example.com\r\n"
    record { client = "MSNMSGR 5.0.0544", system = "winnt 5.1", account = "leak@example.com" }
  }
  test "MSNP7, without an account" {
    -> "CVR 2 0x0409 win 4.10 i386 MSMSGS 4.5.0127 MSMSGS\r\n"
    record { client = "MSMSGS 4.5.0127", account = none }
  }
  test "the server's answer, which recommends a version" {
    <- "CVR 2 5.0.0544 5.0.0544 1.0.0863 http://download.microsoft.com/a http://messenger.microsoft.com\r\n"
    silent
  }
}

signature msn.login.md5 {
  id         1902001
  rev        1
  title      "MSN Messenger sign-on, MD5 challenge and response"
  class      weak-authentication
  severity   medium
  risk       unencrypted, offline-cracking
  attack     T1040, T1110.002
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00, 7.3", "http://www.hypothetic.org/docs/msn/general/md5.php"

  # response = hex(md5(challenge + password)): captured together, the pair can be attacked offline, so
  # the response is secret and the challenge is not.
  dialogue tcp {
    hello:     -> msnp "USR " trid:int " MD5 I " account:word end   set version = flow.version
    challenge: <- msnp "USR " =trid " MD5 S " challenge:word end
            or <- msnp "XFR " =trid " NS "                          goto drop  # sent on: it begins again there
            or <- msnp status:int " " =trid                         set outcome = rejected    goto done
            or after 30s                                            set outcome = unanswered  goto done
            or close                                                set outcome = unanswered  goto done
    response:  -> msnp "USR " turn:int " MD5 S " secret response:hex(32) end
            or after 30s                                            set outcome = broken-off  goto done
            or close                                                set outcome = broken-off  goto done
    verdict:   <- msnp "USR " =turn " OK "                          set outcome = accepted    set flow.account = account
            or <- msnp status:int " " =turn                         set outcome = rejected
            or after 30s                                            set outcome = unanswered
            or close                                                set outcome = unanswered
    alert "MSN sign-on by {account} with an MD5 challenge: {outcome}"
  }

  # Joined behind the account's name. The response stands first: were the challenge to, a capture that begins with a response
  # could take it for one.
  dialogue tcp {
    response: -> msnp "USR " turn:int " MD5 S " secret response:hex(32) end   set version = flow.version
    verdict:  <- msnp "USR " =turn " OK " account:word                        set outcome = accepted  set flow.account = account
           or <- msnp status:int " " =turn                                    set outcome = rejected
           or after 30s                                                       set outcome = unanswered
           or close                                                           set outcome = unanswered
    alert "MSN sign-on of {flow.user}, of which the capture has the MD5 response: {outcome}"
  }
  dialogue tcp within 30s {
    challenge: <- msnp "USR " trid:int " MD5 S " challenge:word end   set version = flow.version
    response:  -> msnp "USR " turn:int " MD5 S " secret response:hex(32) end
    verdict:   <- msnp "USR " =turn " OK " account:word               set outcome = accepted  set flow.account = account
            or <- msnp status:int " " =turn                           set outcome = rejected
            or after 30s                                              set outcome = unanswered
            or close                                                  set outcome = unanswered
    alert "MSN sign-on of {flow.user}, of which the capture has the MD5 challenge and response: {outcome}"
  }

  test "accepted" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"  # "hunter2"
    <- "USR 7 OK buddy@hotmail.com Buddy 1\r\n"
    alert { account = "buddy@hotmail.com", challenge = "1013928519.693957190", outcome = accepted, response = redacted }
  }
  test "wrong password" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    <- "911 7\r\n"
    alert { account = "buddy@hotmail.com", outcome = rejected, status = 911 }
  }
  test "no answer within 30 seconds" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    wait 31s
    <- "USR 7 OK buddy@hotmail.com Buddy 1\r\n"
    alert { outcome = unanswered, trigger = "after 30s" }
  }
  test "the capture ends before the challenge" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    alert { account = "buddy@hotmail.com", challenge = none, outcome = unanswered, truncated = true }
  }
  test "joined at the response" {
    midstream
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    <- "USR 7 OK buddy@hotmail.com Buddy 1\r\n"
    alert { account = "buddy@hotmail.com", outcome = accepted, response = redacted }
  }
  test "joined at the challenge" {
    midstream
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    <- "911 7\r\n"
    alert { account = none, challenge = "1013928519.693957190", outcome = rejected }
  }
  test "recorded" from "samples/msn-login.pcap" {
    alert { account = "bob@imids.invalid", challenge = "211cee6369a98aa", version = "MSNP7", outcome = accepted }
    alert { account = "alice@imids.invalid", challenge = "e6666eb5f9402c7", version = "MSNP7", outcome = accepted }
  }
  test "inside SOCKS4, recorded" from "samples/msn_md5_twisted_via_socks4.pcap" {
    alert { account = "alice@imids.invalid", challenge = "e6666eb5f9402c7", outcome = accepted }
  }
  test "through the HTTP gateway" {
    -> "POST http://64.4.13.62/gateway/gateway.dll?SessionID=1.2 HTTP/1.1\r\nHost: 64.4.13.62\r\nContent-Length: 30\r\n\r\n"
       "USR 3 MD5 I leak@example.com\r\n"
    <- "HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1.2; GW-IP=64.4.13.62\r\nContent-Length: 34\r\n\r\n"
       "USR 3 MD5 S 989048851.1851137130\r\n"
    -> "POST http://64.4.13.62/gateway/gateway.dll?SessionID=1.2 HTTP/1.1\r\nHost: 64.4.13.62\r\nContent-Length: 46\r\n\r\n"
       "USR 4 MD5 S efc183c3f3324e8ca544f7b9869a5648\r\n"
    <- "HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1.2; GW-IP=64.4.13.62\r\nContent-Length: 41\r\n\r\n"
       "USR 4 OK leak@example.com Leak%20Tester\r\n"
    alert { account = "leak@example.com", challenge = "989048851.1851137130", response = redacted, outcome = accepted }
  }
  test "sent on to another server" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "XFR 6 NS 10.0.0.9:1863 0\r\n"
    silent
  }
  test "a response of 31 digits" {
    -> "USR 7 MD5 S 8aca4d4721b726ba9cd5e3a5f601671\r\n"
    <- "USR 7 OK buddy@hotmail.com Buddy 1\r\n"
    silent
  }
  test "quoted in a chat message" {
    -> "MSG 9 N 108\r\nContent-Type: text/plain\r\n\r\nUSR 6 MD5 I buddy@hotmail.com\r\nUSR 6 MD5 S 1013928519.693957190\r\n"
    silent
  }
}

signature msn.login.md5.beta {
  id         1902026
  rev        1
  title      "MSN Messenger sign-on, MD5 of the first beta clients"
  caveat     "the form, with the account in front of the response, is from one document"
  class      weak-authentication
  severity   medium
  confidence medium
  risk       unencrypted, offline-cracking
  attack     T1040, T1110.002
  ports      tcp/1863
  reference  "MSNP wiki, authentication schemes, MD5"

  dialogue tcp {
    response: -> msnp "USR " turn:int " MD5 S " account:email " " secret response:hex(32) end
    verdict:  <- msnp "USR " =turn " OK "    set outcome = accepted  set flow.account = account
           or <- msnp status:int " " =turn   set outcome = rejected
           or after 30s                      set outcome = unanswered
           or close                          set outcome = unanswered
    alert "MSN sign-on by {account} with the MD5 response of a beta client: {outcome}"
  }

  test "accepted" {
    -> "USR 4 MD5 S leak@example.com efc183c3f3324e8ca544f7b9869a5648\r\n"
    <- "USR 4 OK leak@example.com Leak\r\n"
    alert { account = "leak@example.com", response = redacted, outcome = accepted }
  }
  test "a response of 31 digits" {
    -> "USR 4 MD5 S leak@example.com efc183c3f3324e8ca544f7b9869a564\r\n"
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
  attack     T1040, T1528
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/notification/authentication.php", "gaim 0.82, src/protocols/msn/nexus.c"

  # TWN ("Tweener") from MSNP8 on, SSO from MSNP15 on. The password itself is sent to Passport's own servers inside TLS.
  dialogue tcp {
    hello:   -> msnp "USR " trid:int " " method:token " I " account:word end
               .arg[2]  any("TWN", "SSO")
                                            set version = flow.version
    policy:  <- msnp "USR " =trid " " =method " S " policy:text
          or <- msnp "XFR " =trid " NS "    goto drop
          or <- msnp status:int " " =trid   set outcome = rejected    goto done
          or after 60s                      set outcome = unanswered  goto done
          or close                          set outcome = unanswered  goto done
    ticket:  -> msnp "USR " turn:int " " =method " S " secret ticket:text
          or after 5m                       set outcome = broken-off  goto done
          or close                          set outcome = broken-off  goto done
    verdict: <- msnp "USR " =turn " OK "    set outcome = accepted    set flow.account = account
          or <- msnp status:int " " =turn   set outcome = rejected
          or after 60s                      set outcome = unanswered
          or close                          set outcome = unanswered
    alert "MSN sign-on by {account} with a {method} ticket: {outcome}"
  }
  # Joined at the ticket.
  dialogue tcp {
    ticket:  -> msnp "USR " turn:int " " method:token " S t=" secret ticket:text
               .arg[2]  any("TWN", "SSO")
    verdict: <- msnp "USR " =turn " OK " account:word   set outcome = accepted  set flow.account = account
          or <- msnp status:int " " =turn               set outcome = rejected
          or after 60s                                  set outcome = unanswered
          or close                                      set outcome = unanswered
    alert "MSN sign-on of {flow.user}, of which the capture has the {method} ticket: {outcome}"
  }

  test "TWN" {
    -> "USR 3 TWN I leak@example.com\r\n"
    <- "USR 3 TWN S lc=1033,id=507,tw=40,ct=1062764229,kpp=1,kv=5,ver=2.1.0173.1\r\n"
    -> "USR 4 TWN S t=53*1hAu8ADuD3TEwdXoOMi08sD$$&p=5eKBBC\r\n"
    <- "USR 4 OK leak@example.com Leak%20Tester 1 0\r\n"
    alert { account = "leak@example.com", method = "TWN", ticket = redacted, outcome = accepted }
  }
  test "SSO, turned down" {
    -> "USR 3 SSO I leak@example.com\r\n"
    <- "USR 3 SSO S MBI_KEY_OLD 8CLhG/xfgYZ7TyRQ/jIAWyDmd/w4R4GF\r\n"
    -> "USR 4 SSO S t=EwDoAW+jAAAUJ0hM HAAAAAEAAAADZgAA\r\n"
    <- "911 4\r\n"
    alert { method = "SSO", outcome = rejected, status = 911 }
  }
  test "joined at the ticket" {
    midstream
    -> "USR 4 TWN S t=53*1hAu8ADuD3TEwdXoOMi08sD$$&p=5eKBBC\r\n"
    <- "USR 4 OK leak@example.com Leak%20Tester 1 0\r\n"
    alert { account = "leak@example.com", ticket = redacted, outcome = accepted }
  }
  test "MD5" {
    -> "USR 6 MD5 I buddy@hotmail.com\r\n"
    <- "USR 6 MD5 S 1013928519.693957190\r\n"
    silent
  }
}

# The string Q1P7W2E4J9R8U3S5, which some papers put into the sign-on, belongs here: it is the secret of the client whose name
# is msmsgs@msnmsgr.com, and the response is md5(challenge + secret). It says which program answers, not whose account it is.
signature msn.client.check {
  id         1902005
  rev        1
  title      "MSN client check (CHL, QRY)"
  class      authentication
  severity   info
  risk       unencrypted
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/notification/pings.php"

  dialogue tcp within 60s {
    ask:    <- msnp "CHL " int " " challenge:word end
    answer: -> msnp "QRY " turn:int " " client:word .payload secret response:hex(32)
    result: <- msnp "QRY " =turn end       set outcome = accepted
         or <- msnp status:int " " =turn   set outcome = refused
         or after 30s                      set outcome = unanswered
         or close                          set outcome = unanswered
    record "MSN client check of {flow.user}, answered as {client}: {outcome}"
  }
  dialogue tcp {
    answer: -> msnp "QRY " turn:int " " client:word .payload secret response:hex(32)
    result: <- msnp "QRY " =turn end       set outcome = accepted
         or <- msnp status:int " " =turn   set outcome = refused
         or after 30s                      set outcome = unanswered
         or close                          set outcome = unanswered
    record "MSN client check of {flow.user}, of which the capture has the answer as {client}: {outcome}"
  }

  test "client 3.6 and later" {
    <- "CHL 0 15570131571988941333\r\n"
    -> "QRY 1049 msmsgs@msnmsgr.com 32\r\n8f2f5a91b72102cd28355e9fc9000d6e"
    <- "QRY 1049\r\n"
    record { challenge = "15570131571988941333", client = "msmsgs@msnmsgr.com", response = redacted, outcome = accepted }
  }
  test "a wrong answer" {
    <- "CHL 0 15570131571988941333\r\n"
    -> "QRY 1049 msmsgs@msnmsgr.com 32\r\n8f2f5a91b72102cd28355e9fc9000d6f"
    <- "540 1049\r\n"
    record { outcome = refused, status = 540 }
  }
  test "an answer of 31 bytes" {
    <- "CHL 0 15570131571988941333\r\n"
    -> "QRY 1049 msmsgs@msnmsgr.com 31\r\n8f2f5a91b72102cd28355e9fc9000d6"
    silent
  }
}

signature msn.redirect {
  id         1902006
  rev        1
  title      "MSN client sent on to another server"
  class      instant-messaging
  severity   info
  risk       policy-violation
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    sent_on: <- msnp "XFR " int " " to:token " " server:word
               .arg[2]  "NS"
               .arg[3]  address:ipv4 ":" port:port
    record "MSN client {flow.client} is sent on to {server}"
    expect tcp address:port within 60s as msn.redirected()
    seen:    met         goto drop
          or after 60s   set outcome = never-seen
    record "MSN client {flow.client} was sent on to {server}, and never went there"
  }

  test "and goes there" {
    -> "USR 3 MD5 I leak@example.com\r\n"
    <- "XFR 3 NS 64.4.13.58:1863 0\r\n"
    flow tcp 64.4.13.58:1863 {
      -> "VER 4 MSNP7 CVR0\r\n"
    }
    record { server = "64.4.13.58:1863", to = "NS" }
    expect tcp 64.4.13.58:1863
  }
  test "and does not" {
    <- "XFR 3 NS 64.4.13.58:1863 0\r\n"
    wait 61s
    record { server = "64.4.13.58:1863" }
    record { outcome = never-seen }
  }
  test "an address with a number too many" {
    <- "XFR 3 NS 64.4.13.58.1:1863 0\r\n"
    silent
  }
}

signature msn.redirected() {
  id         1902007
  rev        1
  title      "MSN redirect followed"
  class      state
  severity   info
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    -> msnp "VER "
  }
}
