# Conversations. The notification server hands out a ticket for a switchboard (XFR SB to the one who calls, RNG to the one who is
# called), which opens the session there (USR, ANS): so the session belongs to the sign-on where its ticket was handed out.

signature msn.switchboard.ticket {
  id         1902008
  rev        1
  title      "MSN switchboard ticket handed out"
  class      instant-messaging
  severity   info
  risk       unencrypted, account-takeover
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    ask:    -> msnp "XFR " trid:int " SB"
    answer: <- msnp "XFR " =trid " " to:token " " server:word " CKI " secret ticket:word
              .arg[2]  "SB"
                        set login_account = flow.account  set login = flow.id
         or after 30s   goto drop
         or close       goto drop
    remember ticket as msn.ticket(login_account?, login) for 5m
    record "MSN switchboard {server} given to {flow.user}"
    seen:   met         goto drop
         or after 2m    set outcome = never-seen
    record "MSN switchboard {server} was not used by {flow.user}"
  }
  dialogue tcp {
    ring: <- msnp "RNG " session:digits " " server:word " CKI " secret ticket:word " " peer:email " "
                     set login_account = flow.account  set login = flow.id
    remember ticket as msn.ring(login_account?, login, peer) for 5m
    record "{peer} calls {flow.user} into an MSN conversation on {server}"
    seen: met        goto drop
       or after 2m   set outcome = never-seen
    record "{peer} called {flow.user} into an MSN conversation, without an answer"
  }

  test "a ticket to call with, used" {
    -> "XFR 7 SB\r\n"
    <- "XFR 7 SB 64.4.13.88:1863 CKI 17262740.1050826919.32307\r\n"
    flow tcp 64.4.13.88:1863 {
      -> "USR 1 leak@example.com 17262740.1050826919.32307\r\n"
      <- "USR 1 OK leak@example.com Leak%20Tester\r\n"
    }
    record  { server = "64.4.13.88:1863", ticket = redacted }
    alert   msn.switchboard.session { account = "leak@example.com" }
  }
  test "a call that nobody answers" {
    <- "RNG 11752013 64.4.13.88:1863 CKI 849102291.520491113 friend@example.com Friend\r\n"
    record { peer = "friend@example.com", session = "11752013", ticket = redacted }
    record { outcome = never-seen }
  }
  test "a redirect to a notification server" {
    -> "XFR 7 SB\r\n"
    <- "XFR 7 NS 64.4.13.88:1863 0\r\n"
    silent
  }
}

signature msn.switchboard.session {
  id         1902009
  rev        1
  title      "MSN conversation"
  class      instant-messaging
  severity   low
  risk       unencrypted, data-exposure
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  # The one who calls; fires as well where the ticket was never seen.
  dialogue tcp {
    open: -> msnp "USR " trid:int " " account:email " " secret ticket:word end
    recall ticket from msn.ticket(login_account?, login?)
    ok:   <- msnp "USR " =trid " OK "    set outcome = accepted  set flow.account = account
       or <- msnp status:int " " =trid   set outcome = rejected
       or after 30s                      set outcome = unanswered
       or close                          set outcome = unanswered
    alert "MSN conversation opened by {account}: {outcome}"
  }
  # The one who is called.
  dialogue tcp {
    open: -> msnp "ANS " trid:int " " account:email " " secret ticket:word " " session:digits end
    recall ticket from msn.ring(login_account?, login?, peer?)
    ok:   <- msnp "ANS " =trid " OK"     set outcome = accepted  set flow.account = account
       or <- msnp status:int " " =trid   set outcome = rejected
       or after 30s                      set outcome = unanswered
       or close                          set outcome = unanswered
    alert "MSN conversation joined by {account}: {outcome}"
  }

  test "recorded" from "samples/msn-login.pcap" {
    alert { account = "alice@imids.invalid", ticket = redacted, outcome = accepted, login_account = "alice@imids.invalid" }
  }
  test "which sign-on the ticket came from" {
    <- "USR 4 OK friend@example.com Friend\r\n"
    <- "RNG 11752013 64.4.13.88:1863 CKI 849102291.520491113 leak@example.com Leak\r\n"
    flow tcp 64.4.13.88:1863 {
      -> "ANS 1 friend@example.com 849102291.520491113 11752013\r\n"
      <- "IRO 1 1 1 leak@example.com Leak%20Tester\r\n"
      <- "ANS 1 OK\r\n"
    }
    alert { account = "friend@example.com", login_account = "friend@example.com", peer = "leak@example.com", outcome = accepted }
  }
  test "turned down, its ticket never seen" {
    -> "USR 1 leak@example.com 17262740.1050826919.32307\r\n"
    <- "911 1\r\n"
    alert { outcome = rejected, login_account = none }
  }
  test "a word short" {
    -> "USR 1 leak@example.com\r\n"
    <- "USR 1 OK leak@example.com Leak%20Tester\r\n"
    silent
  }
}

# A word may follow the nick in JOI and IRO: what the client can do, as a number.
signature msn.switchboard.call {
  id         1902032
  rev        1
  title      "MSN conversation: who is called, joins and leaves"
  class      instant-messaging
  severity   info
  risk       unencrypted, data-exposure
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    call: -> msnp "CAL " trid:int " " peer:email end
    ring: <- msnp "CAL " =trid " RINGING " session:digits
       or <- msnp status:int " " =trid   set outcome = refused     goto done
       or after 60s                      set outcome = unanswered  goto done
       or close                          set outcome = unanswered  goto done
    join: <- msnp "JOI " =peer " "       set outcome = accepted    set flow.peer = peer
       or after 60s                      set outcome = unanswered
       or close                          set outcome = unanswered
    record "{peer} is called into the MSN conversation of {flow.user}: {outcome}"
  }
  dialogue tcp {
    <- msnp "JOI " peer:email " "   set flow.peer = peer
    record "{peer} joins the MSN conversation of {flow.user}"
  }
  dialogue tcp {
    <- msnp "IRO " int " " int " " int " " peer:email " "   set flow.peer = peer
    record "{peer} is in the MSN conversation that {flow.user} joins"
  }
  dialogue tcp {
    <- msnp "BYE " peer:email
    record "{peer} leaves the MSN conversation of {flow.user}"
  }

  test "called, and joins" {
    -> "CAL 2 friend@example.com\r\n"
    <- "CAL 2 RINGING 11752013\r\n"
    <- "JOI friend@example.com Friend 1616756780\r\n"
    record { peer = "friend@example.com", session = "11752013", outcome = accepted }
  }
  test "refused, recorded" from "samples/msn-login.pcap" {
    record { account = "alice@imids.invalid", peer = "bob@imids.invalid", outcome = refused, status = 205 }
  }
  test "there already, and leaves" {
    <- "IRO 1 1 1 leak@example.com Leak%20Tester\r\n"
    <- "BYE leak@example.com\r\n"
    record { peer = "leak@example.com" }
    record { peer = "leak@example.com" }
  }
  test "a BYE of SIP" {
    <- "BYE sip:leak@example.com SIP/2.0\r\n"
    silent
  }
}
