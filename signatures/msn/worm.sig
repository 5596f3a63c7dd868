# Worms and exploits, by what they sent over MSN Messenger.
const worm.msn.files = "hello.exe"i, "choke.exe"i, "ShootPresidentBUSH.exe"i, "Hotmail.exe"i, "PIC1324.EXE"i, "BR2002.exe"i

const executable = ".exe"i, ".scr"i, ".pif"i, ".com"i, ".bat"i, ".vbs"i, ".lnk"i

# W32/Hello, W32/Choke, W32/Rodok.
signature msn.worm.offer {
  id         1908002
  rev        1
  title      "MSN worm offers a known file"
  class      worm
  severity   high
  risk       worm, virus, file-transfer
  attack     T1091
  ports      tcp/1863
  reference  "F-Secure and Symantec on W32/Hello, W32/Choke and W32/Rodok"

  dialogue tcp {
    <> msnp .command "MSG"
      .header["Content-Type"]         "text/x-msmsgsinvite"i ...
      .arg[1]?                        peer:email
      .body["Invitation-Command"]     "INVITE"i
      .payload                        ... "\r\n"
      .body["Application-File"]       file:text
      .body["Application-File"]       worm.msn.files
      .body["Application-FileSize"]?  size:int
    alert "MSN offer of {file}, as a known worm makes it, in the conversation of {flow.user}"
  }

  test "W32/Hello" {
    -> "MSG 30 N 275\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 4711\r\n"
       "Application-File: HELLO.EXE\r\nApplication-FileSize: 10240\r\n\r\n"
    alert { file = "HELLO.EXE", size = 10240 }
  }
  test "another program" {
    -> "MSG 30 N 275\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 4711\r\n"
       "Application-File: OTHELLO.EXE\r\nApplication-FileSize: 10240\r\n"
    silent
  }
}

signature msn.executable.offer {
  id         1902022
  rev        1
  title      "MSN offer of a program"
  class      file-transfer
  severity   medium
  risk       file-transfer, virus, social-engineering
  attack     T1204.002
  ports      tcp/1863
  reference  "http://www.hypothetic.org/docs/msn/client/file_transfer.php"

  # Known worms are told as such.
  dialogue tcp {
       <> msnp .command "MSG"
         .header["Content-Type"]      "text/x-msmsgsinvite"i ...
         .body["Invitation-Command"]  "INVITE"i
         .body["Application-File"]    worm.msn.files   goto drop
    or <> msnp .command "MSG"
         .header["Content-Type"]         "text/x-msmsgsinvite"i ...
         .arg[1]?                        peer:email
         .body["Invitation-Command"]     "INVITE"i
         .payload                        ... "\r\n"
         .body["Application-File"]       file:text
         .body["Application-File"]       ... executable
         .body["Application-FileSize"]?  size:int
    alert "MSN offer of the program {file}, in the conversation of {flow.user}"
  }

  test "with two endings" {
    -> "MSG 9 N 288\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Transfert de fichiers\r\nApplication-GUID: {5d3e02ab-6190-11d3-bbbb-00c04f795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 33268\r\n"
       "Application-File: photo.jpg.exe\r\nApplication-FileSize: 10240\r\n\r\n"
    alert { file = "photo.jpg.exe" }
  }
  test "a picture" {
    -> "MSG 9 N 288\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: Transfert de fichiers\r\nApplication-GUID: {5d3e02ab-6190-11d3-bbbb-00c04f795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 33268\r\n"
       "Application-File: photo.exe.jpg\r\nApplication-FileSize: 10240\r\n\r\n"
    silent
  }
}

signature msn.worm.lure {
  id         1908003
  rev        1
  title      "MSN worm's lure text"
  caveat     "the words are from write-ups, and a person may write them"
  class      worm
  severity   medium
  confidence medium
  risk       worm, social-engineering
  ports      tcp/1863
  reference  "F-Secure and Symantec on W32/Hello, W32/Choke and W32/Rodok"

  dialogue tcp {
    <> msnp .command "MSG"
      .header["Content-Type"]  "text/plain"i ...
      .arg[1]?                 peer:email
      .text                    any("i have a file for u. its real funny", "hey, want me to send my new pic? i took it yesterday", "Hey!! Could you please check out this program for me ?") ...
      .text                    text:text
    alert "MSN message with a known worm's words, in the conversation of {flow.user}: {text}"
  }

  test "W32/Hello" {
    -> "MSG 20 N 78\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\ni have a file for u. its real funny"
    alert { text = "i have a file for u. its real funny" }
  }
  test "W32/Rodok, received" {
    <- "MSG leak@example.com Leak 98\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nHey!! Could you please check out this program for me ? "
    alert { peer = "leak@example.com" }
  }
  test "quoted" {
    -> "MSG 20 N 89\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\ndid u get: i have a file for u. its real funny"
    silent
  }
}

signature msn.text.burst {
  id         1908004
  rev        1
  title      "One MSN text to many conversations"
  caveat     "five within a minute is a threshold of ours; people send greetings round as well"
  class      worm
  severity   medium
  confidence low
  risk       worm, social-engineering
  ports      tcp/1863
  reference  "Symantec on W32/Hello"

  count 5 flow.id of msn.message.sent within 60s per flow.client, text
  alert "{flow.client} sent the same text into {count} MSN conversations"

  test "five conversations" {
    flow tcp 10.0.0.1:1863 {
      -> "MSG 3 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    }
    flow tcp 10.0.0.2:1863 {
      -> "MSG 3 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    }
    flow tcp 10.0.0.3:1863 {
      -> "MSG 3 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    }
    flow tcp 10.0.0.4:1863 {
      -> "MSG 3 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    }
    flow tcp 10.0.0.5:1863 {
      -> "MSG 3 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    }
    alert { text = "hi!", count = 5 }
  }
  test "five times into one" {
    -> "MSG 3 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    -> "MSG 4 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    -> "MSG 5 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    -> "MSG 6 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    -> "MSG 7 N 46\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nhi!"
    silent
  }
}

signature msn.invitation.crash {
  id         1908005
  rev        1
  title      "MSN invitation cookie with %20 (CVE-2002-1831)"
  class      exploit
  severity   high
  risk       denial-of-service
  attack     T1499.004
  ports      tcp/1863
  reference  "CVE-2002-1831"

  dialogue tcp {
    <> msnp .command "MSG"
      .header["Content-Type"]     "text/x-msmsgsinvite"i ...
      .arg[1]?                    peer:email
      .body["Invitation-Cookie"]  ... "%20" ...
      .payload                    ... "\r\n"
    alert "MSN invitation that crashes Messenger 1.0 to 4.6, in the conversation of {flow.user}"
  }

  test "two of them" {
    -> "MSG 31 N 269\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: %20%20\r\n"
       "Application-File: a.txt\r\nApplication-FileSize: 1\r\n\r\n"
    alert { peer = none }
  }
  test "in the file's name" {
    -> "MSG 31 N 269\r\nMIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"
       "Application-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n"
       "Invitation-Command: INVITE\r\nInvitation-Cookie: 4711\r\n"
       "Application-File: %20.txt\r\nApplication-FileSize: 1\r\n\r\n"
    silent
  }
}

signature msn.font.overflow {
  id         1908006
  rev        1
  title      "MSN font name overflow (CVE-2002-1698)"
  caveat     "how long a name has to be is not published; real ones have less than 100 bytes"
  class      exploit
  severity   high
  confidence medium
  risk       buffer-overflow
  attack     T1203
  ports      tcp/1863
  reference  "CVE-2002-1698"

  dialogue tcp {
    <> msnp .command "MSG"
      .arg[1]?                    peer:email
      .header["X-MMS-IM-Format"]  "FN=" font:text ";" ...   where font.size > 200
    alert "MSN message with a font name of {font.size} bytes, in the conversation of {flow.user}"
  }

  test "of 201 bytes" {
    -> "MSG 32 N 258\r\nContent-Type: text/plain\r\nX-MMS-IM-Format: FN="
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "A"
       "; EF=\r\n\r\nhi"
    alert { peer = none }
  }
  test "of 200 bytes" {
    -> "MSG 32 N 257\r\nContent-Type: text/plain\r\nX-MMS-IM-Format: FN="
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
       "; EF=\r\n\r\nhi"
    silent
  }
}
