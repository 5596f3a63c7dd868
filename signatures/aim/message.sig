# messages: the sender of a sent message is known from the sign-on only (`flow.account`)
signature aim.message.sent {
  id         1900007
  rev        1
  title      "AIM message sent"
  class      message
  severity   info
  product    aim, icq
  risk       unencrypted, data-exposure

  dialogue tcp {
    -> flap .snac |00 04 00 06| .icbm.channel 1 .icbm.name peer:text .im.text text:text
    record "{flow.account?} to {peer}: {text}"
  }
  dialogue tcp {
    -> toc "toc_send_im" blank peer:word blank text:quoted
    record "{flow.account?} to {peer}: {text}"
  }
}

signature aim.message.received {
  id         1900008
  rev        1
  title      "AIM message received"
  class      message
  severity   info
  product    aim, icq
  risk       unencrypted, data-exposure, social-engineering

  dialogue tcp {
    <- flap .snac |00 04 00 07| .icbm.channel 1 .icbm.name peer:text .im.text text:text
    record "{peer} to {flow.account?}: {text}"
  }
  dialogue tcp {
    <- toc any("IM_IN:", "IM_IN2:") peer:text ":" any("T", "F") ":" text:text
    record "{peer} to {flow.account?}: {text}"
  }
}
