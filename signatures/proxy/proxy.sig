# A proxy is a finding only where instant messaging or peer-to-peer runs inside: `tunnel` tells that on the flow to the proxy.
signature proxy.carries {
  id         1906002
  rev        1
  title      "IM or peer-to-peer through a proxy"
  class      proxy
  severity   low
  risk       evasion, policy-violation
  reference  "RFC 1928", "SOCKS: A protocol for TCP proxy across firewalls (SOCKS 4)", "RFC 9110 9.3.6, CONNECT"

  # `peer`: behind a reverse proxy the client is the side that is called.
  dialogue tcp peer {
    login:  -> socks .user account:text
         or -> socks
              .command  1
              .version  4
              .address  address:ip4
              .port     port:int
              .userid?  account:re(".+")                                         set version = "4"                     goto answer
         or -> socks
              .command  1
              .version  4
              .host     address:text
              .port     port:int
              .userid?  account:re(".+")                                         set version = "4a"                    goto answer
         or -> socks .command 1 .version 5 .address address:ip4 .port port:int   set version = "5"                     goto answer
         or -> socks .command 1 .version 5 .host address:text .port port:int     set version = "5"                     goto answer
         or -> http
              .method                 "CONNECT"
              .uri                    address:text ":" port:port
              .header["User-Agent"]?  agent:text                                 goto answer
    ask:    -> socks .command 1 .version 5 .address address:ip4 .port port:int   set version = "5"
         or -> socks .command 1 .version 5 .host address:text .port port:int     set version = "5"
         or after 60s                                                            goto drop
         or close                                                                goto drop
    answer: <- socks .reply any(0, 90)                                           set outcome = accepted
         or <- socks .reply int                                                  goto drop
         or <- http .status status:int .header["Proxy-agent"]? peer_agent:text   where status >= 200 and status < 300  set outcome = accepted
         or <- http .status status:int                                           where status >= 300                   goto drop
         or <> tunnel .kind kind:word .target server:text .found found:word      set outcome = unanswered              goto tell
         or after 24h                                                            goto drop
         or close                                                                goto drop
    inside: <> tunnel .kind kind:word .target server:text .found found:word
         or after 24h                                                            goto drop
         or close                                                                goto drop
    tell:   alert "{kind} to {server} carries {found}" once per flow.id, found
    more:   <> tunnel .kind kind:word .target server:text .found found:word      goto tell
         or after 24h                                                            goto drop
         or close                                                                goto drop
  }
  dialogue udp {
    <> tunnel .kind kind:word .target server:text .found found:word
    alert "{kind} to {server} relays {found}" once per flow.id, found
  }

  test "MSN inside SOCKS4" {
    -> |04 01 07 47 40 04 0d 3a| "user" |00|
    <- |00 5a 07 47 40 04 0d 3a|
    -> "VER 1 MSNP7\r\n" "USR 2 MD5 I buddy@hotmail.com\r\n"
    <- "VER 1 MSNP7\r\n" "USR 2 MD5 S 1013928519.693957190\r\n"
    -> "USR 3 MD5 S 8aca4d4721b726ba9cd5e3a5f601671a\r\n"
    <- "USR 3 OK buddy@hotmail.com Buddy 1\r\n"
    alert { kind = socks4, version = "4", server = "64.4.13.58:1863", found = msn, account = "user", port = 1863 }
  }
  test "MSN inside SOCKS4 with a name, which is 4a" {
    -> |04 01 07 47 00 00 00 01 00| "messenger.hotmail.com" |00|
    <- |00 5a 07 47 40 04 0d 3a|
    -> "VER 1 MSNP7\r\n"
    <- "VER 1 MSNP7\r\n"
    alert { version = "4a", address = "messenger.hotmail.com", found = msn, account = none }
  }
  test "MSN inside SOCKS5, to an address" {
    -> |05 01 00|
    <- |05 00|
    -> |05 01 00 01 40 04 0d 3a 07 47|
    <- |05 00 00 01 40 04 0d 3a 07 47|
    -> "VER 1 MSNP7\r\n"
    <- "VER 1 MSNP7\r\n"
    alert { kind = socks5, version = "5", address = 64.4.13.58, port = 1863, found = msn }
  }
  test "MSN inside SOCKS5 behind a login, to a name" {
    -> |05 01 02|
    <- |05 02|
    -> |01| len8("leak") len8("secret42")
    <- |01 00|
    -> |05 01 00 03| len8("messenger.hotmail.com") |07 47|
    <- |05 00 00 01 40 04 0d 3a 07 47|
    -> "VER 1 MSNP7\r\n"
    <- "VER 1 MSNP7\r\n"
    alert { version = "5", account = "leak", address = "messenger.hotmail.com", found = msn }
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

  dialogue tcp peer {
    ask:    -> http .method "CONNECT" .uri address:text ":" port:port .uri proxy.aim.hosts ":" port   set found = aim
         or -> http .method "CONNECT" .uri address:text ":" port:port .uri proxy.icq.hosts ":" port   set found = icq
         or -> http .method "CONNECT" .uri address:text ":" port:port .uri proxy.msn.hosts ":" port   set found = msn
         or -> http .method "CONNECT"
              .uri  address:text ":" port:port
              .uri  proxy.yahoo.hosts ":" port                                              set found = yahoo
         or -> socks .command 1 .host address:text .host proxy.aim.hosts .port port:int     set found = aim
         or -> socks .command 1 .host address:text .host proxy.icq.hosts .port port:int     set found = icq
         or -> socks .command 1 .host address:text .host proxy.msn.hosts .port port:int     set found = msn
         or -> socks .command 1 .host address:text .host proxy.yahoo.hosts .port port:int   set found = yahoo
    answer: <- socks .reply any(0, 90)                                                      set outcome = accepted
         or <- socks .reply status:int                                                      set outcome = refused
         or <- http .status status:int                                                      where status < 300  set outcome = accepted
         or <- http .status status:int                                                      set outcome = refused
         or after 30s                                                                       set outcome = unanswered
         or close                                                                           set outcome = unanswered
    alert "{flow.client} asks the proxy {flow.server} for {address}:{port}: {outcome}" once per flow.client, flow.server, address within 1h
  }

  dialogue tcp {  # the absolute form of a request's target is for proxies
    ask:    -> http .uri "http://" ... .host address:text .host proxy.aim.hosts     set found = aim
         or -> http .uri "http://" ... .host address:text .host proxy.icq.hosts     set found = icq
         or -> http .uri "http://" ... .host address:text .host proxy.msn.hosts     set found = msn
         or -> http .uri "http://" ... .host address:text .host proxy.yahoo.hosts   set found = yahoo
    answer: <- http .status status:int                                              where status < 300  set outcome = accepted
         or <- http .status status:int                                              set outcome = refused
         or after 30s                                                               set outcome = unanswered
         or close                                                                   set outcome = unanswered
    alert "{flow.client} asks the proxy {flow.server} for a page of {address}: {outcome}" once per flow.client, flow.server, address within 1h
  }

  test "CONNECT" {
    -> "CONNECT login.oscar.aol.com:5190 HTTP/1.0\r\nHost: login.oscar.aol.com:5190\r\n\r\n"
    alert { address = "login.oscar.aol.com", port = 5190, found = aim, outcome = unanswered }
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
  test "a page" {
    -> "GET http://http.proxy.icq.com/hello HTTP/1.1\r\nHost: http.proxy.icq.com\r\n\r\n"
    <- "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    alert { address = "http.proxy.icq.com", found = icq, status = 200, outcome = accepted }
  }
  test "a page, of its server" {
    -> "GET /hello HTTP/1.1\r\nHost: http.proxy.icq.com\r\n\r\n"
    silent
  }
  test "another host" {
    -> "CONNECT login.oscar.aol.com.example.net:5190 HTTP/1.0\r\n\r\n"
    silent
  }
}

# An address has no name. What it is asked for shows by the port alone, where the proxy refuses: nothing runs inside.
signature proxy.refusal {
  id         1906005
  rev        1
  title      "Proxy refuses a connection to a port of IM or peer-to-peer"
  caveat     "by the port that was asked for"
  class      proxy
  severity   info
  confidence low
  risk       policy-violation
  reference  "SOCKS: A protocol for TCP proxy across firewalls (SOCKS 4)", "RFC 1928", "RFC 9110 9.3.6, CONNECT"

  dialogue tcp peer {
    ask:     -> socks
               .command  1
               .version  4
               .address  address:ip4
               .port     port:int
               .port     any(1214, 1863, 5050, 5190, 6346)
               .userid?  account:re(".+")                    set version = "4"
          or -> socks
               .command  1
               .version  5
               .address  address:ip4
               .port     port:int
               .port     any(1214, 1863, 5050, 5190, 6346)   set version = "5"
          or -> http
               .method  "CONNECT"
               .uri     address:ipv4 ":" port:port
               .uri     ipv4 ":" any("1214", "1863", "5050", "5190", "6346")
    refusal: <- socks .reply any(0, 90)                      goto drop
          or <- socks .reply status:int                      set outcome = refused
          or <- http .status status:int                      where status >= 400  set outcome = refused
          or <- http .status int                             goto drop
          or after 60s                                       goto drop
          or close                                           goto drop
    record "the proxy {flow.server} refuses {flow.client} a connection to {address}:{port}" once per flow.client, flow.server, address, port within 1h
  }

  test "SOCKS4" {
    -> |04 01 14 46 cd bc 09 0f| "leak" |00|
    <- |00 5b 00 00 00 00 00 00|
    record { version = "4", account = "leak", address = 205.188.9.15, port = 5190, status = 91, outcome = refused }
  }
  test "SOCKS5" {
    -> |05 01 00|
    <- |05 00|
    -> |05 01 00 01 cd bc 09 0f 14 46|
    <- |05 02 00 01 00 00 00 00 00 00|
    record { version = "5", address = 205.188.9.15, port = 5190, status = 2, outcome = refused }
  }
  test "CONNECT" {
    -> "CONNECT 205.188.9.15:5190 HTTP/1.0\r\n\r\n"
    <- "HTTP/1.0 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    record { address = 205.188.9.15, port = 5190, status = 403 }
  }
  test "granted" {
    -> |04 01 14 46 cd bc 09 0f| "leak" |00|
    <- |00 5a 00 00 00 00 00 00|
    silent
  }
  test "another port" {
    -> |04 01 00 19 cd bc 09 0f| "leak" |00|
    <- |00 5b 00 00 00 00 00 00|
    silent
  }
}

# Datagrams take a way of their own: the client asks for a relay, and sends it datagrams with the target in front.
signature proxy.relay {
  id         1906006
  rev        1
  title      "ICQ datagrams relayed by a SOCKS5 proxy"
  class      proxy
  severity   low
  risk       evasion, policy-violation
  reference  "RFC 1928, section 7", "gaim 0.59, icq/udp.c"

  dialogue tcp peer {
    ask:    -> socks .command 3 .version 5      set version = "5"
    answer: <- socks .reply 0 .port relay:int   set outcome = accepted
         or <- socks .reply int                 goto drop
         or after 60s                           goto drop
         or close                               goto drop
    remember flow.client, relay as proxy.relays(flow.id) for 24h
    used:   met
         or after 24h                           goto drop
    alert "{flow.client} has the SOCKS5 proxy {flow.server} relay ICQ"
  }
  dialogue udp {
    -> icq
    recall flow.client, flow.server-port from proxy.relays(control)
  }

  test "a relay, and ICQ through it" {
    -> |05 01 00|
    <- |05 00|
    -> |05 03 00 01 00 00 00 00 00 00|
    <- |05 00 00 01 0a 00 00 01 10 e1|
    flow udp 10.0.0.1:4321 {
      -> |00 00 00 01 cd bc fc 15 0f a0| |02 00 e8 03 01 00 15 cd 5b 07 05 04 00 00 09 00| "icqpass1" |00 72 00 04 00 0a 01 02 03 04 00 00 00 00 03 00 00 00 02 00 00 00 00 00 04 00 72 00|
    }
    alert { version = "5", outcome = accepted }
  }
  test "a relay, and ICQ past it" {
    -> |05 01 00|
    <- |05 00|
    -> |05 03 00 01 00 00 00 00 00 00|
    <- |05 00 00 01 0a 00 00 01 10 e1|
    flow udp 205.188.252.21:4000 {
      -> |02 00 e8 03 01 00 15 cd 5b 07 05 04 00 00 09 00| "icqpass1" |00 72 00 04 00 0a 01 02 03 04 00 00 00 00 03 00 00 00 02 00 00 00 00 00 04 00 72 00|
    }
    silent
  }
}
