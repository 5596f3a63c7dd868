# What a client that is signed on says to its notification server.

signature msn.presence {
  id         1902027
  rev        1
  title      "MSN presence"
  class      instant-messaging
  severity   info
  risk       unencrypted, data-exposure
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    -> msnp "CHG " int " " state:token
      .arg[2]  any("NLN", "BSY", "IDL", "BRB", "AWY", "PHN", "LUN", "HDN")
    record "MSN presence of {flow.user}: {state}"
  }
  dialogue tcp {
       <- msnp "NLN " state:token " " peer:email " "
    or <- msnp "ILN " int " " state:token " " peer:email " "
    or <- msnp "FLN " peer:email   set state = "FLN"
    record "MSN presence of {peer}: {state}"
  }

  test "one's own, and a friend's" {
    -> "CHG 6 NLN\r\n"
    <- "NLN NLN friend@example.com Friend\r\n"
    <- "FLN friend@example.com\r\n"
    record { state = "NLN", peer = none }
    record { state = "NLN", peer = "friend@example.com" }
    record { state = "FLN", peer = "friend@example.com" }
  }
  test "no state of the protocol's" {
    -> "CHG 6 NLM\r\n"
    silent
  }
}

signature msn.contacts {
  id         1902028
  rev        1
  title      "MSN contact list asked for"
  class      instant-messaging
  severity   info
  risk       unencrypted, data-exposure
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    -> msnp "SYN " int " " any(int, "2")
    record "MSN contact list asked for by {flow.user}"
  }

  test "the whole list" {
    -> "SYN 5 0\r\n"
    record { account = none }
  }
  test "a line that is cut short" {
    -> "SYN 5\r\n"
    silent
  }
}

# These three only behind a sign-on: PNG, QNG and OUT are too short to say by themselves what they are.
signature msn.keepalive {
  id         1902029
  rev        1
  title      "MSN session kept alive"
  class      instant-messaging
  severity   info
  risk       policy-violation
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    signed_on: <- msnp "USR " int " OK " account:email " "   set flow.account = account
    ping:      -> msnp "PNG" end
            or after 24h                                     goto drop
    pong:      <- msnp "QNG"
            or after 60s                                     goto drop
    record "MSN session of {account} is kept alive"
  }

  test "once is enough" {
    <- "USR 4 OK leak@example.com Leak\r\n"
    -> "PNG\r\n"
    <- "QNG 50\r\n"
    -> "PNG\r\n"
    <- "QNG 50\r\n"
    record { account = "leak@example.com" }
  }
  test "without a sign-on" {
    -> "PNG\r\n"
    <- "QNG\r\n"
    silent
  }
}

signature msn.signoff {
  id         1902030
  rev        1
  title      "MSN sign-off"
  class      instant-messaging
  severity   info
  risk       policy-violation
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    signed_on: <- msnp "USR " int " OK " account:email " "
    end_of_it: -> msnp "OUT" end
            or after 24h   goto drop
    record "{account} signs off from MSN"
  }

  test "by the client" {
    <- "USR 4 OK leak@example.com Leak\r\n"
    -> "OUT\r\n"
    record { account = "leak@example.com" }
  }
  test "a line of FTP" {
    -> "USR anonymous\r\nOUT\r\n"
    silent
  }
}

# What the owner of a stolen password sees of the thief.
signature msn.elsewhere {
  id         1902031
  rev        1
  title      "MSN account signed on elsewhere"
  caveat     "people who sign on from another of their machines do the same"
  class      hijack
  severity   low
  confidence low
  risk       account-takeover
  ports      tcp/1863
  reference  "draft-movva-msn-messenger-protocol-00"

  dialogue tcp {
    signed_on: <- msnp "USR " int " OK " account:email " "
    put_out:   <- msnp "OUT " reason:token end .arg[1] "OTH"
            or after 24h   goto drop
    alert "{account} is put out of MSN by a sign-on from elsewhere"
  }

  test "OTH" {
    <- "USR 4 OK leak@example.com Leak\r\n"
    <- "OUT OTH\r\n"
    alert { account = "leak@example.com", reason = "OTH" }
  }
  test "the server goes down" {
    <- "USR 4 OK leak@example.com Leak\r\n"
    <- "OUT SSD\r\n"
    silent
  }
}
