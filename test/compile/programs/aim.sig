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
               .tlv[0x03]?  client:text                            set product = icq
          or -> flap .channel 1
               .tlv[0x01]   account:text
               .tlv[0x02]   secret password:bytes |> xor(oscar.roast) |> text
               .tlv[0x03]?  client:text                            set product = aim
    verdict: <- flap .channel 4 .tlv[0x05] server:text             set outcome = accepted  set flow.account = account
          or <- flap .channel 4 .tlv[0x08] reason:u16              set outcome = rejected
          or after 30s                                             set outcome = unanswered
          or close                                                 set outcome = unanswered
    alert "sign-on by {account} ({client?}) with a reversible password: {outcome}"
  }
}
