signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word " " accepted:word end  set outcome = accepted
    or -> line "USR " voice:word end  set kind = voice
    or -> line "USR" end  set kind = video
    alert "{account?}: {outcome?} {kind?}"
  }
}
