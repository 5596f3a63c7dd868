signature icq.peer {
  id         1901007
  rev        1
  title      "ICQ clients connected directly: each knows the other's address"
  class      direct-connection
  severity   low
  risk       address-exposure, unencrypted
  ports      tcp/3570
  reference  "licq 1.0.4, icqpacket.cpp"

  # From version 6 on the other side answers.
  dialogue tcp peer {
    init:   -> icqpeer .packet "init"
              .version  version:digits
              .uin      account:digits
              .address  address:ip4
              .port     port:int
              .peer?    peer:digits
    alert "ICQ client of {account}, at {address} port {port} by its own word, connects directly" once per flow.id
    answer: <- icqpeer .packet "ack"   set outcome = accepted
         or after 30s                  goto drop
         or close                      goto drop
    record "ICQ clients of {account} and of the other side connected directly: {outcome}" once per flow.id
  }

  test "version 3" {
    -> |1a 00 ff 03 00 00 00 05 04 00 00 15 cd 5b 07 0a 01 02 03 0a 01 02 03 04 05 04 00 00|
    alert { version = "3", account = "123456789", address = 10.1.2.3, port = 1029, peer = none }
  }
  test "version 6 names the other side" {
    -> |2c 00 ff 06 00 27 00 6c ef f8 05 00 00 05 04 00 00 15 cd 5b 07 0a 01 02 03 0a 01 02 03 04 05 04 00 00 5d 4c 3b 2a 50 00 00 00 03 00 00 00|
    alert { version = "6", account = "123456789", peer = "100200300" }
  }
  test "another length" {
    -> |1b 00 ff 03 00 00 00 05 04 00 00 15 cd 5b 07 0a 01 02 03 0a 01 02 03 04 05 04 00 00 00|
    silent
  }
}

signature icq.chat.request {
  id         1901008
  rev        1
  title      "ICQ chat requested from client to client"
  class      instant-messaging
  severity   info
  risk       address-exposure
  ports      tcp/3570
  reference  "licq 1.0.4, icqpacket.cpp"

  dialogue tcp peer {
    -> icqpeer .command 0x07ee .msgtype 2 .uin account:digits .text text:text
    record "ICQ chat asked for by {account}, from client to client: {text}"
  }

  test "asked" {
    -> len16le(|15 cd 5b 07 03 00 ee 07 00 00 15 cd 5b 07 02 00| len16le("chat?\x00") |0a 01 02 03 0a 01 02 03 05 04 00 00 04 00 00 10 00|
         |01 00 00 00 00 00 00 00 00 00 01 00 00 00|)
    record { account = "123456789", text = "chat?" }
  }
  test "a text" {
    -> len16le(|15 cd 5b 07 03 00 ee 07 00 00 15 cd 5b 07 01 00| len16le("hello\x00") |0a 01 02 03 0a 01 02 03 05 04 00 00 04 00 00 10 00 01 00 00 00|)
    silent
  }
}

# The answer names the port on which the receiver waits; who calls whom depends on the proxies between them.
signature icq.file.offer {
  id         1901004
  rev        1
  title      "ICQ file transfer offered"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/3570
  reference  "licq 1.0.4, icqpacket.cpp"

  dialogue tcp peer {
    offer:  -> icqpeer .command 0x07ee
              .msgtype   3
              .uin       account:digits
              .file      file:text
              .filesize  size:int
              .text?     text:text
    alert "ICQ file {file}, {size} bytes, offered by {account}"
    answer: <- icqpeer .command 0x07da .msgtype 3 .port port:int .uin? peer:digits
         or -> icqpeer .command 0x07d0 .msgtype 3   set outcome = cancelled   goto done
         or after 5m                                set outcome = unanswered  goto done
         or close                                   set outcome = unanswered  goto done
    expect tcp flow.server:port within 2m as icq.file.transfer(file)
    expect tcp flow.client:port within 2m as icq.file.transfer(file)
    seen:   met                                     set outcome = made
         or after 2m                                set outcome = never-seen
    record "ICQ file {file}, offered by {account}: {outcome}"
  }

  test "offered, accepted and sent" {
    -> len16le(|15 cd 5b 07 03 00 ee 07 00 00 15 cd 5b 07 03 00| len16le("take this\x00") |0a 01 02 03 0a 01 02 03 05 04 00 00 04 00 00 10 00|
         |00 00 00 00| len16le("readme.txt\x00") |e8 ed 00 00 00 00 00 00 01 00 00 00|)
    <- len16le(|6c ef f8 05 03 00 da 07 00 00 6c ef f8 05 03 00| len16le("\x00") |c0 00 02 02 c0 00 02 02 f6 0d 00 00 04 00 00 10 00|
         |0d f6 00 00| len16le("\x00") |00 00 00 00 f6 0d 00 00 01 00 00 00|)
    flow tcp 192.0.2.2:3574 {
      -> len16le(|00 00 00 00 00 01 00 00 00 e8 ed 00 00 64 00 00 00| len16le("leak\x00"))
      <- len16le(|01 64 00 00 00| len16le("friend\x00"))
      -> len16le(|02 00| len16le("readme.txt\x00") |01 00 00 e8 ed 00 00 00 00 00 00 64 00 00 00|)
    }
    alert   { account = "123456789", file = "readme.txt", size = 60904 }
    expect  tcp 192.0.2.2:3574
    record  { outcome = made, port = 3574 }
    alert   icq.file.transfer { announced = "readme.txt", file = "readme.txt", account = "leak", peer = "friend" }
    record  icq.file.transfer { outcome = unanswered, truncated = true }
  }
  test "a text" {
    -> len16le(|15 cd 5b 07 03 00 ee 07 00 00 15 cd 5b 07 01 00| len16le("hello\x00") |0a 01 02 03 0a 01 02 03 05 04 00 00 04 00 00 10 00 01 00 00 00|)
    silent
  }
}

signature icq.file.transfer(announced) {
  id         1901005
  rev        1
  title      "ICQ file transfer, as offered"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/3574
  reference  "licq 1.0.4, icqd-filetransfer.cpp"

  # The fact keeps icq.file.transfer.alone from reporting the same.
  dialogue tcp peer {
    open:  -> icqfile .packet 0 .nick account:text .files file_count:int   set flow.transfer = "announced"
    ready: <- icqfile .packet 1 .nick peer:text
        or after 5m                                                        goto drop
    info:  -> icqfile .packet 2 .file file:text .filesize size:int
        or after 5m                                                        goto drop
    alert "ICQ file {file}, {size} bytes, from {account} to {peer} (offered as {announced})"
    start: <- icqfile .packet 3
        or after 5m                                                        set outcome = unanswered  goto done
        or close                                                           set outcome = unanswered  goto done
    data:  -> icqfile .packet 6                                            set outcome = running
        or after 5m                                                        set outcome = broken-off
        or close                                                           set outcome = broken-off
    record "ICQ file {file} from {account} to {peer}: {outcome}"
  }
}

signature icq.file.transfer.alone {
  id         1901009
  rev        1
  title      "ICQ file transfer whose offer was not seen"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus
  attack     T1048.003, T1105
  ports      tcp/3574
  reference  "licq 1.0.4, icqd-filetransfer.cpp"

  dialogue tcp peer {
    open:  -> icqfile .packet 0 .nick account:text .files file_count:int
    ready: <- icqfile .packet 1 .nick peer:text   where flow.transfer == "announced"  goto drop
        or <- icqfile .packet 1 .nick peer:text
        or after 5m                               goto drop
    info:  -> icqfile .packet 2 .file file:text .filesize size:int
        or after 5m                               goto drop
    alert "ICQ file {file}, {size} bytes, from {account} to {peer}"
    start: <- icqfile .packet 3
        or after 5m                               set outcome = unanswered            goto done
        or close                                  set outcome = unanswered            goto done
    data:  -> icqfile .packet 6                   set outcome = running
        or after 5m                               set outcome = broken-off
        or close                                  set outcome = broken-off
    record "ICQ file {file} from {account} to {peer}: {outcome}"
  }

  test "alone" {
    -> len16le(|00 00 00 00 00 01 00 00 00 e8 ed 00 00 64 00 00 00| len16le("leak\x00"))
    <- len16le(|01 64 00 00 00| len16le("friend\x00"))
    -> len16le(|02 00| len16le("readme.txt\x00") |01 00 00 e8 ed 00 00 00 00 00 00 64 00 00 00|)
    <- len16le(|03 00 00 00 00 00 00 00 00 64 00 00 00 01 00 00 00|)
    -> len16le(|06| "hello world")
    alert   { account = "leak", peer = "friend", file = "readme.txt", size = 60904, file_count = 1 }
    record  { outcome = running }
  }
  test "an answer of another kind" {
    -> len16le(|00 00 00 00 00 01 00 00 00 e8 ed 00 00 64 00 00 00| len16le("leak\x00"))
    <- len16le(|05 64 00 00 00| len16le("friend\x00"))
    -> len16le(|02 00| len16le("readme.txt\x00") |01 00 00 e8 ed 00 00 00 00 00 00 64 00 00 00|)
    silent
  }
}
