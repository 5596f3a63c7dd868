# The "roasting" key is public: this hides passwords, it does not protect them.
const oscar.roast = |f3 26 81 c4 39 86 db 92 71 a3 b9 e6 53 7a 95 7c|

const toc.roast = "Tic/Toc"

signature aim.login.roasted {
  id         1900001
  rev        1
  title      "AIM or ICQ sign-on with an XOR-roasted password"
  class      cleartext-credentials
  severity   high
  product    aim, icq
  risk       unencrypted, credential-exposure, account-takeover
  attack     T1040
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/auth.c", "libfaim, password encoding table (v2.1)"

  # ICQ numbers are all digits, AIM names begin with a letter: the first event that fits decides.
  dialogue tcp {
    login:   -> flap .channel 1
               .tlv[0x01]   account:digits
               .tlv[0x02]   secret roasted:bytes
               .tlv[0x02]   secret password:bytes |> xor(oscar.roast) |> text
               .tlv[0x03]?  client:text                                                  set product = icq
          or -> flap .channel 1
               .tlv[0x01]   account:text
               .tlv[0x02]   secret roasted:bytes
               .tlv[0x02]   secret password:bytes |> xor(oscar.roast) |> text
               .tlv[0x03]?  client:text                                                  set product = aim
    verdict: <- flap .channel 4 .tlv[0x05] server:text .tlv[0x06]? secret cookie:bytes   set outcome = accepted  set flow.account = account
          or <- flap .channel 4 .tlv[0x08] status:u16                                    set outcome = rejected
          or after 30s                                                                   set outcome = unanswered
          or close                                                                       set outcome = unanswered
    alert "sign-on of {account} with an XOR-roasted password, which anyone can undo: {outcome}"
  }

  test "ICQ, wrong password" {
    -> |2a 01 00 01| len16(|00 00 00 01 00 01| len16("123456789") |00 02| len16(|80 43 e2 b6 5c f2 ef a0|))
    <- |2a 04 00 01| len16(|00 01| len16("123456789") |00 08| len16(|00 05|))
    alert { account = "123456789", client = none, product = icq, outcome = rejected, status = 5 }
  }
  test "AIM, no answer" {
    -> |2a 01 00 01| len16(|00 00 00 01 00 01| len16("LeakTester") |00 02| len16(|80 43 e2 b6 5c f2 ef a0|))
    wait 31s
    alert { account = "LeakTester", product = aim, password = redacted, outcome = unanswered, trigger = "after 30s" }
  }
  test "ICQ, recorded through a proxy" from "samples/icq_xor_bitlbee_via_http.pcap" {
    alert { account = "200300400", product = icq, server = "10.77.0.2:5191", outcome = accepted }
  }
  test "a sign-on by cookie has no password" {
    -> |2a 01 00 01| len16(|00 00 00 01 00 06| len16("0123456789abcdef"))
    silent
  }
  test "the length of the frame is one too few" {
    -> |2a 01 00 01 00 1d 00 00 00 01 00 01| len16("LeakTester") |00 02| len16(|80 43 e2 b6 5c f2 ef a0|)
    silent
  }
}

# Answers to a challenge can be tried out offline. The account is in the answer too, so that nothing of what went before
# is needed when the capture begins late.
signature aim.login.md5.strong {
  id         1900002
  rev        1
  title      "AIM sign-on, MD5 of the MD5 of the password"
  class      weak-authentication
  severity   medium
  product    aim, icq
  risk       unencrypted, offline-cracking
  attack     T1040, T1110.002
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_auth.c"

  dialogue tcp {
    key:     <- flap .snac |00 17 00 07| .key challenge:text
          or -> flap .snac |00 17 00 02|
               .tlv[0x01]   account:text
               .tlv[0x25]   secret response:bytes(16)
               .tlv[0x4c]   ...
               .tlv[0x03]?  client:text                          goto verdict
    login:   -> flap .snac |00 17 00 02|
               .tlv[0x01]   account:text
               .tlv[0x25]   secret response:bytes(16)
               .tlv[0x4c]   ...
               .tlv[0x03]?  client:text
          or after 60s                                           goto drop
    verdict: <- flap .snac |00 17 00 03| .tlv[0x05] server:text .tlv[0x06]? secret cookie:bytes   set outcome = accepted  set flow.account = account
          or <- flap .snac |00 17 00 03| .tlv[0x08] status:u16   set outcome = rejected
          or after 30s                                           set outcome = unanswered
          or close                                               set outcome = unanswered
    alert "sign-on of {account} with MD5 of a challenge: {outcome}"
  }

  test "libpurple, recorded" from "samples/aim_md5_libpurple_5190.pcap" {
    alert { account = "imidsaim", challenge = "4261013996", response = redacted, client = "Purple/2.10.9", outcome = accepted }
  }
  test "joined behind the challenge, turned down" {
    midstream
    -> |2a 02 00 04| len16(|00 17 00 02 00 00 00 00 00 01 00 01| len16("LeakTester") |00 25| len16("0123456789abcdef") |00 4c 00 00|)
    <- |2a 02 00 05| len16(|00 17 00 03 00 00 00 00 00 01 00 01| len16("LeakTester") |00 08| len16(|00 05|))
    alert { account = "LeakTester", challenge = none, outcome = rejected, status = 5 }
  }
  test "the older form" from "samples/aim_md5_bitlbee_5190.pcap" {
    silent
  }
}

# The older form has no TLV 4c.
signature aim.login.md5.weak {
  id         1900003
  rev        1
  title      "AIM sign-on, MD5 of the password itself"
  class      weak-authentication
  severity   medium
  product    aim, icq
  risk       unencrypted, offline-cracking
  attack     T1040, T1110.002
  ports      tcp/5190
  reference  "gaim 0.59, src/protocols/oscar/auth.c"

  dialogue tcp {
    key:     <- flap .snac |00 17 00 07| .key challenge:text
          or -> flap .snac |00 17 00 02|
               .tlv[0x01]   account:text
               .tlv[0x25]   secret response:bytes(16)
               .tlv[0x4c]   absent
               .tlv[0x03]?  client:text                          goto verdict
    login:   -> flap .snac |00 17 00 02|
               .tlv[0x01]   account:text
               .tlv[0x25]   secret response:bytes(16)
               .tlv[0x4c]   absent
               .tlv[0x03]?  client:text
          or after 60s                                           goto drop
    verdict: <- flap .snac |00 17 00 03| .tlv[0x05] server:text .tlv[0x06]? secret cookie:bytes   set outcome = accepted  set flow.account = account
          or <- flap .snac |00 17 00 03| .tlv[0x08] status:u16   set outcome = rejected
          or after 30s                                           set outcome = unanswered
          or close                                               set outcome = unanswered
    alert "sign-on of {account} with MD5 of a challenge (older form): {outcome}"
  }

  test "bitlbee, recorded" from "samples/aim_md5_bitlbee_5190.pcap" {
    alert { account = "imidsbee", challenge = "2646400376", response = redacted, server = "10.77.0.2:5191", outcome = accepted }
  }
  test "the answer has 15 bytes" {
    <- |2a 02 00 03| len16(|00 17 00 07 00 00 00 00 00 01| len16("3105718235"))
    -> |2a 02 00 04| len16(|00 17 00 02 00 00 00 00 00 01 00 01| len16("LeakTester") |00 25| len16("0123456789abcde"))
    silent
  }
}

# `blank`, not " ": one recorded client writes two spaces before the name, another one.
signature aim.login.toc {
  id         1900004
  rev        1
  title      "AIM sign-on over TOC with a roasted password"
  class      cleartext-credentials
  severity   high
  risk       unencrypted, credential-exposure, account-takeover
  attack     T1040
  ports      tcp/9898
  reference  "AOL, TOC 1.0 protocol", "gaim 0.59, src/protocols/toc/toc.c"

  dialogue tcp {
    login:   -> toc any("toc_signon", "toc2_signon", "toc2_login") blank word blank port:port blank account:word
               blank "0x" secret password:word |> unhex |> xor(toc.roast) |> text blank language:word blank client:quoted
               .signon.server    server:text
               .signon.password  secret roasted:text
    verdict: <- toc "SIGN_ON:"            set outcome = accepted  set flow.account = account
          or <- toc "ERROR:" status:int   set outcome = rejected
          or after 30s                    set outcome = unanswered
          or close                        set outcome = unanswered
    alert "sign-on of {account} over TOC with a roasted password, which anyone can undo: {outcome}"
  }

  test "two programs, recorded" from "samples/toc_login.pcap" {
    alert { account = "imidstoc2", client = "Net::aim", password = redacted, outcome = accepted }
    alert { account = "imidstoc1", client = "penguin", password = redacted, outcome = accepted }
  }
  test "turned down" {
    -> "FLAPON\r\n\r\n"
    <- |2a 01 00 01 00 04 00 00 00 01|
    -> |2a 01 00 01| len16(|00 00 00 01 00 01| len16("leaktester"))
    -> |2a 02 00 02| len16("toc_signon login.oscar.aol.com 5190 leaktester 0x270c005d311b5766 english \"TIC:IMIDS\"\x00")
    <- |2a 02 00 02| len16("ERROR:980\x00")
    alert { account = "leaktester", outcome = rejected, status = 980 }
  }
  test "a page about TOC" {
    -> "toc_signon login.oscar.aol.com 5190 leaktester 0x270c005d311b5766 english \"TIC:IMIDS\"\r\n"
    silent
  }
}

# Keeps state and says nothing. `product` travels with the cookie, because the next host sees no name.
signature aim.login.cookie {
  id         1900005
  rev        1
  title      "AIM cookie handed out"
  class      state
  severity   info
  product    aim, icq
  reference  "libpurple 2.10.5, oscar/family_auth.c"

  dialogue tcp {
    given: <- flap .channel 4 .tlv[0x01] account:digits .tlv[0x06] secret cookie:bytes   set login = flow.id  set product = icq
        or <- flap .channel 4 .tlv[0x01] account:text .tlv[0x06] secret cookie:bytes     set login = flow.id  set product = aim
        or <- flap .snac |00 17 00 03| .tlv[0x01] account:digits .tlv[0x06] secret cookie:bytes   set login = flow.id  set product = icq
        or <- flap .snac |00 17 00 03| .tlv[0x01] account:text .tlv[0x06] secret cookie:bytes   set login = flow.id  set product = aim
    remember cookie as aim.cookie(account, login, product) for 10m
  }

  # Further hosts of a session: the reply to a request for a service. The account is that of the flow.
  dialogue tcp {
    given: <- flap .snac |00 01 00 05| .tlv[0x05] server:text .tlv[0x06] secret cookie:bytes
             set account = flow.account  set login = flow.id  set product = flow.app
    remember cookie as aim.cookie(account?, login, product) for 10m
  }

  test "known again at the next host" {
    <- |2a 04 00 02| len16(|00 01| len16("100200300") |00 05| len16("192.0.2.9:5190") |00 06| len16("0123456789abcdef"))
    flow tcp 192.0.2.9:5190 {
      -> |2a 01 00 01| len16(|00 00 00 01| |00 06| len16("0123456789abcdef"))
      <- |2a 02 00 01| len16(|00 01 00 03 00 00 00 00 00 00| |00 01 00 02 00 03 00 04|)
    }
    alert aim.signon.cookie { account = "100200300", product = icq, outcome = accepted }
  }
}

signature aim.signon.cookie {
  id         1900006
  rev        1
  title      "AIM sign-on with a cookie to a message or service host"
  class      instant-messaging
  severity   low
  product    aim, icq
  risk       unencrypted, account-takeover
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/flap_connection.c"

  dialogue tcp {
    signon: -> flap .channel 1 .tlv[0x06] secret cookie:bytes .tlv[0x03]? client:text
    recall cookie from aim.cookie(account?, login?, product?)
    ready:  <- flap .snac |00 01 00 03|   set outcome = accepted  set flow.account = account  set flow.session = "open"
         or <- flap .channel 4            set outcome = rejected
         or after 30s                     set outcome = unanswered
         or close                         set outcome = unanswered
    alert "sign-on of {flow.user} with the cookie of an earlier one: {outcome}"
  }

  test "libpurple, recorded" from "samples/aim_md5_libpurple_5190.pcap" {
    alert { account = "imidsaim", outcome = accepted }
  }
  test "a cookie nobody was seen to get" {
    -> |2a 01 00 01| len16(|00 00 00 01| |00 06| len16("0123456789abcdef"))
    <- |2a 02 00 01| len16(|00 01 00 03 00 00 00 00 00 00| |00 01 00 02 00 03 00 04|)
    alert { account = none, outcome = accepted }
  }
  test "joined in the middle, with a hole" {
    midstream
    <- |2a 05 00 20 00 00|
    <- gap 1200
    -> |2a 01 00 01| len16(|00 00 00 01| |00 06| len16("0123456789abcdef"))
    wait 31s
    alert { outcome = unanswered }
  }
  test "a sign-on by name and password" from "samples/toc_login.pcap" {
    silent
  }
}
