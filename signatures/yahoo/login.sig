# Sign-on: by HTTP, with the password in clear or a digest; by YMSG, with a challenge or with a hash that never changes
signature yahoo.login.cleartext {
  id         1903001
  rev        1
  title      "Yahoo! password in an HTTP query string"
  class      cleartext-credentials
  severity   critical
  risk       unencrypted, credential-exposure, account-takeover
  attack     T1040, T1552
  ports      tcp/80, tcp/5050
  reference  "libyahoo (2001), GET /config/ncclogin"

  # The later form with a digest has `.md5=1` or `.hash=1`: that is yahoo.login.digest, not this.
  dialogue tcp {
    login: -> http
             .path                                 "/config/" any("ncclogin", "login")
             .query["login"]         |> urldecode  account:text
             .query["passwd"]        |> urldecode  secret password:text
             .query[".md5"]          absent
             .query[".hash"]         absent
             .host?                                server:host
             .header["User-Agent"]?                agent:text
    reply: <- http .status 200
             .cookie["Y"]  secret cookie:text
             .cookie["Y"]  ... "n=" secret crumb:token ...
                                                set outcome = accepted    set login = flow.id
        or <- http .status 200 .body "OK" ...   set outcome = accepted    goto done
        or <- http .status 200 .body "ERROR" ...
                                                set outcome = rejected    goto done
        or <- http .status status:int           set outcome = unknown     goto done
        or after 30s                            set outcome = unanswered  goto done
        or close                                set outcome = unanswered  goto done
    remember cookie as yahoo.cookie(account, login) for 12h
    remember crumb as yahoo.cookie.n(account, login) for 12h
    alert "Yahoo! login by {account} sent the password in the URL: {outcome}"
  }

  test "libyahoo, and the answer" {
    -> "GET /config/ncclogin?.src=bl&login=leaktester&passwd=secret42&n=1 HTTP/1.0\r\nHost: msg.edit.yahoo.com\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nSet-Cookie: Y=v=1&n=0abc123&l=b40a_40ijk/o; path=/; domain=.yahoo.com\r\nContent-Type: text/html\r\n\r\nOK\nBEGIN BUDDYLIST\nFriends:friend\nEND BUDDYLIST\nBEGIN IGNORELIST\nEND IGNORELIST\nBEGIN IDENTITIES\nleaktester\nEND IDENTITIES\nMail=0\nLogin=leaktester\n"
    close
    alert { account = "leaktester", password = redacted, server = "msg.edit.yahoo.com", outcome = accepted }
  }
  test "turned down" {
    -> "GET /config/ncclogin?.src=bl&login=leaktester&passwd=secret42&n=1 HTTP/1.0\r\nHost: msg.edit.yahoo.com\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nERROR: Invalid NCC Login\n"
    close
    alert { account = "leaktester", outcome = rejected }
  }
  test "through a proxy, as an absolute URI" {
    -> "GET http://msg.edit.yahoo.com/config/ncclogin?.src=bl&login=leaktester&passwd=secret42&n=1 HTTP/1.0\r\n\r\n"
    alert { account = "leaktester", password = redacted, outcome = unanswered }
  }
  test "recorded" from "samples/yahoo_http_ncclogin_ymsg7.pcap" {
    alert { account = "imidsyahoo", outcome = accepted }
  }
  test "a digest is another signature's" {
    -> "GET /config/login?login=leaktester&passwd=d803ed0f9c2e7adef86bb6f912e17582&.src=pg&.challenge=CHALLENGE123&.hash=1&.md5=1 HTTP/1.1\r\nHost: login.yahoo.com\r\n\r\n"
    silent
  }
  test "another site's login" {
    -> "GET /login?login=buddy&passwd=hunter2 HTTP/1.0\r\nHost: www.example.com\r\n\r\n"
    silent
  }
}

signature yahoo.login.digest {
  id         1903002
  rev        1
  title      "Yahoo! password digest in an HTTP query string"
  class      weak-authentication
  severity   medium
  risk       unencrypted, offline-cracking
  reference  "libyahoo2, the web login"

  dialogue tcp {
    login: -> http .path "/config/login"
             .query["login"]       |> urldecode  account:text
             .query["passwd"]                    secret response:hex(32)
             .query[".challenge"]                challenge:text
             .query[".md5"]                      "1"
    reply: <- http .status status:int .cookie["Y"] ...   set outcome = accepted
        or <- http .status status:int                    set outcome = unknown
        or after 30s                                     set outcome = unanswered
        or close                                         set outcome = unanswered
    alert "Yahoo! login by {account}, challenge {challenge}: {outcome}"
  }

  test "a digest in the query" {
    -> "GET /config/login?login=leaktester&passwd=d803ed0f9c2e7adef86bb6f912e17582&.src=pg&.challenge=CHALLENGE123&.hash=1&.md5=1 HTTP/1.1\r\nHost: login.yahoo.com\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nSet-Cookie: Y=v=1&n=6l2a7q&l=abc; path=/\r\nContent-Length: 0\r\n\r\n"
    alert { account = "leaktester", challenge = "CHALLENGE123", response = redacted, outcome = accepted }
  }
  test "a password in clear is another signature's" {
    -> "GET /config/login?login=leaktester&passwd=secret42 HTTP/1.0\r\nHost: login.yahoo.com\r\n\r\n"
    silent
  }
}

# Wherever the cookie of such a login turns up again, with whatever host.
signature yahoo.cookie.use {
  id         1903003
  rev        1
  title      "Yahoo! login cookie used"
  class      instant-messaging
  severity   low
  risk       unencrypted, account-takeover
  reference  "libyahoo (2001), cookie Y"

  dialogue tcp {
    -> http .host server:host .cookie["Y"] "v=1&n=" ... .cookie["Y"] secret cookie:text
    recall cookie from yahoo.cookie(account, login)
    alert "cookie of {account}, from login flow {login}, used with {server}" once per cookie, server within 1h
  }
  dialogue tcp {
    -> ypns .service 1 .content secret crumb:token |01| ...
    recall crumb from yahoo.cookie.n(account, login)
    alert "cookie of {account}, from login flow {login}, opens a pager session"
  }

  test "a login and the page after it" {
    -> "GET /config/ncclogin?login=buddy&passwd=hunter%32&n=1 HTTP/1.0\r\nHost: msg.edit.yahoo.com\r\n\r\n"
    <- "HTTP/1.0 200 OK\r\nSet-Cookie: Y=v=1&n=6l2a7q&l=abc; path=/\r\nContent-Length: 4\r\n\r\nOK\r\n"
    flow tcp 192.0.2.80:80 {
      -> "GET /notify HTTP/1.0\r\nHost: http.pager.yahoo.com\r\nCookie: Y=v=1&n=6l2a7q&l=abc\r\n\r\n"
      -> "GET /notify HTTP/1.0\r\nHost: http.pager.yahoo.com\r\nCookie: Y=v=1&n=6l2a7q&l=abc\r\n\r\n"
    }
    alert yahoo.login.cleartext { outcome = accepted }
    alert { account = "buddy", server = "http.pager.yahoo.com", cookie = redacted }
  }
  test "a cookie that nobody was seen to earn" {
    -> "GET / HTTP/1.0\r\nHost: www.yahoo.com\r\nCookie: Y=v=1&n=6l2a7q&l=abc\r\n\r\n"
    silent
  }
}

signature yahoo.login.challenge {
  id         1903004
  rev        1
  title      "Yahoo! sign-on with a challenge"
  class      weak-authentication
  severity   medium
  risk       unencrypted, offline-cracking
  reference  "libyahoo2, packet services", "Wireshark, packet-ymsg.c"

  dialogue tcp within 60s {
    ask:       -> ymsg .service 0x57 .version ymsg:int .key[1] account:text
    challenge: <- ymsg .service 0x57 .key[94] challenge:text .key[13]? mode:text
    response:  -> ymsg .service 0x54
                 .key[6]    secret response:text
                 .key[96]?  secret response_96:text
                 .key[1]?   profile:text
    verdict:   <- ymsg .service 0x54 .status 0xffffffff .key[66]? code:int   set outcome = rejected    goto done
            or <- ymsg .service any(0x01, 0x55)
                 .key[59]   secret cookie:text
                 .key[59]   "Y\t" secret crumb:re("[^; ]+") ...
                 .key[59]?  "T\t" secret token:text                          set outcome = accepted    set flow.account = account  set login = flow.id
            or <- ymsg .service any(0x01, 0x55)                              set outcome = accepted    set flow.account = account  goto done
            or after 30s                                                     set outcome = unanswered  goto done
            or close                                                         set outcome = unanswered  goto done
    remember crumb as yahoo.cookie(account, login) for 12h
    alert "YMSG{ymsg} sign-on by {account}, challenge {challenge}: {outcome}"
  }

  test "accepted" {
    -> |59 4d 53 47 09 00 00 00 00 0f 00 57 00 00 00 00 00 00 00 00| "1\xc0\x80leaktester\xc0\x80"
    <- |59 4d 53 47 09 00 00 00 00 2c 00 57 00 00 00 01 11 22 33 44| "1\xc0\x80leaktester\xc0\x8094\xc0\x80abcdefghijklmnop\xc0\x8013\xc0\x800\xc0\x80"
    -> |59 4d 53 47 09 00 00 00 00 59 00 54 00 00 00 00 11 22 33 44| "0\xc0\x80leaktester\xc0\x806\xc0\x80xJAapA5MIphis91o65vx6Q--\xc0\x8096\xc0\x80srzifjYyPeeX6hCgEH5Rgw--\xc0\x801\xc0\x80leaktester\xc0\x80"
    <- |59 4d 53 47 09 00 00 00 00 52 00 01 00 00 00 00 11 22 33 44| "0\xc0\x80leaktester\xc0\x801\xc0\x80leaktester\xc0\x808\xc0\x801\xc0\x807\xc0\x80friend\xc0\x8010\xc0\x800\xc0\x8011\xc0\x806A5B4C3D\xc0\x8017\xc0\x800\xc0\x8013\xc0\x801\xc0\x80"
    alert { account = "leaktester", ymsg = 9, challenge = "abcdefghijklmnop", response = redacted, response_96 = redacted, outcome = accepted }
  }
  test "turned down" {
    -> |59 4d 53 47 09 00 00 00 00 0f 00 57 00 00 00 00 00 00 00 00| "1\xc0\x80leaktester\xc0\x80"
    <- |59 4d 53 47 09 00 00 00 00 2c 00 57 00 00 00 01 11 22 33 44| "1\xc0\x80leaktester\xc0\x8094\xc0\x80abcdefghijklmnop\xc0\x8013\xc0\x800\xc0\x80"
    -> |59 4d 53 47 09 00 00 00 00 59 00 54 00 00 00 00 11 22 33 44| "0\xc0\x80leaktester\xc0\x806\xc0\x80xJAapA5MIphis91o65vx6Q--\xc0\x8096\xc0\x80srzifjYyPeeX6hCgEH5Rgw--\xc0\x801\xc0\x80leaktester\xc0\x80"
    <- |59 4d 53 47 09 00 00 00 00 08 00 54 ff ff ff ff 00 00 00 00| "66\xc0\x8013\xc0\x80"
    alert { account = "leaktester", code = 13, outcome = rejected }
  }
  test "recorded" from "samples/yahoo_ymsg_cram_5050.pcap" {
    alert { account = "imidsyahoo", cookie = redacted, outcome = accepted }
  }
  test "a challenge and no response" {
    -> |59 4d 53 47 09 00 00 00 00 0f 00 57 00 00 00 00 00 00 00 00| "1\xc0\x80leaktester\xc0\x80"
    <- |59 4d 53 47 09 00 00 00 00 2c 00 57 00 00 00 01 11 22 33 44| "1\xc0\x80leaktester\xc0\x8094\xc0\x80abcdefghijklmnop\xc0\x8013\xc0\x800\xc0\x80"
    close
    silent
  }
}

# Recorded with YMSG 7: no challenge at all, service 01 with md5crypt under a constant salt in key 6.
signature yahoo.login.crypt {
  id         1903005
  rev        1
  title      "Yahoo! sign-on with a password hash that never changes"
  class      weak-authentication
  severity   high
  risk       unencrypted, offline-cracking, account-takeover
  reference  "Net::YahooMessenger 0.010, recorded"

  dialogue tcp {
    login:   -> ymsg .service any(0x01, 0x54)
               .version  ymsg:int
               .key[0]   account:text
               .key[6]   secret response:text
               .key[6]   "$1$_2S43d5f$" ...
    verdict: <- ymsg .service 0x54 .status 0xffffffff   set outcome = rejected
          or <- ymsg .service any(0x01, 0x55)           set outcome = accepted  set flow.account = account
          or after 30s                                  set outcome = unanswered
          or close                                      set outcome = unanswered
    alert "YMSG{ymsg} sign-on by {account} with a hash under a constant salt: {outcome}"
  }

  test "recorded" from "samples/yahoo_http_ncclogin_ymsg7.pcap" {
    alert { account = "imidsyahoo", ymsg = 7, response = redacted, outcome = accepted }
  }
  test "no answer" {
    -> |59 4d 53 47 07 00 00 00 00 45 00 01 00 00 00 00 00 00 00 00| "0\xc0\x80leaktester\xc0\x801\xc0\x80leaktester\xc0\x806\xc0\x80$1$_2S43d5f$abcdefghijklmnopqrstuv\xc0\x80"
    wait 31s
    alert { account = "leaktester", outcome = unanswered }
  }
  test "a response to a challenge" {
    -> |59 4d 53 47 09 00 00 00 00 59 00 54 00 00 00 00 11 22 33 44| "0\xc0\x80leaktester\xc0\x806\xc0\x80xJAapA5MIphis91o65vx6Q--\xc0\x8096\xc0\x80srzifjYyPeeX6hCgEH5Rgw--\xc0\x801\xc0\x80leaktester\xc0\x80"
    silent
  }
}
