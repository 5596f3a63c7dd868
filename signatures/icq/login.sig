signature icq.login.udp {
  id         1901001
  rev        1
  title      "ICQ sign-on over UDP with a readable password"
  class      cleartext-credentials
  severity   high
  risk       unencrypted, credential-exposure, account-takeover
  ports      udp/4000

  dialogue udp {
    login:   -> icq .command any(0x03e8, 0x03f2)
               .version   version:int
               .uin       account:digits
               .password  secret password:text
               .port?     port:int
    verdict: <- icq .command 0x005a   set outcome = accepted  set flow.account = account
          or <- icq .command 0x0064   set outcome = rejected
          or after 20s                set outcome = unanswered
          or close                    set outcome = unanswered
    alert "ICQ v{version} sign-on by {account}: {outcome}" once per account, flow.server, outcome within 60s
  }
}
