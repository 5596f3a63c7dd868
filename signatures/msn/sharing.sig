# Invitations to share an application or a whiteboard (NetMeeting, T.120 on port 1503), to be helped (Remote Assistance), to play.
# There is no GUID of the whiteboard alone: it is part of the NetMeeting session.

signature msn.netmeeting.invite {
  id         1902015
  rev        1
  title      "MSN application sharing or whiteboard invitation (NetMeeting)"
  class      application-sharing
  severity   medium
  risk       remote-control, data-exposure
  attack     T1219
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/client/invitations.php"

  dialogue tcp peer {
    invite: -> msnp .command "MSG"
              .header["Content-Type"]      "text/x-msmsgsinvite"i ...
              .arg[1]?                     peer:email
              .body["Application-GUID"]    any(guid("44BBA842-CC51-11CF-AAFA-00AA00B6015C"), guid("F1B1920C-6A3C-4CE7-B18C-AFAB305FD03D"))
              .body["Application-Name"]?   application:text
              .body["Invitation-Command"]  "INVITE"i
              .payload                     ... "\r\n"
              .body["Invitation-Cookie"]   secret cookie:digits
    alert "MSN invitation to share applications or a whiteboard, in the conversation of {flow.user}"
    expect tcp any:1503 within 10m as msn.t120()
    expect tcp any:1720 within 10m as msn.h323()
    seen:   met                                     set outcome = made        goto done
         or <> msnp .body["Invitation-Command"] "CANCEL"i
              .body["Invitation-Cookie"]  =cookie   set outcome = refused     goto done
         or after 10m                               set outcome = never-seen  goto done
    record "MSN session to share applications or a whiteboard, in the conversation of {flow.user}: {outcome}"
  }

  test "accepted, and the session" {
    -> "MSG 8 N 290\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: NetMeeting\r\nApplication-GUID: {44BBA842-CC51-11CF-AAFA-00AA00B6015C}\r\n"
       "Session-Protocol: SM1\r\nSession-ID: {5A2E1F9A-95F0-4BA5-9AB8-6F2D3C8E2A11}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    flow tcp 10.1.2.3:1503 {
      -> |03 00 00 0b 06 e0 00 00 00 00 00|
      <- |03 00 00 0b 06 d0 00 00 00 00 00|
    }
    alert   { application = "NetMeeting" }
    record  { outcome = made }
    alert   msn.t120 { outcome = accepted }
  }
  test "a call" {
    <- "MSG leak@example.com Leak 247\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Application Sharing\r\nApplication-GUID: {F1B1920C-6A3C-4ce7-B18C-AFAB305FD03D}\r\n"
       "Session-Protocol: SM1\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    flow tcp 10.1.2.3:1720 {
      -> |03 00 00 0d 08 02 00 01 05 04 03 88 93|
    }
    alert   { peer = "leak@example.com" }
    record  { outcome = made }
    alert   msn.h323 { account = none }
  }
  test "one digit of the GUID is another" {
    -> "MSG 8 N 290\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: NetMeeting\r\nApplication-GUID: {44BBA842-CC51-11CF-AAFA-00AA00B6015D}\r\n"
       "Session-Protocol: SM1\r\nSession-ID: {5A2E1F9A-95F0-4BA5-9AB8-6F2D3C8E2A11}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    silent
  }
}

signature msn.t120() {
  id         1902016
  rev        1
  title      "NetMeeting T.120 session (application sharing, whiteboard)"
  class      application-sharing
  severity   medium
  risk       remote-control, data-exposure, unencrypted
  attack     T1219
  ports      tcp/1503
  reference  "ITU-T T.123", "RFC 1006"

  dialogue tcp {
    request: -> tpkt .type 0xe0
    confirm: <- tpkt .type 0xd0   set outcome = accepted
          or <- tpkt .type 0x80   set outcome = refused
          or after 30s            set outcome = unanswered
          or close                set outcome = unanswered
    alert "T.120 session from {flow.client} to {flow.server}, behind an MSN invitation: {outcome}"
  }
}

signature msn.h323() {
  id         1902017
  rev        1
  title      "NetMeeting H.323 call"
  class      voice-video
  severity   low
  risk       bandwidth-copyright, unencrypted
  ports      tcp/1720
  reference  "ITU-T H.225.0, Q.931 SETUP"

  # TPKT, then Q.931 with a call reference of two bytes, message type 5: SETUP.
  dialogue tcp {
    -> tpkt |03 00 ?? ?? 08 02 ?? ?? 05|
    alert "H.323 call from {flow.client} to {flow.server}, behind an MSN invitation"
  }
}

# Without its invitation. T.125 is RDP's as well, which always has a block of its own in the same place, with the key "Duca"
# (MS-RDPBCGR 2.2.1.3): what has none is a T.120 conference. A packet that was cut says nothing.
signature msn.t120.alone {
  id         1902018
  rev        1
  title      "T.120 conference set-up"
  caveat     "NetMeeting is the usual program, but any that speaks T.120 looks the same"
  class      application-sharing
  severity   low
  confidence low
  risk       remote-control, data-exposure
  ports      tcp/1503
  reference  "ITU-T T.124, T.125", "MS-RDPBCGR 2.2.1.3"

  dialogue tcp within 30s {
    request: -> tpkt .type 0xe0
    confirm: <- tpkt .type 0xd0
    initial: -> tpkt ... |7f 65| ... |00 05 00 14 7c 00 01| ... "Duca" .type 0xf0   goto drop
          or -> tpkt ... |7f 65| ... |00 05 00 14 7c 00 01| ... end .type 0xf0
          or after 30s                                                              goto drop
    alert "T.120 conference, as NetMeeting's, from {flow.client} to {flow.server}"
  }

  test "a conference" {
    -> |03 00 00 0b 06 e0 00 00 00 01 00|
    <- |03 00 00 0b 06 d0 00 01 00 01 00|
    -> |03 00 00 1e 02 f0 80 7f 65 14 04 01 01 04 01 01 01 01 ff 00 05 00 14 7c 00 01 81 00 00 00|
    alert { account = none }
  }
  test "Remote Desktop" {
    -> |03 00 00 0b 06 e0 00 00 00 00 00|
    <- |03 00 00 0b 06 d0 00 00 12 34 00|
    -> |03 00 00 25 02 f0 80 7f 65 1b 04 01 01 04 01 01 01 01 ff 00 05 00 14 7c 00 01 81 00 08 00 10 00 01| "Duca"
    silent
  }
}

signature msn.remote.assistance {
  id         1902019
  rev        1
  title      "MSN Remote Assistance invitation"
  class      remote-control
  severity   medium
  risk       remote-control, social-engineering
  attack     T1219
  ports      tcp/1863
  reference  "Microsoft Remote Assistance, rcbdyctl", "http://www.hypothetic.org/docs/msn/client/invitations.php"

  # Asked for, and offered.
  dialogue tcp {
    <> msnp .command "MSG"
      .header["Content-Type"]      "text/x-msmsgsinvite"i ...
      .arg[1]?                     peer:email
      .body["Application-GUID"]    any(guid("56B994A7-380F-410B-9985-C809D78C1BDC"), guid("703EA1A8-D73E-43E3-852C-EE85B5D872C2"))
      .body["Application-Name"]?   application:text
      .body["Invitation-Command"]  "INVITE"i
      .payload                     ... "\r\n"
    alert "MSN invitation to Remote Assistance, in the conversation of {flow.user}"
  }

  test "asked for" {
    -> "MSG 8 N 245\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Remote Assistance\r\nApplication-GUID: {56b994a7-380f-410b-9985-c809d78c1bdc}\r\n"
       "Session-Protocol: SM1\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    alert { application = "Remote Assistance" }
  }
  test "offered" {
    <- "MSG leak@example.com Leak 245\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Remote Assistance\r\nApplication-GUID: {703EA1A8-D73E-43e3-852C-EE85B5D872C2}\r\n"
       "Session-Protocol: SM1\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    alert { peer = "leak@example.com" }
  }
  test "by name alone" {
    -> "MSG 8 N 245\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Remote Assistance\r\nApplication-GUID: {56b994a7-380f-410b-9985-c809d78c1bdd}\r\n"
       "Session-Protocol: SM1\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    silent
  }
}

signature msn.game.invite {
  id         1902033
  rev        1
  title      "MSN game invitation"
  caveat     "the GUID is from one list"
  class      game
  severity   low
  confidence medium
  risk       policy-violation, address-exposure
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/client/invitations.php"

  dialogue tcp {
    <> msnp .command "MSG"
      .header["Content-Type"]      "text/x-msmsgsinvite"i ...
      .arg[1]?                     peer:email
      .body["Application-GUID"]    guid("8DAE4336-2B71-11D4-9A6C-006067325E47")
      .body["Application-Name"]    application:text
      .body["Invitation-Command"]  "INVITE"i
      .payload                     ... "\r\n"
    alert "MSN invitation to play {application}, in the conversation of {flow.user}"
  }

  test "Baldur's Gate II" {
    -> "MSG 8 N 244\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Baldur's Gate II\r\nApplication-GUID: {8DAE4336-2B71-11D4-9A6C-006067325E47}\r\n"
       "Session-Protocol: SM1\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    alert { application = "Baldur's Gate II" }
  }
  test "called off" {
    -> "MSG 8 N 244\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Baldur's Gate II\r\nApplication-GUID: {8DAE4336-2B71-11D4-9A6C-006067325E47}\r\n"
       "Session-Protocol: SM1\r\nInvitation-Command: CANCEL\r\nInvitation-Cookie: 11822\r\n\r\n"
    silent
  }
}
