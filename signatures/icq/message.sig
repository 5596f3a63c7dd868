signature icq.message {
  id         1901002
  rev        1
  title      "ICQ message"
  class      message
  severity   info
  risk       unencrypted, data-exposure, social-engineering

  dialogue udp {
    -> icq .command 0x010e .uin account:digits .peer peer:digits .msgtype kind:int .text text:text
    record "{account} to {peer}: {text}"
  }
  dialogue udp {
    <- icq .command any(0x0104, 0x00dc) .peer peer:digits .msgtype kind:int .text text:text
    record "{peer} to {flow.account?}: {text}"
  }
  dialogue tcp {
    <> flap .icbm.channel 4
      .icq.uin    account:digits
      .icq.type   kind:int
      .icq.text   text:text
      .icbm.name  peer:text
    record "{account}, {peer}: {text}"
  }
  dialogue tcp {
    <> flap .icbm.channel 2 .relay.type kind:int .relay.text text:text .icbm.name peer:text
    record "{flow.account?}, {peer}: {text}"
  }
  dialogue tcp peer {
    -> icqpeer .command 0x07ee .msgtype any(1, 4) .uin account:digits .text text:text
    record "{account}: {text}"
  }
}

signature icq.plugin.request {
  id         1901003
  rev        1
  title      "ICQ plug-in request (voice, video, games)"
  caveat     "the media itself has no known signature; udp/6701 is the vendor's default only"
  class      voice-video
  severity   low
  confidence low
  risk       bandwidth-copyright

  dialogue tcp {
    <> flap .icbm.channel 2 .relay.type 0x1a .icbm.name peer:text
    alert "ICQ voice, video or game request with {peer}"
  }
}
