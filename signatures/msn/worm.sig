# worms and exploits
const worm.msn.files = "hello.exe"i, "choke.exe"i, "ShootPresidentBUSH.exe"i, "Hotmail.exe"i, "PIC1324.EXE"i, "BR2002.exe"i

signature msn.worm.offer {
  id         1908002
  rev        1
  title      "MSN worm offers a known file"
  class      worm
  severity   high
  risk       worm, virus, file-transfer

  dialogue tcp {
    <> msnp .command "MSG"
      .body["Invitation-Command"]     "INVITE"i
      .body["Application-File"]       file:text
      .body["Application-File"]       worm.msn.files
      .body["Application-FileSize"]?  size:int
    alert "file {file} ({size?} bytes) is offered as known worms do"
  }
}

signature msn.worm.lure {
  id         1908003
  rev        1
  title      "MSN worm's lure text"
  class      worm
  severity   medium
  confidence medium
  risk       worm, social-engineering

  dialogue tcp {
    -> msnp .command "MSG"
      .text  any("i have a file for u. its real funny", "hey, want me to send my new pic? i took it yesterday", "Hey!! Could you please check out this program for me ?") ...
    alert "lure text sent by {flow.account?}"
  }
}

signature msn.text.burst {
  id         1908004
  rev        1
  title      "One MSN text to many conversations"
  class      worm
  severity   medium
  confidence low
  risk       worm, social-engineering

  count 5 flow.id of msn.message.sent within 60s per flow.client, text
  alert "{flow.client} sent the same text into {count} conversations"
}

signature msn.invitation.crash {
  id         1908005
  rev        1
  title      "MSN invitation cookie with %20 (CVE-2002-1831)"
  class      exploit
  severity   medium
  risk       denial-of-service
  reference  "CVE-2002-1831"

  dialogue tcp {
    <> msnp .body["Invitation-Cookie"] ... "%20" ...
    alert "Invitation-Cookie that crashes Messenger 1.0-4.6"
  }
}

signature msn.font.overflow {
  id         1908006
  rev        1
  title      "MSN font name overflow (CVE-2002-1698)"
  class      exploit
  severity   medium
  confidence medium
  risk       buffer-overflow
  reference  "CVE-2002-1698"

  dialogue tcp {
    <> msnp .header["X-MMS-IM-Format"] ... "FN=" font:text ";" ...   where font.size > 200
    alert "font name of {font.size} bytes"
  }
}
