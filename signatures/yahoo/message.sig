# messages: a packet may carry several, so the framer gives records
signature yahoo.message {
  id         1903006
  rev        1
  title      "Yahoo! message"
  class      message
  severity   info
  risk       unencrypted, data-exposure, social-engineering

  dialogue tcp {
    -> ymsg .service 0x06 .key[1]? account:text .key[5] peer:text .key[14] text:text
    record "{account?} to {peer}: {text}"
  }
  dialogue tcp {
    <- ymsg .service 0x06 each .message { .key[4] peers:text .key[14] texts:text }
    record "{peers} to {flow.account?}: {texts}"
  }
  dialogue tcp {
    <> ymsg .service any(0x1d, 0x20, 0x98)
      .key[57]?   room:text
      .key[104]?  chat:text
      .key[3]?    peer:text
      .key[14]?   text:text
      .key[117]?  chat_text:text
    record "{peer?} in {room?}{chat?}: {text?}{chat_text?}"
  }
  dialogue tcp {
    -> ypns .service 6 .nick1 account:text .content peer:text "," text:text
    record "{account} to {peer}: {text}"
  }
}

signature yahoo.conference {
  id         1903007
  rev        1
  title      "Yahoo! conference or chat room"
  class      instant-messaging
  severity   low
  risk       unencrypted

  dialogue tcp {
    <> ymsg .service any(0x18, 0x19, 0x1c, 0x1e, 0x1f)
      .key[57]?   room:text
      .key[104]?  chat:text
      each .key[52] { .value peers:text }
    alert "conference {room?}{chat?}, invited: {peers}" once per flow.id, room within 10m
  }
}
