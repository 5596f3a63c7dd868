# messages
signature msn.message.sent {
  id         1902010
  rev        1
  title      "MSN message sent"
  class      message
  severity   info
  risk       unencrypted, data-exposure

  dialogue tcp {
    -> msnp "MSG " int " " any("N", "A", "U", "D")
      .header["Content-Type"]  "text/plain"i ...
      .text                    text:text
    record "{flow.account?}: {text}"
  }
}

signature msn.message.received {
  id         1902011
  rev        1
  title      "MSN message received"
  class      message
  severity   info
  risk       unencrypted, data-exposure, social-engineering

  dialogue tcp {
    <- msnp "MSG " peer:email " " word .header["Content-Type"] "text/plain"i ... .text text:text
    record "{peer} to {flow.account?}: {text}"
  }
}

signature msn.typing {
  id         1902012
  rev        1
  title      "MSN typing notice"
  class      message
  severity   info
  risk       unencrypted

  dialogue tcp {
    <> msnp "MSG "
      .header["Content-Type"]  "text/x-msmsgscontrol"i ...
      .header["TypingUser"]    account:word
    record "{account} is typing" once per flow.id, account within 60s
  }
}
