# Where only HTTP gets out, the client posts its commands to a gateway, and polls for the answers. What the bodies carry is found
# by all signatures of MSN: the framer `msnp` steps over the heads.

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
             .body             ... "\r\n"
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
