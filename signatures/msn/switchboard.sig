signature msn.switchboard.ticket {
  id         1902008
  rev        1
  title      "MSN switchboard ticket handed out"
  class      instant-messaging
  severity   info
  risk       unencrypted

  dialogue tcp within 60s {
    own:    -> msnp "XFR " trid:int " SB"
    answer: <- msnp "XFR " =trid " SB " server:ipv4 ":" port:port " CKI " secret ticket:word end   set account = flow.account
    remember ticket as msn.ticket(account?, server) for 5m
  }
  dialogue tcp {
    ring: <- msnp "RNG " session:int " " server:ipv4 ":" port:port " CKI " secret ticket:word " " peer:word " " word
    remember ticket as msn.ticket(peer, server) for 5m
    record "{peer} calls {flow.account?} into switchboard session {session}"
  }
}

# A sign-on of its own kind: fires also where the ticket was never seen.
signature msn.switchboard.session {
  id         1902009
  rev        1
  title      "MSN conversation"
  class      instant-messaging
  severity   low
  risk       unencrypted

  dialogue tcp within 10m {
    open: -> msnp "USR " trid:int " " account:email " " secret ticket:word end
    recall ticket from msn.ticket(caller?, server?)
    ok:   <- msnp "USR " =trid " OK "   set flow.account = account
    call: -> msnp "CAL " turn:int " " peer:word end
    ring: <- msnp "CAL " =turn " RINGING " session:int
       or <- msnp code:int " " =turn    set outcome = refused     goto done
       or after 60s                     set outcome = unanswered  goto done
       or close                         set outcome = unanswered  goto done
    join: <- msnp "JOI " joined:word    set outcome = accepted
       or after 60s                     set outcome = unanswered
       or close                         set outcome = unanswered
    alert "MSN conversation {session?}: {account} invited {peer}: {outcome} {code?}"
  }
  dialogue tcp within 60s {
    open:   -> msnp "ANS " trid:int " " account:email " " secret ticket:word " " session:int end
    recall ticket from msn.ticket(caller?, server?)
    roster: <- msnp "IRO " =trid " " int " " int " " peer:word   set flow.account = account
    ok:     <- msnp "ANS " =trid " OK"
    alert "MSN conversation {session}: {account} answered {caller?}, {peer} is there"
  }
}
