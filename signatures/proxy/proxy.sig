# A proxy is a finding only where instant messaging or peer-to-peer runs inside: `tunnel` tells that on the flow to the proxy.
signature proxy.carries {
  id         1906002
  rev        1
  title      "IM or peer-to-peer through a proxy"
  class      proxy
  severity   low
  risk       evasion, policy-violation
  reference  "RFC 1928", "SOCKS: A protocol for TCP proxy across firewalls (SOCKS 4)", "RFC 9110 9.3.6, CONNECT"

  # What was asked for is kept until something is found inside.
  dialogue tcp {
    -> socks .command 1 .address address:ip4 .port port:int .userid? account:text
    remember flow.id as proxy.request(address, port) for 24h
    remember flow.id as proxy.user(account?) for 24h
  }
  dialogue tcp {
    -> socks .command 1 .host address:text .port port:int
    remember flow.id as proxy.request(address, port) for 24h
  }
  dialogue tcp {
    -> socks .user account:text
    remember flow.id as proxy.user(account?) for 24h
  }
  dialogue tcp {
    -> http .method "CONNECT" .uri address:text ":" port:port
    remember flow.id as proxy.request(address, port) for 24h
  }
  dialogue tcp {
    <> tunnel .kind kind:word .target server:text .found found:word
    recall flow.id from proxy.request(address?, port?)
    recall flow.id from proxy.user(account?)
    alert "{kind} to {server} carries {found}" once per flow.id, found
  }

  test "MSN inside SOCKS4" {
    -> |04 01 07 47 40 04 0d 3a| "user" |00|
    <- |00 5a 07 47 40 04 0d 3a|
    -> "VER 1 MSNP7\r\n" "USR 2 MD5 I buddy@hotmail.com\r\n"
    <- "VER 1 MSNP7\r\n" "USR 2 MD5 S 1013928519.693957190\r\n"
    -> "USR 3 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    <- "USR 3 OK buddy@hotmail.com Buddy 1\r\n"
    alert { kind = socks4, server = "64.4.13.58:1863", found = msn, account = "user", port = 1863 }
  }
  test "mail inside SOCKS4" {
    -> |04 01 00 19 40 04 0d 3a| "user" |00|
    <- |00 5a 00 19 40 04 0d 3a|
    <- "220 mail.example.com ESMTP\r\n"
    -> "EHLO client.example.com\r\n"
    close
    silent
  }
}

signature proxy.socks.credentials {
  id         1906001
  rev        1
  title      "SOCKS5 user name and password in clear, for IM or peer-to-peer"
  class      cleartext-credentials
  severity   high
  risk       unencrypted, credential-exposure
  attack     T1040
  ports      tcp/1080
  reference  "RFC 1929"

  dialogue tcp {
    greet:   -> socks .version 5 .method 2
    choose:  <- socks .method 2
          or after 30s              goto drop
          or close                  goto drop
    login:   -> socks .user account:text .password secret password:text
          or after 30s              goto drop
          or close                  goto drop
    verdict: <- socks .status 0     set outcome = accepted
          or <- socks .status int   goto drop
          or after 30s              goto drop
          or close                  goto drop
    inside:  <> tunnel .target server:text .found found:word
          or after 1h               goto drop
          or close                  goto drop
    alert "SOCKS5 login by {account} for {found} at {server}: {outcome}"
  }

  test "AIM behind a proxy that asks for a password" {
    -> |05 02 00 02|
    <- |05 02|
    -> |01| len8("leak") len8("secret42")
    <- |01 00|
    -> |05 01 00 03| len8("login.oscar.aol.com") |14 46|
    <- |05 00 00 01 0a 00 00 01 10 e1|
    -> |2a 01 00 01| len16(|00 00 00 01 00 01| len16("123456789") |00 02| len16(|80 43 e2 b6 5c f2 ef a0|))
    <- |2a 04 00 01| len16(|00 01| len16("123456789") |00 08| len16(|00 05|))
    alert { account = "leak", password = redacted, server = "login.oscar.aol.com:5190", outcome = accepted }
  }
  test "the web behind the same proxy" {
    -> |05 02 00 02|
    <- |05 02|
    -> |01| len8("leak") len8("secret42")
    <- |01 00|
    -> |05 01 00 03| len8("www.example.com") |00 50|
    <- |05 00 00 01 0a 00 00 01 10 e1|
    -> "GET / HTTP/1.0\r\nHost: www.example.com\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
    close
    silent
  }
}

signature proxy.http.credentials {
  id         1906003
  rev        1
  title      "Proxy user name and password in clear, for IM or peer-to-peer"
  class      cleartext-credentials
  severity   medium
  risk       unencrypted, credential-exposure
  attack     T1040
  reference  "RFC 7617"

  dialogue tcp {
    request: -> http .method "CONNECT"i
               .header["Proxy-Authorization"]  "Basic"i blank secret password:word |> base64 |> text
    answer:  <- http .status 200
          or <- http .status int   goto drop
          or after 30s             goto drop
          or close                 goto drop
    inside:  <> tunnel .target server:text .found found:word
          or after 1h              goto drop
          or close                 goto drop
    alert "proxy password for {found} at {server}"
  }

  test "AIM through CONNECT" {
    -> "CONNECT login.oscar.aol.com:5190 HTTP/1.0\r\nProxy-Authorization: Basic bGVhazpzZWNyZXQ0Mg==\r\n\r\n"
    <- "HTTP/1.0 200 Connection established\r\n\r\n"
    -> |2a 01 00 01| len16(|00 00 00 01 00 01| len16("123456789") |00 02| len16(|80 43 e2 b6 5c f2 ef a0|))
    <- |2a 04 00 01| len16(|00 01| len16("123456789") |00 08| len16(|00 05|))
    alert { password = redacted, server = "login.oscar.aol.com:5190" }
  }
  test "TLS through CONNECT" {
    -> "CONNECT www.example.com:443 HTTP/1.0\r\nProxy-Authorization: Basic bGVhazpzZWNyZXQ0Mg==\r\n\r\n"
    <- "HTTP/1.0 200 Connection established\r\n\r\n"
    -> |16 03 01 00 05 01 00 00 01 00|
    close
    silent
  }
}

# A proxy that is asked for one of these names is asked for instant messaging, whatever comes of it, and whatever is inside.
const proxy.aim.hosts   = "login.oscar.aol.com", "toc.oscar.aol.com", "aimhttp.oscar.aol.com", "ars.oscar.aol.com"
const proxy.icq.hosts   = "login.icq.com", "http.proxy.icq.com"
const proxy.msn.hosts   = "messenger.hotmail.com", "gateway.messenger.hotmail.com"
const proxy.yahoo.hosts = "scs.msg.yahoo.com", "cs.yahoo.com", "msg.edit.yahoo.com", "http.pager.yahoo.com"

signature proxy.target {
  id         1906004
  rev        1
  title      "Proxy asked for an instant messaging server"
  class      proxy
  severity   low
  risk       evasion, policy-violation
  reference  "RFC 1928", "RFC 9110 9.3.6, CONNECT"

  dialogue tcp {
       -> http .method "CONNECT" .uri address:text ":" port:port .uri proxy.aim.hosts ":" port   set found = aim
    or -> http .method "CONNECT" .uri address:text ":" port:port .uri proxy.icq.hosts ":" port   set found = icq
    or -> http .method "CONNECT" .uri address:text ":" port:port .uri proxy.msn.hosts ":" port   set found = msn
    or -> http .method "CONNECT" .uri address:text ":" port:port .uri proxy.yahoo.hosts ":" port   set found = yahoo
    alert "{flow.client} asks the proxy {flow.server} for {address}:{port}" once per flow.client, flow.server, address within 1h
  }
  dialogue tcp {
       -> socks .command 1 .host address:text .host proxy.aim.hosts .port port:int     set found = aim
    or -> socks .command 1 .host address:text .host proxy.icq.hosts .port port:int     set found = icq
    or -> socks .command 1 .host address:text .host proxy.msn.hosts .port port:int     set found = msn
    or -> socks .command 1 .host address:text .host proxy.yahoo.hosts .port port:int   set found = yahoo
    alert "{flow.client} asks the proxy {flow.server} for {address}:{port}" once per flow.client, flow.server, address within 1h
  }

  test "CONNECT" {
    -> "CONNECT login.oscar.aol.com:5190 HTTP/1.0\r\nHost: login.oscar.aol.com:5190\r\n\r\n"
    alert { address = "login.oscar.aol.com", port = 5190, found = aim }
  }
  test "SOCKS4a" {
    -> |04 01 07 47 00 00 00 01 00| "messenger.hotmail.com" |00|
    alert { address = "messenger.hotmail.com", port = 1863, found = msn }
  }
  test "SOCKS5" {
    -> |05 01 00|
    <- |05 00|
    -> |05 01 00 03| len8("login.icq.com") |14 46|
    alert { address = "login.icq.com", found = icq }
  }
  test "another host" {
    -> "CONNECT login.oscar.aol.com.example.net:5190 HTTP/1.0\r\n\r\n"
    silent
  }
}
