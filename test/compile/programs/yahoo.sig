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
             .path                             "/config/" any("ncclogin", "login")
             .query["login"]   |> urldecode    account:text
             .query["passwd"]  |> urldecode    secret password:text
             .query[".md5"]    absent
             .query[".hash"]   absent
             .host?                            server:host
    reply: <- http .status 200
             .cookie["Y"]                      secret cookie:text
             .cookie["Y"]                      ... "n=" secret n:token ...
                                               set outcome = accepted    set login = flow.id
        or <- http .status 200 .body "OK" ...  set outcome = accepted    goto done
        or <- http .status 200 .body "ERROR" ...
                                               set outcome = rejected    goto done
        or <- http .status status:int          set outcome = unknown     goto done
        or after 30s                           set outcome = unanswered  goto done
        or close                               set outcome = unanswered  goto done
    remember cookie as yahoo.cookie(account, login) for 12h
    remember n as yahoo.cookie.n(account, login) for 12h
    alert "Yahoo! login by {account} sent the password in the URL: {outcome}"
  }
}

signature yahoo.cookie.use {
  id         1903003
  rev        1
  title      "Yahoo! login cookie used"
  class      instant-messaging
  severity   low
  risk       unencrypted, account-takeover
  reference  "libyahoo (2001), cookie Y"

  dialogue tcp {
    -> http .host server:host .cookie["Y"] secret cookie:text
    recall cookie from yahoo.cookie(account, login)
    alert "cookie of {account}, from login flow {login}, used with {server}" once per cookie, server within 1h
  }
  dialogue tcp {
    -> ypns .service 1 .content secret n:token |01| ...
    recall n from yahoo.cookie.n(account, login)
    alert "cookie of {account}, from login flow {login}, opens a pager session"
  }
}
