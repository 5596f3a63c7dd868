# What is said. Sent messages carry a number and whether delivery is to be acknowledged, relayed ones their sender and his nick.
# The other person of a sent message is who joined last.

signature msn.message.sent {
  id         1902010
  rev        1
  title      "MSN message sent"
  class      message
  severity   info
  risk       unencrypted, data-exposure
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    -> msnp "MSG " int " " any("N", "A", "U", "D") end
      .header["Content-Type"]  "text/plain"i ...
      .text                    text:text
      set direction = sent  set peer = flow.peer
    record "MSN message from {flow.user}: {text}"
  }

  test "to who joined" {
    <- "JOI friend@example.com Friend\r\n"
    -> "MSG 3 N 129\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
       "X-MMS-IM-Format: FN=MS%20Sans%20Serif; EF=; CO=0; CS=0; PF=0\r\n\r\nhello"
    record { text = "hello", peer = "friend@example.com", direction = sent }
  }
  test "joined in the middle" {
    midstream
    -> "MSG 3 N 48\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhello"
    record { text = "hello", peer = none }
  }
  test "through the HTTP gateway" {
    -> "POST http://64.4.13.62/gateway/gateway.dll?SessionID=1120203120.32140 HTTP/1.1\r\nHost: 64.4.13.62\r\n"
       "Content-Length: 60\r\n\r\nMSG 3 N 48\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhello"
    <- "HTTP/1.1 200 OK\r\nX-MSN-Messenger: SessionID=1120203120.32140; GW-IP=64.4.13.62\r\nContent-Length: 80\r\n\r\n"
       "MSG friend@example.com Friend 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    record { text = "hello", direction = sent }
    record msn.message.received { text = "hi!", peer = "friend@example.com", direction = received }
  }
  test "posted elsewhere" {
    -> "POST http://64.4.13.62/post.cgi?SessionID=1120203120.32140 HTTP/1.1\r\nHost: 64.4.13.62\r\n"
       "Content-Length: 60\r\n\r\nMSG 3 N 48\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhello"
    silent
  }
  test "no length" {
    -> "MSG 3 N\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhello\r\n"
    silent
  }
}

signature msn.message.received {
  id         1902011
  rev        1
  title      "MSN message received"
  class      message
  severity   info
  risk       unencrypted, data-exposure, social-engineering
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    <- msnp "MSG " peer:email " " word end
      .header["Content-Type"]  "text/plain"i ...
      .text                    text:text
      set direction = received
    record "MSN message from {peer} to {flow.user}: {text}"
  }

  test "relayed" {
    <- "MSG leak@example.com Leak%20Tester 48\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhello"
    record { text = "hello", peer = "leak@example.com", direction = received }
  }
  test "from the server itself" {
    <- "MSG Hotmail Hotmail 55\r\nContent-Type: text/x-msmsgsprofile; charset=UTF-8\r\n\r\n"
    silent
  }
}

signature msn.typing {
  id         1902012
  rev        1
  title      "MSN typing notice"
  class      message
  severity   info
  risk       unencrypted
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/switchboard/messages.php"

  dialogue tcp {
    -> msnp "MSG " int " " any("N", "A", "U", "D") end
      .header["Content-Type"]  "text/x-msmsgscontrol"i ...
      .header["TypingUser"]    account:email
      .payload                 ... "\r\n"
      set direction = sent  set peer = flow.peer
    record "{account} is typing on MSN"
  }
  dialogue tcp {
    <- msnp "MSG " peer:email " " word end
      .header["Content-Type"]  "text/x-msmsgscontrol"i ...
      .header["TypingUser"]    email
      .payload                 ... "\r\n"
      set direction = received
    record "{peer} is typing on MSN, to {flow.user}"
  }

  test "sent and received" {
    -> "MSG 4 U 89\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgscontrol\r\nTypingUser: leak@example.com\r\n\r\n\r\n"
    <- "MSG friend@example.com Friend 91\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgscontrol\r\nTypingUser: friend@example.com\r\n\r\n\r\n"
    record { account = "leak@example.com", direction = sent }
    record { peer = "friend@example.com", direction = received }
  }
  test "written about" {
    -> "MSG 4 U 61\r\nContent-Type: text/plain\r\n\r\nTypingUser: leak@example.com\r\n\r\n\r\n"
    silent
  }
}
