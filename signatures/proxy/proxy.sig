signature proxy.socks.credentials {
  id         1906001
  rev        1
  title      "SOCKS5 user name and password in clear"
  class      cleartext-credentials
  severity   high
  risk       unencrypted, credential-exposure

  dialogue tcp within 30s {
    greet:   -> socks .version 5 .method 2
    choose:  <- socks .method 2
    login:   -> socks .user account:text .password secret password:text
    verdict: <- socks .status 0            set outcome = accepted
          or <- socks .status status:int   set outcome = rejected
          or after 10s                     set outcome = unanswered
          or close                         set outcome = unanswered
    alert "SOCKS5 login by {account}: {outcome}"
  }
}

signature proxy.carries {
  id         1906002
  rev        1
  title      "IM or peer-to-peer through a proxy"
  class      proxy
  severity   low
  risk       evasion, policy-violation

  dialogue tcp {
    <> tunnel .kind kind:word .target server:text .found found:word
    alert "{kind} to {server} carries {found}" once per flow.id, found
  }
}

signature proxy.http.credentials {
  id         1906003
  rev        1
  title      "Proxy user name and password in clear"
  class      cleartext-credentials
  severity   medium
  risk       unencrypted, credential-exposure

  dialogue tcp {
    -> http .host server:host
      .header["Proxy-Authorization"]  "Basic"i blank secret password:word |> base64 |> text
    alert "proxy credentials for {server}" once per flow.client, flow.server within 1h
  }
}
