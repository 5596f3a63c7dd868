signature aim.voice.offer {
  id         1900011
  rev        1
  title      "AIM voice chat offered"
  class      voice-video
  severity   low
  risk       bandwidth-copyright

  dialogue tcp {
    <> flap .icbm.channel 2
      .rv.type    0
      .rv.uuid    rv.voice
      .icbm.name  peer:text
      .rv.cookie  offer_id:bytes(8)
    alert "AIM voice chat with {peer} offered" once per offer_id within 10m
  }
}

signature aim.game.offer {
  id         1900012
  rev        1
  title      "AIM game or add-in request"
  class      game
  severity   low
  product    aim, icq
  risk       remote-control, social-engineering

  dialogue tcp {
    <> flap .icbm.channel 2 .rv.type 0 .rv.uuid any(rv.games, rv.addin) .icbm.name peer:text
      .rv.tlv[0x2711]?  u16 addin:uuid u16 u16 game:cstring ...
      .rv.tlv[0x07]?    "aim:AddGame?"i uri:text
    alert "AIM game or add-in {game?} with {peer}"
  }
}
