# OSCAR inside HTTP, for clients behind a proxy that lets only that through. Every packet in a body has a header of 14
# bytes: length, version 0443, kind, zeros, connection; kind 5 holds FLAP frames.

signature aim.tunnel {
  id         1900025
  rev        1
  title      "AIM or ICQ through the HTTP tunnel"
  class      proxy
  severity   low
  product    aim, icq
  risk       evasion, policy-violation
  ports      tcp/80, tcp/8080
  reference  "SIM, proxy.cpp (2002)", "Miranda IM, icq_http.c"

  dialogue tcp {
    hello:  -> http .method "GET" .path "/hello" .host "http.proxy.icq.com"i      set product = icq
         or -> http .method "GET" .path "/hello" .host "aimhttp.oscar.aol.com"i   set product = aim
         or <- http .header["Content-Type"] "AIM/HTTP"i
              .body  bytes(2) |04 43 00 02| bytes(6) secret cookie:bytes(16) u16 address:host port:u16   set product = aim  goto opened
    alert "HTTP tunnel for AIM or ICQ asked for by {flow.client} at {flow.server}" once per flow.id
    answer: <- http .header["Content-Type"] "AIM/HTTP"i
              .body  bytes(2) |04 43 00 02| bytes(6) secret cookie:bytes(16) u16 address:host port:u16
         or after 60s                                                             goto drop
         or close                                                                 goto drop
    opened: record "HTTP tunnel for AIM or ICQ opened for {flow.client}, at {address} port {port}"
  }
  dialogue tcp {
    -> http .path "/monitor" .query["sid"] secret cookie:hex(32)
    alert "HTTP tunnel for AIM or ICQ used by {flow.client} at {flow.server}" once per flow.id
  }
  dialogue tcp {
    -> http .path "/data" .query["sid"] secret cookie:hex(32) .query["seq"] digits
      .body  bytes(2) |04 43 00 03 00 00 00 00| bytes(4) u16 address:host port:u16
    alert "HTTP tunnel for AIM or ICQ: {flow.client} asks for {address} port {port}"
  }

  test "ICQ opens it" {
    -> "GET http://http.proxy.icq.com/hello HTTP/1.1\r\nHost: http.proxy.icq.com\r\n\r\n"
    <- "HTTP/1.1 200 OK\r\nContent-Type: AIM/HTTP\r\nContent-Length: 47\r\n\r\n"
       len16(|04 43 00 02 00 00 00 00 00 00 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f| len16("205.188.213.228") |00 50|)
    alert   { product = icq, cookie = none }
    record  { product = icq, cookie = redacted, address = "205.188.213.228", port = 80 }
  }
  test "packets asked for" {
    -> "GET http://205.188.213.228/monitor?sid=101112131415161718191a1b1c1d1e1f HTTP/1.1\r\nHost: 205.188.213.228\r\n\r\n"
    alert { product = aim }
  }
  test "a connection asked for" {
    -> "POST /data?sid=101112131415161718191a1b1c1d1e1f&seq=1 HTTP/1.1\r\nHost: 205.188.213.228\r\nContent-Length: 31\r\n\r\n"
       len16(|04 43 00 03 00 00 00 00 00 00 00 01| len16("login.icq.com") |14 46|)
    alert { address = "login.icq.com", port = 5190 }
  }
  test "a page of that name on another host" {
    -> "GET /hello HTTP/1.1\r\nHost: www.example.com\r\n\r\n"
    -> "GET /monitor?sid=1011 HTTP/1.1\r\nHost: www.example.com\r\n\r\n"
    silent
  }
}

# The clients write name, password and program in this order, which is all that bytes without a FLAP framer can be read by.
signature aim.tunnel.login {
  id         1900026
  rev        1
  title      "AIM or ICQ sign-on with an XOR-roasted password, through the HTTP tunnel"
  caveat     "only where name, password and program stand in this order; a roasted password that holds 00 03 00 is cut there"
  class      cleartext-credentials
  severity   high
  confidence medium
  product    aim, icq
  risk       unencrypted, credential-exposure, account-takeover, evasion
  attack     T1040
  ports      tcp/80, tcp/8080
  reference  "Miranda IM, icq_http.c", "gaim 0.59, src/protocols/oscar/auth.c"

  dialogue tcp {
       -> http .path "/data"
         .query["sid"]  hex(32)
         .body          bytes(2) |04 43 00 05 00 00 00 00| bytes(4) |2a 01| bytes(4) |00 00 00 01 00 01 00| u8 account:digits |00 02 00| u8 secret password:bytes |> xor(oscar.roast) |> text |00 03 00| u8 client:text |00| ...   set product = icq
    or -> http .path "/data"
         .query["sid"]  hex(32)
         .body          bytes(2) |04 43 00 05 00 00 00 00| bytes(4) |2a 01| bytes(4) |00 00 00 01 00 01 00| u8 account:text |00 02 00| u8 secret password:bytes |> xor(oscar.roast) |> text |00 03 00| u8 client:text |00| ...   set product = aim
    alert "sign-on by {account}, through HTTP, with a password that can be read from the wire"
  }

  test "ICQ" {
    -> "POST http://205.188.213.228/data?sid=101112131415161718191a1b1c1d1e1f&seq=2 HTTP/1.1\r\nHost: 205.188.213.228\r\nContent-Length: 67\r\n\r\n"
       len16(|04 43 00 05 00 00 00 00 00 00 00 01 2a 01 00 01|
         len16(|00 00 00 01 00 01| len16("123456789") |00 02| len16(|9a 45 f0 b4 58 f5 a8 a3|) |00 03| len16("ICQ Inc.") |00 16| len16(|01 0a|)))
    alert { account = "123456789", password = redacted, client = "ICQ Inc.", product = icq }
  }
  test "a frame of another channel" {
    -> "POST http://205.188.213.228/data?sid=101112131415161718191a1b1c1d1e1f&seq=2 HTTP/1.1\r\nHost: 205.188.213.228\r\nContent-Length: 67\r\n\r\n"
       len16(|04 43 00 05 00 00 00 00 00 00 00 01 2a 02 00 01|
         len16(|00 00 00 01 00 01| len16("123456789") |00 02| len16(|9a 45 f0 b4 58 f5 a8 a3|) |00 03| len16("ICQ Inc.") |00 16| len16(|01 0a|)))
    silent
  }
}
