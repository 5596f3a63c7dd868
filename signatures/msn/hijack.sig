signature msn.hijack {
  id         1902023
  rev        1
  title      "MSN session may have been taken over"
  class      hijack
  severity   high
  confidence low
  risk       account-takeover

  dialogue tcp within 12h {
    signed_on: <- msnp "USR " int " OK " account:word
    sign:      <> segments .sign first:word .idle idle:int   where idle >= 60
    again:     <> segments .sign second:word                 where second != first
            or after 10s                                     goto sign
    alert "session of {account}: {first}, then {second}, after {idle} s of silence"
  }
}
