# An attack on the connection itself leaves no bytes of its own: what shows are segments that do not fit, and loss and
# middleboxes make single ones. So two different signs are asked for, soon after each other, behind a silence.
signature msn.hijack {
  id         1902023
  rev        1
  title      "MSN session may have been taken over"
  caveat     "no bytes of an attack are known: by how segments fit together, which loss and middleboxes disturb as well"
  class      hijack
  severity   high
  confidence low
  risk       account-takeover
  attack     T1563
  ports      tcp/1863
  reference  "Joncheray, A Simple Active Attack Against TCP, 1995"

  dialogue tcp within 12h {
    signed_on: <- msnp "USR " int " OK " account:word
    sign:      <> segments .sign first:word .idle idle:int   where idle >= 60
    again:     <> segments .sign second:word                 where second != first
            or after 10s                                     goto sign
    alert "MSN session of {account} may have been taken over: {first}, then {second}, after {idle} s of silence"
  }

  test "from another distance, then far ahead" from "samples/msn_hijack_signs.pcap" {
    alert { account = "leak@example.com", first = "ttl-change", second = "sequence-jump", idle = 90 }
  }
  test "a silence, and then what is next" {
    <- "USR 4 OK leak@example.com Leak\r\n"
    wait 61s
    -> "PNG\r\n"
    <- "QNG 50\r\n"
    silent
  }
}
