# The packets of versions 4 and 5 are scrambled with a key that they carry: the framer undoes it.
signature icq.login.udp {
  id         1901001
  rev        1
  title      "ICQ sign-on over UDP with a readable password"
  class      cleartext-credentials
  severity   high
  risk       unencrypted, credential-exposure, account-takeover
  attack     T1040
  ports      udp/4000
  reference  "licq 1.0.4, icqpacket.cpp", "gaim 0.59, src/protocols/icq/udp.c"

  # Both sides acknowledge what the other sends; that is no verdict yet.
  dialogue udp {
    login:   -> icq .command any(0x03e8, 0x03f2)
               .version   version:digits
               .uin       account:digits
               .password  secret password:text
               .address?  address:ip4
               .port?     port:int
    verdict: <- icq .command 0x005a   set outcome = accepted  set flow.account = account  set flow.session = "open"
          or <- icq .command 0x0064   set outcome = rejected
          or <> icq .command 0x000a   goto verdict
          or after 20s                set outcome = unanswered
          or close                    set outcome = unanswered
    alert "ICQ sign-on of {account}, version {version}, with a password that can be read from the wire: {outcome}" once per account, flow.server, outcome within 60s
    settled: <> icq .command 0x000a   where outcome == "accepted"
          or after 60s                goto drop
    record "ICQ session of {account} at {flow.server} is acknowledged" once per flow.id
  }

  test "version 2, wrong password" {
    -> |02 00 e8 03 01 00 15 cd 5b 07 05 04 00 00| len16le("icqpass1\x00") |72 00 04 00 0a 01 02 03 04 00 00 00 00 03 00 00 00 02 00 00 00 00 00 04 00 72 00|
    <- |02 00 64 00 01 00|
    alert { version = "2", account = "123456789", password = redacted, address = 10.1.2.3, port = 1029, outcome = rejected }
  }
  test "version 5, scrambled" {
    -> |05 00 00 00 00 00 15 cd 5b 07 c0 6e 0b d4 44 21 31 fe bf 22 7f 13 50 56 f0 2c 34 1e 35 fa b4 22 39 fe d9 41 41 8e f5 51 43|
       |cf 82 ba 30 fe 9b 28 31 fc bb 26 30 fe bd 22 33 fe 9e 22 30 fe ba 22 20 fe 0d 22|
    <- |05 00 00 5d 4c 3b 2a 5a 00 00 00 01 00 15 cd 5b 07 00 00 00 00 8c 00 00 00 f0 00 0a 00 0a 00 05 00 0a 01 02 03 b3 00 00 00|
    alert { version = "5", account = "123456789", password = redacted, outcome = accepted }
  }
  test "a password without its NUL" {
    -> |02 00 e8 03 01 00 15 cd 5b 07 05 04 00 00| len16le("icqpass1x") |72 00 04 00 0a 01 02 03 04 00 00 00 00 03 00 00 00 02 00 00 00 00 00 04 00 72 00|
    silent
  }
  test "a DNS query with id 0500" {
    -> |05 00 01 00 00 01 00 00 00 00 00 00 03| "www" |07| "example" |03| "com" |00 00 01 00 01|
    silent
  }
}

# What is left of a session whose sign-on was not captured: of version 5, whose check code is proof, and of version 2 what has
# a length or a word of its own. An acknowledgement alone is too little.
signature icq.session.udp {
  id         1901006
  rev        1
  title      "ICQ session over UDP"
  class      instant-messaging
  severity   info
  risk       policy-violation
  ports      udp/4000
  reference  "licq 1.0.4, icqpacket.cpp"

  dialogue udp {
       -> icq .uin digits   where flow.session == "open"  goto drop
    or -> icq .version "5"
         .uin      account:digits
         .command  any(0x0406, 0x042e, 0x0438, 0x044c, 0x04d8, 0x051e, 0x053c)
    or <> icq .version "5"
         .uin      account:digits
         .command  any(0x005a, 0x006e, 0x0078, 0x01a4, 0x021c)
         .peer?    peer:digits
    or -> icq .version "2" .size 10 .uin account:digits .command any(0x042e, 0x051e)
    or -> icq .version "2" .uin account:digits .command 0x0438 .text "B_USER_DISCONNECTED"
    record "ICQ session of {account} at {flow.server}" once per flow.id
  }
  dialogue udp {
    <> icq .version "2" .command 0x006e .peer peer:digits .address address:ip4 .port port:int
    record "ICQ contact {peer} of {flow.user} is online, at {address} port {port}" once per flow.id, peer
  }

  test "version 5, still there" {
    -> |05 00 00 00 00 00 15 cd 5b 07 e0 7d e8 84 e2 35 d1 ae dc 31 77 13 50 57 97 9d 9f 20|
    record { account = "123456789" }
  }
  test "version 5, one bit wrong" {
    -> |05 00 00 00 00 00 15 cd 5b 07 e0 7d e8 84 e2 35 d1 ae dc 31 76 13 50 57 97 9d 9f 20|
    silent
  }
  test "a contact comes" {
    <- |02 00 6e 00 07 00 6c ef f8 05 0a 09 08 07 06 04 00 00 0a 09 08 07 04 00 00 00 00 03 00 00 00|
    record { peer = "100200300", address = 10.9.8.7, port = 1030 }
  }
}
