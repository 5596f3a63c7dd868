signature msn.netmeeting.invite {
  id         1902015
  rev        1
  title      "MSN application sharing or whiteboard invitation (NetMeeting)"
  class      application-sharing
  severity   medium
  risk       remote-control, data-exposure

  dialogue tcp peer {
    invite: -> msnp .command "MSG"
              .body["Application-GUID"]    any(guid("44BBA842-CC51-11CF-AAFA-00AA00B6015C"), guid("F1B1920C-6A3C-4CE7-B18C-AFAB305FD03D"))
              .body["Invitation-Command"]  "INVITE"i
              .body["Invitation-Cookie"]   invitation:digits
              .body["Session-ID"]?         session:guid
    alert "NetMeeting invitation in the session of {flow.account?}"
    accept: <- msnp .body["Invitation-Command"] "ACCEPT"i
              .body["Invitation-Cookie"]  =invitation
              .body["IP-Address"]         address:ipv4
         or <> msnp .body["Invitation-Command"] "CANCEL"i .body["Invitation-Cookie"] =invitation   set outcome = refused     goto done
         or after 10m   set outcome = unanswered  goto done
         or close       set outcome = unanswered  goto done
    expect tcp address:1503 within 2m as msn.t120()
    expect tcp address:1720 within 2m as msn.h323()
    seen:   met         set outcome = made
         or after 2m    set outcome = never-seen
    record "NetMeeting at {address?}: {outcome}"
  }
}

signature msn.t120() {
  id         1902016
  rev        1
  title      "NetMeeting T.120 session (application sharing, whiteboard)"
  class      application-sharing
  severity   medium
  risk       remote-control, data-exposure, unencrypted

  dialogue tcp within 2m {
    request: -> tpkt .type 0xe0
    confirm: <- tpkt .type 0xd0
    alert "T.120 session {flow.client} to {flow.server}:{flow.server-port}"
  }
}

signature msn.h323() {
  id         1902017
  rev        1
  title      "NetMeeting H.323 call"
  class      voice-video
  severity   low
  risk       bandwidth-copyright, unencrypted

  dialogue tcp {
    -> tpkt |03 00 ?? ?? 08|
    alert "H.323 call to {flow.server}"
  }
}

# Without its invitation: X.224 alone is RDP's as well, so a T.125 Connect-Initial with the T.120 key is asked for.
signature msn.t120.alone {
  id         1902018
  rev        1
  title      "T.120 conference set-up"
  class      application-sharing
  severity   low
  confidence low
  risk       remote-control, data-exposure
  ports      tcp/1503

  dialogue tcp within 30s {
    request: -> tpkt .type 0xe0
    confirm: <- tpkt .type 0xd0
    initial: -> tpkt ... |7f 65| ... |00 05 00 14 7c 00 01| .type 0xf0
    alert "T.120 conference {flow.client} to {flow.server}:{flow.server-port}"
  }
}

signature msn.remote.assistance {
  id         1902019
  rev        1
  title      "MSN Remote Assistance invitation"
  class      remote-control
  severity   medium
  risk       remote-control, social-engineering

  dialogue tcp {
    <> msnp .command "MSG"
      .body["Application-GUID"]    any(guid("56B994A7-380F-410B-9985-C809D78C1BDC"), guid("703EA1A8-D73E-43E3-852C-EE85B5D872C2"))
      .body["Invitation-Command"]  "INVITE"i
    alert "Remote Assistance invitation in the session of {flow.account?}"
  }
}
