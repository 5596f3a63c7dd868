# The "roasting" key is public: this hides passwords, it does not protect them.
const oscar.roast = |f3 26 81 c4 39 86 db 92 71 a3 b9 e6 53 7a 95 7c|

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
  reference  "libfaim, password encoding table (v2.1)"

  # ICQ numbers are all digits, AIM names begin with a letter: the first event that fits decides.
  dialogue tcp {
    login:   -> flap .channel 1
               .tlv[0x01]   account:digits
               .tlv[0x02]   secret password:bytes |> xor(oscar.roast) |> text
               .tlv[0x03]?  client:text                  set product = icq
          or -> flap .channel 1
               .tlv[0x01]   account:text
               .tlv[0x02]   secret password:bytes |> xor(oscar.roast) |> text
               .tlv[0x03]?  client:text                  set product = aim
    verdict: <- flap .channel 4 .tlv[0x05] server:text   set outcome = accepted  set flow.account = account
          or <- flap .channel 4 .tlv[0x08] reason:u16    set outcome = rejected
          or after 30s                                   set outcome = unanswered
          or close                                       set outcome = unanswered
    alert "sign-on by {account} ({client?}) with a reversible password: {outcome}"
  }

  test "ICQ, wrong password" {
    -> |2a 01 00 01| len16(|00 00 00 01 00 01| len16("123456789") |00 02| len16(|80 43 e2 b6 5c f2 ef a0|))
    <- |2a 04 00 01| len16(|00 01| len16("123456789") |00 08| len16(|00 05|))
    alert { account = "123456789", client = none, product = icq, outcome = rejected, reason = 5 }
  }
  test "AIM, no answer" {
    -> |2a 01 00 01| len16(|00 00 00 01 00 01| len16("LeakTester") |00 02| len16(|80 43 e2 b6 5c f2 ef a0|))
    wait 31s
    alert { account = "LeakTester", product = aim, password = redacted, outcome = unanswered, trigger = "after 30s" }
  }
  test "a sign-on by cookie has no password" {
    -> |2a 01 00 01| len16(|00 00 00 01 00 06| len16("0123456789abcdef"))
    silent
  }
}

const toc.roast = "Tic/Toc"

# sign-on

signature aim.login.md5.strong {
  id         1900002
  rev        1
  title      "AIM sign-on, MD5 of the MD5 of the password"
  class      weak-authentication
  severity   medium
  product    aim, icq
  risk       unencrypted, offline-cracking

  dialogue tcp within 60s {
    ask:     -> flap .snac |00 17 00 06| .tlv[0x01] account:text
    key:     <- flap .snac |00 17 00 07| .key challenge:text
    login:   -> flap .snac |00 17 00 02|
               .tlv[0x25]   secret response:bytes(16)
               .tlv[0x4c]   ...
               .tlv[0x03]?  client:text
    verdict: <- flap .snac |00 17 00 03| .tlv[0x05] server:text   set outcome = accepted  set flow.account = account
          or <- flap .snac |00 17 00 03| .tlv[0x08] reason:u16    set outcome = rejected
          or after 30s                                            set outcome = unanswered
          or close                                                set outcome = unanswered
    alert "AIM sign-on by {account}, challenge {challenge}: {outcome}"
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

  dialogue tcp within 60s {
    ask:     -> flap .snac |00 17 00 06| .tlv[0x01] account:text
    key:     <- flap .snac |00 17 00 07| .key challenge:text
    login:   -> flap .snac |00 17 00 02|
               .tlv[0x25]   secret response:bytes(16)
               .tlv[0x4c]   absent
               .tlv[0x03]?  client:text
    verdict: <- flap .snac |00 17 00 03| .tlv[0x05] server:text   set outcome = accepted  set flow.account = account
          or <- flap .snac |00 17 00 03| .tlv[0x08] reason:u16    set outcome = rejected
          or after 30s                                            set outcome = unanswered
          or close                                                set outcome = unanswered
    alert "AIM sign-on by {account}, challenge {challenge}: {outcome}"
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

  dialogue tcp {
    login:   -> toc any("toc_signon", "toc2_signon", "toc2_login") blank server:word blank port:port blank account:word
               blank "0x" secret password:word |> unhex |> xor(toc.roast) |> text blank language:word blank client:quoted
    verdict: <- toc "SIGN_ON:" version:text   set outcome = accepted  set flow.account = account
          or <- toc "ERROR:" code:int         set outcome = rejected
          or after 30s                        set outcome = unanswered
          or close                            set outcome = unanswered
    alert "TOC sign-on by {account} with {client}: {outcome}"
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

  dialogue tcp {
    given: <- flap .channel 4 .tlv[0x01] account:digits .tlv[0x06] secret cookie:bytes   set login = flow.id  set product = icq
        or <- flap .channel 4 .tlv[0x01] account:text .tlv[0x06] secret cookie:bytes     set login = flow.id  set product = aim
        or <- flap .snac |00 17 00 03| .tlv[0x01] account:digits .tlv[0x06] secret cookie:bytes   set login = flow.id  set product = icq
        or <- flap .snac |00 17 00 03| .tlv[0x01] account:text .tlv[0x06] secret cookie:bytes   set login = flow.id  set product = aim
    remember cookie as aim.cookie(account, login, product) for 10m
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

  dialogue tcp {
    signon: -> flap .channel 1 .tlv[0x06] secret cookie:bytes .tlv[0x03]? client:text
    recall cookie from aim.cookie(account?, login?, product?)
    ready:  <- flap .snac |00 01 00 03|   set outcome = accepted  set flow.account = account
         or after 30s                     set outcome = unanswered
         or close                         set outcome = unanswered
    alert "session of {account?} at {flow.server}, from login flow {login?}: {outcome}"
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
}
