signature kazaa.flood {
  id         1908007
  rev        1
  title      "KaZaA request flood (CVE-2002-0314, CVE-2002-0315)"
  caveat     "the advisories name no bytes: found by rate only"
  class      denial-of-service
  severity   medium
  confidence low
  risk       denial-of-service
  reference  "CVE-2002-0314", "CVE-2002-0315"

  count 20 kazaa.request within 1s per flow.server
  alert "{count} KaZaA requests to {flow.server} within a second"

  test "twenty in a row" {
    -> "GET /1/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /2/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /3/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /4/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /5/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\n"
    <- "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    -> "GET /6/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /7/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /8/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /9/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /10/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\n"
    <- "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    -> "GET /11/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /12/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /13/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /14/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /15/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\n"
    <- "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    -> "GET /16/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /17/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /18/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /19/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /20/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\n"
    <- "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    alert { count = 20 }
  }
  test "a few" {
    -> "GET /1/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\nGET /2/a HTTP/1.1\r\nX-Kazaa-Username: a\r\n\r\n"
    <- "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    silent
  }
}

# Benjamin and its kin share copies of themselves under the names of songs and films. A request by hash does not show the
# name; one by index does.
signature kazaa.worm {
  id         1908008
  rev        1
  title      "KaZaA download of a program that is named like a song or film"
  caveat     "by two endings of one name, which worms have, and few others"
  class      worm
  severity   medium
  confidence medium
  risk       worm, virus
  reference  "Worm.Kazaa.Benjamin, vendors' descriptions of May 2002"

  dialogue tcp peer {
    -> http .method "GET"
      .header["X-Kazaa-Username"]                account:text
      .path                        |> urldecode  "/" index:int "/" file:text
      .path                        |> urldecode  re("/[0-9]+/.*\\.(mp3|avi|mpg|mpeg|jpg|zip|txt)[ .]*\\.(exe|scr|pif|com|bat|vbs)"i)
    alert "{account} asks for {file}, a program by its last ending"
  }

  test "a song that is a screen saver" {
    -> "GET /1234/some%20song.mp3%20%20%20.scr HTTP/1.1\r\nX-Kazaa-Username: leaktester\r\n\r\n"
    alert { account = "leaktester", file = "some song.mp3   .scr" }
  }
  test "a song" {
    -> "GET /1234/some%20song.mp3 HTTP/1.1\r\nX-Kazaa-Username: leaktester\r\n\r\n"
    silent
  }
  test "a program" {
    -> "GET /1234/setup.exe HTTP/1.1\r\nX-Kazaa-Username: leaktester\r\n\r\n"
    silent
  }
  test "by hash" {
    -> "GET /.hash=0123456789abcdef0123456789abcdef01234567 HTTP/1.1\r\nX-Kazaa-Username: leaktester\r\n\r\n"
    silent
  }
}
