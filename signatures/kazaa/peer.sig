# KaZaA between peers: HTTP with headers of its own, in requests and answers. An answer is its own report only where its
# request was not seen.
signature kazaa.request {
  id         1904001
  rev        1
  title      "KaZaA download requested"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, virus
  attack     T1048
  ports      tcp/1214
  reference  "giFT-FastTrack, fst_http_client.c", "l7-filter fasttrack.pat", "mldonkey, fasttrackPandora.ml"

  # `peer`: after a push (GIVE) it is the called side that sends the GET.
  dialogue tcp peer {
    request: -> http .method "GET"
               .path                                          path:text
               .path?                                         "/.hash=" hash:hex(40)
               .path?                           |> urldecode  "/" index:int "/" file:text
               .header["X-Kazaa-Username"]                    account:text
               .header["X-Kazaa-Network"]?                    network:text
               .header["X-Kazaa-IP"]?                         address:ipv4 ":" port:port
               .header["X-Kazaa-SupernodeIP"]?                supernode:text
               .header["UserAgent"]?                          agent:text
    reply:   <- http .status status:int
               .header["X-Kazaa-Username"]?  peer:text
               .header["Server"]?            peer_agent:text   where status < 300  set outcome = accepted
          or <- http .status status:int
               .header["X-Kazaa-Username"]?  peer:text
               .header["Server"]?            peer_agent:text   set outcome = refused
          or after 30s                                         set outcome = unanswered
          or close                                             set outcome = unanswered
    alert "KaZaA user {account} asks for {path}: {outcome}" once per flow.id, path
  }
  # Altnet, and clients that keep their user's name to themselves.
  dialogue tcp peer {
    request: -> http .method "GET"
               .path                        path:text
               .path?                       "/.hash=" hash:hex(40)
               .header["X-Kazaa-Username"]  absent
               .header["User-Agent"]        agent:text
               .header["User-Agent"]        "PeerEnabler/" ...
          or -> http .method "GET"
               .path                        path:text
               .path?                       "/.hash=" hash:hex(40)
               .header["X-Kazaa-Username"]  absent
               .header["UserAgent"]         agent:text
               .header["UserAgent"]         "KazaaClient"i ...
          or -> http .method "GET"
               .path                        path:text
               .path                        "/.hash=" hash:hex(40)
               .header["X-Kazaa-Username"]  absent
    reply:   <- http .status status:int .header["Server"]? peer_agent:text   where status < 300  set outcome = accepted
          or <- http .status status:int .header["Server"]? peer_agent:text   set outcome = refused
          or after 30s                                                       set outcome = unanswered
          or close                                                           set outcome = unanswered
    alert "unnamed KaZaA user asks for {path}: {outcome}" once per flow.id, path
  }
  # The list of a shared folder is a page; everything else that carries these headers is of a download.
  dialogue tcp peer {
       -> http .status status:int
         .status                          any(206, 404, 501, 503)
         .header["X-Kazaa-Username"]      peer:text
         .header["X-Kazaa-Network"]?      network:text
         .header["X-Kazaa-IP"]?           address:ipv4 ":" port:port
         .header["X-Kazaa-SupernodeIP"]?  supernode:text
         .header["Server"]?               peer_agent:text
    or -> http .status status:int
         .status                          200
         .header["X-KazaaTag"]            ...
         .header["X-Kazaa-Username"]      peer:text
         .header["X-Kazaa-Network"]?      network:text
         .header["X-Kazaa-IP"]?           address:ipv4 ":" port:port
         .header["X-Kazaa-SupernodeIP"]?  supernode:text
         .header["Server"]?               peer_agent:text
    alert "KaZaA user {peer} answers with {status} to a request that was not seen" once per flow.id, peer
  }

  test "by hash, as giFT asks" {
    -> "GET /.hash=0123456789abcdef0123456789abcdef01234567 HTTP/1.1\r\nHost: 10.9.8.7:1214\r\nUserAgent: KazaaClient Nov  3 2002 20:29:03\r\nX-Kazaa-Username: leaktester\r\nX-Kazaa-Network: KaZaA\r\nX-Kazaa-IP: 10.1.2.3:1214\r\nX-Kazaa-SupernodeIP: 192.0.2.44:1214\r\nConnection: close\r\n\r\n"
    <- "HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\nServer: KazaaClient Nov  3 2002 20:29:03\r\nX-Kazaa-Username: friend\r\nX-Kazaa-Network: KaZaA\r\n\r\n\x00\x01\x02\x03"
    alert { account = "leaktester", peer = "friend", hash = "0123456789abcdef0123456789abcdef01234567", network = "KaZaA", address = 10.1.2.3, port = 1214, supernode = "192.0.2.44:1214", agent = "KazaaClient Nov  3 2002 20:29:03", outcome = accepted, status = 206, file = none }
  }
  test "by index and name, of a busy peer whose status line ends with LF" {
    -> "GET /1234/a%20song.mp3 HTTP/1.1\r\nUserAgent: KazaaClient Jan 16 2002 17:43:11\r\nX-Kazaa-Username: leaktester\r\n\r\n"
    <- "HTTP/1.0 503 Service Unavailable\nRetry-After: 280\r\nX-Kazaa-Username: friend\r\n\r\n"
    alert { account = "leaktester", peer = "friend", index = 1234, file = "a song.mp3", outcome = refused, status = 503 }
  }
  test "Altnet, never answered" {
    -> "GET /.hash=0123456789abcdef0123456789abcdef01234567 HTTP/1.1\r\nUser-Agent: PeerEnabler/1.0\r\nHost: 10.9.8.7\r\n\r\n"
    wait 31s
    alert { agent = "PeerEnabler/1.0", outcome = unanswered, account = none }
  }
  test "an answer alone" {
    midstream
    <- "HTTP/1.0 501 Not Implemented\nX-Kazaa-Username: friend\r\nX-Kazaa-Network: KaZaA\r\nX-Kazaa-IP: 10.9.8.7:1214\r\nX-Kazaa-SupernodeIP: 192.0.2.45:1214\r\n\r\n"
    alert { peer = "friend", network = "KaZaA", address = 10.9.8.7, port = 1214, supernode = "192.0.2.45:1214", status = 501 }
  }
  test "after a push" {
    <- "GIVE 3735928559\r\n"
    -> "GET /.hash=0123456789abcdef0123456789abcdef01234567 HTTP/1.1\r\nX-Kazaa-Username: leaktester\r\n\r\n"
    <- "HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\nX-Kazaa-Username: friend\r\n\r\n\x00\x01\x02\x03"
    alert { account = "leaktester", peer = "friend", outcome = accepted }
  }
  test "an ordinary request, and a hash of 39 digits" {
    -> "GET /1234/song.mp3 HTTP/1.1\r\nHost: example.org\r\nUser-Agent: Mozilla/4.0\r\n\r\n"
    <- "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Header: X-Kazaa-Username\r\n\r\nabcd"
    -> "GET /.hash=0123456789abcdef0123456789abcdef0123456 HTTP/1.1\r\nHost: 10.9.8.7\r\n\r\n"
    silent
  }
}

# A file's owner who cannot be called calls back, and is then asked for the file.
signature kazaa.give {
  id         1904002
  rev        1
  title      "KaZaA push: the owner of a file calls back"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, policy-violation, evasion
  ports      tcp/1214
  reference  "giFT-FastTrack, fst_push.c", "nDPI, fasttrack.c"

  dialogue tcp {
    -> stream "GIVE " transfer:re("[0-9]{1,10}") "\r\n"
    alert "{flow.client} calls {flow.server} to hand over a file, KaZaA transfer {transfer}"
  }
  dialogue tcp {
    <- stream "GIVE " transfer:re("[0-9]{1,10}") "\r\n"
    alert "{flow.server} hands over a file to {flow.client}, KaZaA transfer {transfer}"
  }

  test "a push" {
    -> "GIVE 3735928559\r\n"
    <- "GET /.hash=0123456789abcdef0123456789abcdef01234567 HTTP/1.1\r\nX-Kazaa-Username: leaktester\r\n\r\n"
    alert { transfer = "3735928559" }
  }
  test "eleven digits" {
    -> "GIVE 37359285590\r\n"
    silent
  }
  test "words" {
    -> "GIVE me a call\r\n"
    silent
  }
  test "digits, then words" {
    -> "GIVE 5 to Paul\r\n"
    silent
  }
  test "a line of LF alone" {
    -> "GIVE 3735928559\n\n"
    silent
  }
}

# `http://host:1214/` is a page with everything that is shared.
signature kazaa.browse {
  id         1904004
  rev        1
  title      "KaZaA shared folder browsed with a web client"
  class      file-sharing
  severity   medium
  risk       data-exposure, file-transfer
  ports      tcp/1214
  reference  "Nessus plug-in 10751"

  dialogue tcp {
    ask:    -> http "GET / HTTP/1." digits end
              .header["X-Kazaa-Username"]  absent
              .header["User-Agent"]?       agent:text
         or -> http "GET http://" host maybe(":" port) "/ HTTP/1." digits end
              .header["X-Kazaa-Username"]  absent
              .header["User-Agent"]?       agent:text
    answer: <- http .status 200
              .header["X-Kazaa-Username"]  peer:text
              .header["X-Kazaa-Network"]?  network:text
              .header["Server"]?           peer_agent:text
         or <- http .status 200
              .header["Server"]  peer_agent:text
              .header["Server"]  "KazaaClient"i ...
         or <- http .status int   goto drop
         or after 60s             goto drop
    alert "{flow.client} lists what {flow.server} shares on KaZaA" once per flow.client, flow.server, flow.via within 10m
  }

  test "with a browser" {
    -> "GET / HTTP/1.0\r\nHost: 10.9.8.7:1214\r\nUser-Agent: Mozilla/4.0\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nServer: KazaaClient Nov  3 2002 20:29:03\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nlist"
    alert { peer_agent = "KazaaClient Nov  3 2002 20:29:03", agent = "Mozilla/4.0" }
  }
  test "with a browser, of a peer that says its name" {
    -> "GET / HTTP/1.0\r\nHost: 10.9.8.7:1214\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nX-Kazaa-Username: friend\r\nX-Kazaa-Network: KaZaA\r\nContent-Length: 4\r\n\r\nlist"
    alert { peer = "friend", network = "KaZaA" }
  }
  test "through a proxy" {
    -> "GET http://10.9.8.7:1214/ HTTP/1.0\r\nHost: 10.9.8.7:1214\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nServer: KazaaClient Nov  3 2002 20:29:03\r\nContent-Length: 4\r\n\r\nlist"
    alert { peer_agent = "KazaaClient Nov  3 2002 20:29:03" }
  }
  test "an ordinary server" {
    -> "GET / HTTP/1.0\r\nHost: 10.9.8.7:1214\r\nUser-Agent: Mozilla/4.0\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nServer: Apache/1.3.20\r\nContent-Length: 4\r\n\r\nlist"
    silent
  }
  test "not found" {
    -> "GET / HTTP/1.0\r\nHost: 10.9.8.7:1214\r\nUser-Agent: Mozilla/4.0\r\n\r\n"
    <- "HTTP/1.0 404 Not Found\r\nX-Kazaa-Username: friend\r\nContent-Length: 0\r\n\r\n"
    silent
  }
}
