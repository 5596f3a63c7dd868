# Files are offered by URL; the GET may go to a proxy or to another address, so the key is the path
signature yahoo.file.offer {
  id         1903009
  rev        1
  title      "Yahoo! file transfer offered"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus
  reference  "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  dialogue tcp {
    offer: -> ymsg .service any(0x46, 0x4d)
             .key[5]?   peer:text
             .key[27]?  file:text
             .key[28]?  size:int
             .key[20]   url:text
             .key[20]   "http://" server:host maybe(":" port) path:text
        or <- ymsg .service any(0x46, 0x4d)
             .key[4]?   peer:text
             .key[27]?  file:text
             .key[28]?  size:int
             .key[20]   url:text
             .key[20]   "http://" server:host maybe(":" port) path:text
    alert "Yahoo! file offered at {url}"
    remember path as yahoo.file(file?, size?, server) for 30m
    seen:  met         set outcome = made
        or after 30m   set outcome = never-seen
    record "Yahoo! file offered at {url}: {outcome}"
  }

  test "by the server's URL, never fetched" {
    <- |59 4d 53 47 09 00 00 00 00 86 00 46 00 00 00 01 00 00 00 00| "5\xc0\x80leaktester\xc0\x804\xc0\x80friend\xc0\x8014\xc0\x80a file\xc0\x8020\xc0\x80http://fs2.msg.yahoo.com/friend/.tmp/readme.txt?9x2\xc0\x8027\xc0\x80readme.txt\xc0\x8028\xc0\x8060904\xc0\x8038\xc0\x80604800\xc0\x80"
    wait 31m
    alert   { peer = "friend", file = "readme.txt", size = 60904, server = "fs2.msg.yahoo.com", url = "http://fs2.msg.yahoo.com/friend/.tmp/readme.txt?9x2" }
    record  { outcome = never-seen }
  }
  test "fetched through a proxy" {
    <- |59 4d 53 47 09 00 00 00 00 86 00 46 00 00 00 01 00 00 00 00| "5\xc0\x80leaktester\xc0\x804\xc0\x80friend\xc0\x8014\xc0\x80a file\xc0\x8020\xc0\x80http://fs2.msg.yahoo.com/friend/.tmp/readme.txt?9x2\xc0\x8027\xc0\x80readme.txt\xc0\x8028\xc0\x8060904\xc0\x8038\xc0\x80604800\xc0\x80"
    flow tcp 10.9.9.9:8080 {
      -> "GET http://fs2.msg.yahoo.com/friend/.tmp/readme.txt?9x2 HTTP/1.0\r\n\r\n"
      <- "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
    }
    alert   { file = "readme.txt" }
    record  { outcome = made }
    alert   yahoo.file.fetch { file = "readme.txt", outcome = accepted }
  }
  test "a message with a URL" {
    <- |59 4d 53 47 09 00 00 00 00 4f 00 06 00 00 00 01 00 00 00 00| "5\xc0\x80leaktester\xc0\x804\xc0\x80friend\xc0\x8014\xc0\x80http://fs2.msg.yahoo.com/friend/.tmp/readme.txt\xc0\x80"
    silent
  }
}

signature yahoo.file.fetch {
  id         1903010
  rev        1
  title      "Yahoo! file fetched"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure, virus
  reference  "libyahoo2, file transfer"

  dialogue tcp {
    get:   -> http any("GET ", "HEAD ") .uri maybe("http://" host maybe(":" port)) path:text
    recall path from yahoo.file(file?, size?, server)
    reply: <- http .status any(200, 206)   set outcome = accepted
        or <- http .status status:int      set outcome = refused
        or after 30s                       set outcome = unanswered
        or close                           set outcome = unanswered
    alert "{flow.client} fetches a Yahoo! file from {flow.server}, {path}: {outcome}"
  }

  test "refused" {
    <- |59 4d 53 47 09 00 00 00 00 86 00 46 00 00 00 01 00 00 00 00| "5\xc0\x80leaktester\xc0\x804\xc0\x80friend\xc0\x8014\xc0\x80a file\xc0\x8020\xc0\x80http://fs2.msg.yahoo.com/friend/.tmp/readme.txt?9x2\xc0\x8027\xc0\x80readme.txt\xc0\x8028\xc0\x8060904\xc0\x8038\xc0\x80604800\xc0\x80"
    flow tcp 10.9.9.9:80 {
      -> "GET /friend/.tmp/readme.txt?9x2 HTTP/1.0\r\nHost: fs2.msg.yahoo.com\r\n\r\n"
      <- "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    }
    alert { file = "readme.txt", size = 60904, outcome = refused, status = 404 }
  }
  test "nobody offered it" {
    -> "GET /friend/.tmp/readme.txt?9x2 HTTP/1.0\r\nHost: fs2.msg.yahoo.com\r\n\r\n"
    silent
  }
}

signature yahoo.peer.fetch {
  id         1903011
  rev        1
  title      "Yahoo! peer-to-peer file fetch"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, address-exposure
  attack     T1105
  reference  "libyahoo2, service 4D"

  dialogue tcp {
    -> http .method "GET" .path "/Messenger." peer:word .query["AppID"] "Messenger"
    alert "file fetched from the Yahoo! Messenger of {peer}"
  }

  test "fetched from a peer" {
    -> "GET /Messenger.leaktester.1234?AppID=Messenger&UserID=leaktester&K=abc HTTP/1.0\r\nUser-Agent: Mozilla/5.0\r\nHost: 10.1.2.3\r\n\r\n"
    alert { peer = "leaktester.1234" }
  }
  test "a page of that name" {
    -> "GET /Messenger.html HTTP/1.0\r\nHost: www.example.com\r\n\r\n"
    silent
  }
}

signature yahoo.file.upload {
  id         1903012
  rev        1
  title      "Yahoo! file uploaded through the server"
  class      file-transfer
  severity   medium
  risk       file-transfer, unencrypted, data-exposure
  reference  "libyahoo2, yahoo_send_file"

  dialogue tcp {
    -> http .method "POST"
      .path  ... "/notifyft"
      .body  "YMSG" ... "27" |c0 80| file:text |c0 80| ...
    alert "Yahoo! file {file} uploaded"
  }

  test "uploaded through a proxy" {
    -> "POST http://filetransfer.msg.yahoo.com:80/notifyft HTTP/1.0\r\nContent-length: 90\r\nHost: filetransfer.msg.yahoo.com:80\r\nCookie: Y=v=1&n=x; T=z=y\r\n\r\nYMSG\x09\x00\x00\x00\x00A\x00F\x00\x00\x00\x00\x00\x00\x00\x000\xc0\x80leaktester\xc0\x805\xc0\x80friend\xc0\x8014\xc0\x80a file\xc0\x8027\xc0\x80readme.txt\xc0\x8028\xc0\x805\xc0\x8029\xc0\x80hello"
    alert { file = "readme.txt" }
  }
  test "another form" {
    -> "POST /notifyft HTTP/1.0\r\nContent-Length: 7\r\n\r\nfile=27"
    silent
  }
}

# YMSG 15 and later announce a transfer by a token; the URL follows when it was accepted.
signature yahoo.file.offer.token {
  id         1903016
  rev        1
  title      "Yahoo! file transfer offered, by token"
  class      file-transfer
  severity   low
  risk       file-transfer, data-exposure, virus
  reference  "libpurple, yahoo_filexfer.c"

  dialogue tcp {
       -> ymsg .service 0xdc
         .key[222]  "1"
         .key[1]    account:text
         .key[5]    peer:text
         .key[265]  offer_id:text
         .key[27]   file:text
         .key[28]?  size:int
    or <- ymsg .service 0xdc
         .key[222]  "1"
         .key[4]    peer:text
         .key[5]    account:text
         .key[265]  offer_id:text
         .key[27]   file:text
         .key[28]?  size:int
    alert "Yahoo! file {file} offered between {account} and {peer}" once per offer_id within 30m
  }

  test "offered" {
    -> |59 4d 53 47 00 0f 00 00 00 8a 00 dc 00 00 00 00 00 00 00 00| "1\xc0\x80leaktester\xc0\x805\xc0\x80friend\xc0\x80265\xc0\x80abcdefghijklmnopqrst$$\xc0\x80222\xc0\x801\xc0\x80266\xc0\x801\xc0\x80302\xc0\x80268\xc0\x80300\xc0\x80268\xc0\x8027\xc0\x80readme.txt\xc0\x8028\xc0\x8060904\xc0\x80301\xc0\x80268\xc0\x80303\xc0\x80268\xc0\x80"
    alert { account = "leaktester", peer = "friend", file = "readme.txt", size = 60904 }
  }
  test "turned down" {
    -> |59 4d 53 47 09 00 00 00 00 2c 00 dc 00 00 00 00 00 00 00 00| "1\xc0\x80leaktester\xc0\x805\xc0\x80friend\xc0\x80265\xc0\x80abc\xc0\x80222\xc0\x804\xc0\x80"
    silent
  }
}
