signature msn.voice.invite {
  id         1902013
  rev        1
  title      "MSN voice or video invitation"
  class      voice-video
  severity   low
  risk       bandwidth-copyright, address-exposure

  dialogue tcp peer {
    invite: -> msnp .command "MSG"
              .body["Application-GUID"]    any(guid("02D3C01F-BF30-4825-A83A-DE7AF41648AA"), guid("2A23868E-B45F-401D-B8B0-1E16B774A5B7"))
              .body["Invitation-Command"]  "INVITE"i
              .body["Invitation-Cookie"]   invitation:digits
              .body["Public-IP"]?          public:ipv4
              .body["Private-IP"]?         private:ipv4
    alert "MSN voice or video invitation in the session of {flow.account?}"
    accept: <- msnp .body["Invitation-Command"] "ACCEPT"i
              .body["Invitation-Cookie"]  =invitation
              .body["IP-Address"]         address:ipv4
         or <> msnp .body["Invitation-Command"] "CANCEL"i .body["Invitation-Cookie"] =invitation   set outcome = refused     goto done
         or after 10m   set outcome = unanswered  goto done
         or close       set outcome = unanswered  goto done
    expect udp address:any within 2m as msn.voice.media()
    seen:   met         set outcome = made
         or after 2m    set outcome = never-seen
    record "MSN voice or video: {outcome}"
  }
}

# An entry without any literal: only an expectation may arm it.
signature msn.voice.media() {
  id         1902014
  rev        1
  title      "MSN voice or video media"
  class      voice-video
  severity   low
  confidence low
  risk       bandwidth-copyright, unencrypted

  dialogue udp within 2m {
    first: -> datagram .size n:int   where n > 11
    more:  <> datagram |80 ??|
    alert "MSN voice or video runs between {flow.client} and {flow.server}:{flow.server-port}"
  }
}
