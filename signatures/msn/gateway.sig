# Where only HTTP gets out, the client posts its commands to a gateway, and polls for the answers. A conversation is a session of
# the gateway's, over many requests: what they carry is read here from the bodies.

signature msn.gateway {
  id         1902021
  rev        1
  title      "MSN through the HTTP gateway"
  class      proxy
  severity   low
  risk       evasion, policy-violation
  attack     T1071.001
  ports      tcp/80
  reference  "gaim 0.82, src/protocols/msn/httpmethod.c"

  dialogue tcp {
    open:  -> http .method "POST"
             .path             ... "/gateway/gateway.dll"i
             .query["Action"]  "open"
             .query["Server"]  kind:token
             .query["IP"]?     address:host
        or -> http .method "POST"
             .path                ... "/gateway/gateway.dll"i
             .query["SessionID"]  gateway_session:token
    reply: <- http .status 200
             .header["X-MSN-Messenger"]  "SessionID=" gateway_session:token "; GW-IP=" server:ipv4 ...   set outcome = accepted
        or <- http .status 200
             .header["X-MSN-Messenger"]  "SessionID=" gateway_session:token ...   set outcome = accepted
        or <- http .status status:int                                             set outcome = refused
        or after 30s                                                              set outcome = unanswered
        or close                                                                  set outcome = unanswered
    alert "MSN of {flow.client} through the HTTP gateway {flow.server}: {outcome}" once per flow.client, flow.server within 10m
  }

  test "opened" {
    -> "POST http://gateway.messenger.hotmail.com/gateway/gateway.dll?Action=open&Server=NS&IP=messenger.hotmail.com HTTP/1.1\r\n"
       "User-Agent: MSMSGS\r\nHost: gateway.messenger.hotmail.com\r\nContent-Type: application/x-msn-messenger\r\n"
       "Content-Length: 36\r\n\r\nVER 1 MSNP7 MSNP6 MSNP5 MSNP4 CVR0\r\n"
    <- "HTTP/1.1 200 OK\r\nContent-Type: application/x-msn-messenger\r\n"
       "X-MSN-Messenger: SessionID=1120203120.32140; GW-IP=64.4.13.62\r\nContent-Length: 13\r\n\r\nVER 1 MSNP7\r\n"
    alert { kind = "NS", server = "64.4.13.62", outcome = accepted }
  }
  test "joined at a poll" {
    -> "POST http://64.4.13.62/gateway/gateway.dll?Action=poll&SessionID=1120203120.32140 HTTP/1.1\r\n"
       "User-Agent: MSMSGS\r\nHost: 64.4.13.62\r\nContent-Length: 0\r\n\r\n"
    alert { gateway_session = "1120203120.32140", outcome = unanswered }
  }
  test "another library" {
    -> "POST http://www.example.com/gateway/gateway.asp?Action=open&Server=NS HTTP/1.1\r\nHost: www.example.com\r\nContent-Length: 0\r\n\r\n"
    silent
  }
}

# One command a request is the rule; of several, the first.
signature msn.gateway.message {
  id         1902037
  rev        1
  title      "MSN message through the HTTP gateway"
  class      message
  severity   info
  risk       unencrypted, data-exposure, evasion
  ports      tcp/80
  reference  "gaim 0.82, src/protocols/msn/httpmethod.c"

  dialogue tcp {
    -> http .method "POST"
      .path                ... "/gateway/gateway.dll"i
      .query["SessionID"]  gateway_session:token
      .body                "MSG " int " " any("N", "A", "U", "D") " " int "\r\n" ... "Content-Type: text/plain" ... "\r\n\r\n" text:text
      set direction = sent
    record "MSN message sent by {flow.client} through the HTTP gateway: {text}"
  }
  dialogue tcp {
    <- http .status 200
      .header["X-MSN-Messenger"]  "SessionID=" gateway_session:token ...
      .body                       "MSG " peer:email " " word " " int "\r\n" ... "Content-Type: text/plain" ... "\r\n\r\n" text:text
      set direction = received
    record "MSN message from {peer} to {flow.client} through the HTTP gateway: {text}"
  }

  test "sent and received" {
    -> "POST http://64.4.13.62/gateway/gateway.dll?SessionID=1120203120.32140 HTTP/1.1\r\nHost: 64.4.13.62\r\n"
       "Content-Length: 60\r\n\r\nMSG 3 N 48\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhello"
    <- "HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1120203120.32140; GW-IP=64.4.13.62\r\nContent-Length: 80\r\n\r\n"
       "MSG friend@example.com Friend 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    record { text = "hello", direction = sent }
    record { text = "hi!", peer = "friend@example.com", direction = received }
  }
  test "the same body elsewhere" {
    -> "POST http://64.4.13.62/post.cgi?SessionID=1120203120.32140 HTTP/1.1\r\nHost: 64.4.13.62\r\n"
       "Content-Length: 60\r\n\r\nMSG 3 N 48\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhello"
    silent
  }
}

signature msn.gateway.login {
  id         1902038
  rev        1
  title      "MSN sign-on with an MD5 challenge through the HTTP gateway"
  class      weak-authentication
  severity   medium
  risk       unencrypted, offline-cracking, evasion
  attack     T1040, T1110.002
  ports      tcp/80
  reference  "gaim 0.82, src/protocols/msn/httpmethod.c", "draft-movva-msn-messenger-protocol-00, 7.3"

  dialogue tcp {
    hello:     -> http .path ... "/gateway/gateway.dll"i
                 .body  "USR " int " MD5 I " account:word "\r\n"
    challenge: <- http .header["X-MSN-Messenger"] "SessionID=" ...
                 .body  "USR " int " MD5 S " challenge:word "\r\n"
            or after 60s   goto drop
    response:  -> http .path ... "/gateway/gateway.dll"i
                 .body  "USR " int " MD5 S " secret response:hex(32) "\r\n"
            or after 60s   goto drop
    verdict:   <- http .header["X-MSN-Messenger"] "SessionID=" ... .body "USR " int " OK " ...   set outcome = accepted
            or <- http .header["X-MSN-Messenger"] "SessionID=" ... .body status:int " " int "\r\n"   set outcome = rejected
            or after 60s   set outcome = unanswered
            or close       set outcome = unanswered
    alert "MSN sign-on by {account} through the HTTP gateway, with an MD5 challenge: {outcome}"
  }

  test "accepted" {
    -> "POST http://64.4.13.62/gateway/gateway.dll?SessionID=1.2 HTTP/1.1\r\nHost: 64.4.13.62\r\nContent-Length: 30\r\n\r\n"
       "USR 3 MD5 I leak@example.com\r\n"
    <- "HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1.2; GW-IP=64.4.13.62\r\nContent-Length: 34\r\n\r\n"
       "USR 3 MD5 S 989048851.1851137130\r\n"
    -> "POST http://64.4.13.62/gateway/gateway.dll?SessionID=1.2 HTTP/1.1\r\nHost: 64.4.13.62\r\nContent-Length: 46\r\n\r\n"
       "USR 4 MD5 S efc183c3f3324e8ca544f7b9869a5648\r\n"
    <- "HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1.2; GW-IP=64.4.13.62\r\nContent-Length: 41\r\n\r\n"
       "USR 4 OK leak@example.com Leak%20Tester\r\n"
    alert { account = "leak@example.com", challenge = "989048851.1851137130", response = redacted, outcome = accepted }
  }
  test "elsewhere" {
    -> "POST http://64.4.13.62/post.cgi?SessionID=1.2 HTTP/1.1\r\nHost: 64.4.13.62\r\nContent-Length: 30\r\n\r\n"
       "USR 3 MD5 I leak@example.com\r\n"
    silent
  }
}
