# Files pass by HTTP, between peers. An answer is its own report only where its request was not seen.
signature gnutella.download {
  id         1905007
  rev        1
  title      "Gnutella download"
  class      peer-to-peer
  severity   low
  risk       bandwidth-copyright, file-transfer, virus
  ports      tcp/6346..6349
  reference  "Gnutella 0.6 draft", "HUGE 0.94", "gtk-gnutella, src/core/downloads.c"

  # Paths by index are common on the web: the program's name, or a header of Gnutella's, has to go with them.
  dialogue tcp peer {
    get:   -> http .method any("GET", "HEAD")
             .path                   any("/uri-res/N2R", "/uri-res/N2X", "/gnutella/thex/v1", "/gnutella/tigertree/v2", "/gnutella/tigertree/v3")
             .uri                    ... "?" path:text
             .uri?                   ... "?" hash:re("urn:[a-z0-9:]+[A-Z2-7./]+"i)
             .header["User-Agent"]?  agent:text
        or -> http .method any("GET", "HEAD")
             .path                                             "/get/" path:text
             .path                               |> urldecode  "/get/" index:int "/" file:re(".*[^/]") maybe("/")
             .header["User-Agent"]                             agent:text
             .header["User-Agent"]                             gnutella.agents ...
             .header["X-Gnutella-Content-URN"]?                hash:text
        or -> http .method any("GET", "HEAD")
             .path                                            "/get/" path:text
             .path                              |> urldecode  "/get/" index:int "/" file:re(".*[^/]") maybe("/")
             .header["X-Gnutella-Content-URN"]                hash:text
             .header["User-Agent"]?                           agent:text
    reply: <- http "HTTP" maybe("/1." digits) " " status:int maybe(" ") reason:text
             .header["Server"]?                             peer_agent:text
             .header["Content-Disposition"]?  |> urldecode  ... "filename*=\"utf-8'" ... "'" file:text "\""
             .header["Content-Length"]?                     size:int   where status < 300  set outcome = accepted
        or <- http "HTTP" maybe("/1." digits) " " status:int maybe(" ") reason:text
             .header["Server"]?  peer_agent:text                       set outcome = refused
        or after 30s                                                   set outcome = unanswered
        or close                                                       set outcome = unanswered
    alert "Gnutella download of {path}: {outcome}" once per flow.id, path
  }
  dialogue tcp peer {
    -> http "HTTP" maybe("/1." digits) " " status:int maybe(" ") reason:text
      .header["X-Gnutella-Content-URN"]  hash:text
      .header["Server"]?                 peer_agent:text
      .header["Content-Length"]?         size:int
    alert "Gnutella peer answers with {status} to a request for {hash} that was not seen" once per flow.id, hash
  }

  test "by URN" {
    -> "GET /uri-res/N2R?urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB HTTP/1.1\r\nUser-Agent: Shareaza 1.8.0.0\r\n\r\n"
    <- "HTTP/1.1 206 Partial Content\r\nServer: LimeWire/2.4.4\r\nContent-Length: 4\r\nX-Gnutella-Content-URN: urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB\r\n\r\nabcd"
    alert { hash = "urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB", agent = "Shareaza 1.8.0.0", peer_agent = "LimeWire/2.4.4", status = 206, outcome = accepted }
  }
  test "by index, with raw blanks, of a busy peer that leaves out the version" {
    -> "GET /get/24/Some Name (x).asf HTTP/1.0\r\nUser-Agent: BearShare 2.2.6\r\nReferrer: Gnutella\r\n\r\n"
    <- "HTTP 503 Server Busy\r\nServer: BearShare 2.2.6\r\n\r\n"
    alert { index = 24, file = "Some Name (x).asf", agent = "BearShare 2.2.6", peer_agent = "BearShare 2.2.6", status = 503, reason = "Server Busy", outcome = refused }
  }
  test "of the first programs, with a slash behind" {
    -> "GET /get/42/song.mp3/ HTTP/1.0\r\nConnection: Keep-Alive\r\nRange: bytes=0-\r\nUser-Agent: Gnutella\r\n\r\n"
    alert { index = 42, file = "song.mp3", agent = "Gnutella", outcome = unanswered }
  }
  test "a tree of hashes" {
    -> "GET /gnutella/thex/v1?urn:tree:tiger/:LWPNACQDBZRYXW3VHJVCJ64QBZNGHOHHHZWCLNQ&depth=10 HTTP/1.1\r\nUser-Agent: BearShare 4.0.1\r\n\r\n"
    alert { agent = "BearShare 4.0.1" }
  }
  test "after a push" {
    <- "GIV 42:00112233445566778899AABBCCDDEEFF/song.mp3\n\n"
    -> "GET /get/42/song.mp3 HTTP/1.1\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    <- "HTTP/1.1 200 OK\r\nServer: LimeWire/2.4.4\r\nContent-Length: 4\r\n\r\nabcd"
    alert { file = "song.mp3", outcome = accepted, size = 4 }
  }
  test "an answer alone" {
    midstream
    <- "HTTP/1.1 206 Partial Content\r\nServer: LimeWire/2.4.4\r\nContent-Length: 4\r\nX-Gnutella-Content-URN: urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB\r\n\r\nabcd"
    alert { hash = "urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB", peer_agent = "LimeWire/2.4.4", status = 206 }
  }
  test "recorded" from "samples/gnutella_http_download_clear_51234.pcap" {
    alert { hash = "urn:sha1:4SZ5UR5NZL7BMPLHHVXKTUZAU2QWCTSL", file = "imidstest gB notes.txt", size = 192000, status = 200, outcome = accepted }
  }
  test "an ordinary path" {
    -> "GET /get/release/file.zip HTTP/1.1\r\nHost: example.org\r\nUser-Agent: Mozilla/4.0\r\n\r\n"
    silent
  }
  test "a number, but a browser" {
    -> "GET /get/42/file.zip HTTP/1.1\r\nHost: example.org\r\nUser-Agent: Mozilla/4.0\r\n\r\n"
    silent
  }
  test "no number" {
    -> "GET /get/x/song.mp3 HTTP/1.1\r\nUser-Agent: LimeWire/2.4.4\r\n\r\n"
    silent
  }
}

signature gnutella.browse {
  id         1905008
  rev        1
  title      "Gnutella host browsed"
  class      file-sharing
  severity   low
  risk       data-exposure
  reference  "gtk-gnutella, doc/gnutella"

  dialogue tcp {
    ask:    -> http .method "GET"
              .path                   "/"
              .header["Accept"]       ... "application/x-gnutella-packets"i ...
              .header["User-Agent"]?  agent:text
    answer: <- http .status status:int .header["Server"]? peer_agent:text   where status < 300  set outcome = accepted
         or <- http .status status:int .header["Server"]? peer_agent:text   set outcome = refused
         or after 30s                                                       set outcome = unanswered
         or close                                                           set outcome = unanswered
    alert "{flow.client} lists what the Gnutella peer {flow.server} shares: {outcome}"
  }

  test "a list" {
    -> "GET / HTTP/1.1\r\nHost: 10.9.8.7:6346\r\nUser-Agent: LimeWire/2.4.4\r\nAccept: text/html, application/x-gnutella-packets\r\nConnection: close\r\n\r\n"
    <- "HTTP/1.1 200 OK\r\nServer: BearShare 4.0.1\r\nContent-Type: application/x-gnutella-packets\r\nContent-Length: 0\r\n\r\n"
    alert { agent = "LimeWire/2.4.4", peer_agent = "BearShare 4.0.1", outcome = accepted }
  }
  test "a page" {
    -> "GET / HTTP/1.1\r\nHost: 10.9.8.7:6346\r\nUser-Agent: LimeWire/2.4.4\r\nAccept: text/html\r\n\r\n"
    silent
  }
}

# Where a client that knows nobody asks for peers.
signature gnutella.cache {
  id         1905017
  rev        1
  title      "Gnutella web cache asked"
  class      peer-to-peer
  severity   low
  risk       policy-violation, bandwidth-copyright
  reference  "GWebCache specification", "nDPI, gnutella.c"

  dialogue tcp {
       -> http .method "GET"
         .uri                ... "?" query:text
         .query["client"]    client:re("[A-Z]{4}[0-9A-Za-z.]*")
         .query["version"]?  release:text
         .query["net"]       any("gnutella2", "gnutella")
    or -> http .method "GET"
         .uri                ... "?" query:text
         .query["client"]    client:re("[A-Z]{4}[0-9A-Za-z.]*")
         .query["version"]?  release:text
         .query["hostfile"]  "1"
    or -> http .method "GET"
         .uri                ... "?" query:text
         .query["client"]    client:re("[A-Z]{4}[0-9A-Za-z.]*")
         .query["version"]?  release:text
         .query["urlfile"]   "1"
    alert "{flow.client} asks a Gnutella web cache for peers, as {client}" once per flow.client, flow.server, flow.via within 10m
  }

  test "of the first kind" {
    -> "GET /gwcache.php?hostfile=1&client=LIME&version=2.4.4 HTTP/1.0\r\nHost: cache.example.org\r\n\r\n"
    alert { client = "LIME", release = "2.4.4", query = "hostfile=1&client=LIME&version=2.4.4" }
  }
  test "of the second kind" {
    -> "GET /cache.php?get=1&net=gnutella2&client=RAZA&version=2.0 HTTP/1.1\r\nHost: cache.example.org\r\n\r\n"
    alert { client = "RAZA" }
  }
  test "another network" {
    -> "GET /cache.php?get=1&net=mute&client=MUTE&version=2.0 HTTP/1.1\r\nHost: cache.example.org\r\n\r\n"
    silent
  }
  test "no client" {
    -> "GET /gwcache.php?hostfile=1 HTTP/1.0\r\nHost: cache.example.org\r\n\r\n"
    silent
  }
}
