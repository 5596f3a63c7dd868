signature msn.voice.invite {
  id         1902013
  rev        1
  title      "MSN voice or video invitation"
  class      voice-video
  severity   low
  risk       bandwidth-copyright, address-exposure
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/client/invitations.php"

  # The second GUID, of video, is from one list. No form of the media is known: where the answer names an address, it is looked
  # for there by its shape.
  dialogue tcp peer {
    invite: -> msnp .command "MSG"
              .header["Content-Type"]      "text/x-msmsgsinvite"i ...
              .arg[1]?                     peer:email
              .body["Application-GUID"]    any(guid("02D3C01F-BF30-4825-A83A-DE7AF41648AA"), guid("2A23868E-B45F-401D-B8B0-1E16B774A5B7"))
              .body["Application-Name"]?   application:text
              .body["Invitation-Command"]  "INVITE"i
              .payload                     ... "\r\n"
              .body["Invitation-Cookie"]   secret cookie:digits
              .body["Public-IP"]?          public:ipv4
              .body["Private-IP"]?         private:ipv4
    alert "MSN invitation to voice or video, in the conversation of {flow.user}"
    accept: <- msnp .body["Invitation-Command"] "ACCEPT"i
              .body["Invitation-Cookie"]  =cookie
              .body["IP-Address"]         address:ipv4
         or <> msnp .body["Invitation-Command"] "CANCEL"i
              .body["Invitation-Cookie"]  =cookie   set outcome = refused     goto done
         or after 10m                               set outcome = unanswered  goto done
         or close                                   set outcome = unanswered  goto done
    expect udp address:any within 2m as msn.voice.media()
    seen:   met                                     set outcome = made
         or after 2m                                set outcome = never-seen
    record "MSN voice or video, in the conversation of {flow.user}: {outcome}"
  }

  test "accepted, and the media" {
    -> "MSG 8 N 370\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: an audio conversation\r\nApplication-GUID: {02D3C01F-BF30-4825-A83A-DE7AF41648AA}\r\n"
       "Session-Protocol: SM1\r\nContext-Data: Requested:SIP_A,;Capabilities:SIP_A,;\r\n"
       "Session-ID: {5A2E1F9A-95F0-4BA5-9AB8-6F2D3C8E2A12}\r\nAvm-Support: 7\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 11822\r\n\r\n"
    <- "MSG friend@example.com Friend 149\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Invitation-Command: ACCEPT\r\nInvitation-Cookie: 11822\r\nIP-Address: 10.1.2.3\r\n\r\n"
    flow udp 10.1.2.3:13324 {
      -> |80 03 00 01 00 00 00 a0 12 34 56 78 00 00 00 00|
      <- |80 03 00 01 00 00 00 a0 12 34 56 79 00 00 00 00|
    }
    alert   { application = "an audio conversation" }
    record  { outcome = made, address = 10.1.2.3 }
    alert   msn.voice.media { account = none }
  }
  test "called off" {
    -> "MSG 8 N 93\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Invitation-Command: CANCEL\r\nInvitation-Cookie: 1\r\n"
    silent
  }
}

# An entry without any literal: only an expectation may arm it.
signature msn.voice.media() {
  id         1902014
  rev        1
  title      "MSN voice or video media"
  caveat     "by an announced address and the first byte of RTP alone: no wire form of the media is known"
  class      voice-video
  severity   low
  confidence low
  risk       bandwidth-copyright, unencrypted
  ports      udp/13324, udp/13325
  reference  "RFC 1889"

  dialogue udp within 2m {
    first: -> datagram |80 ??| ... .size n:int   where n > 11
    more:  <> datagram |80 ??| ... .size n:int   where n > 11
        or after 30s                             goto drop
    alert "MSN voice or video between {flow.client} and {flow.server}"
  }
}
