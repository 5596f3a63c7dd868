# sign-on: by HTTP, with the password in clear or a digest; by YMSG, with a challenge or with a hash that never changes
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
             .path                           "/config/" any("ncclogin", "login")
             .query["login"]   |> urldecode  account:text
             .query["passwd"]  |> urldecode  secret password:text
             .query[".md5"]    absent
             .query[".hash"]   absent
             .host?                          server:host
    reply: <- http .status 200
             .cookie["Y"]  secret cookie:text
             .cookie["Y"]  ... "n=" secret n:token ...
                                                set outcome = accepted    set login = flow.id
        or <- http .status 200 .body "OK" ...   set outcome = accepted    goto done
        or <- http .status 200 .body "ERROR" ...
                                                set outcome = rejected    goto done
        or <- http .status status:int           set outcome = unknown     goto done
        or after 30s                            set outcome = unanswered  goto done
        or close                                set outcome = unanswered  goto done
    remember cookie as yahoo.cookie(account, login) for 12h
    remember n as yahoo.cookie.n(account, login) for 12h
    alert "Yahoo! login by {account} sent the password in the URL: {outcome}"
  }
}

signature yahoo.login.digest {
  id         1903002
  rev        1
  title      "Yahoo! password digest in an HTTP query string"
  class      weak-authentication
  severity   medium
  risk       unencrypted, offline-cracking

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

signature yahoo.login.challenge {
  id         1903004
  rev        1
  title      "Yahoo! sign-on with a challenge"
  class      weak-authentication
  severity   medium
  risk       unencrypted, offline-cracking

  dialogue tcp within 60s {
    ask:       -> ymsg .service 0x57 .version version:int .key[1] account:text
    challenge: <- ymsg .service 0x57 .key[94] challenge:text .key[13]? mode:text
    response:  -> ymsg .service 0x54
                 .key[6]    secret response:text
                 .key[96]?  secret second:text
                 .key[1]?   profile:text
    verdict:   <- ymsg .service 0x54 .status 0xffffffff .key[66]? reason:text   set outcome = rejected
            or <- ymsg .service any(0x01, 0x55)                                 set outcome = accepted  set flow.account = account
            or after 30s                                                        set outcome = unanswered
            or close                                                            set outcome = unanswered
    alert "YMSG{version} sign-on by {account}, challenge {challenge}: {outcome}"
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

  dialogue tcp {
    login:   -> ymsg .service any(0x01, 0x54)
               .version  version:int
               .key[0]   account:text
               .key[6]   "$1$_2S43d5f$" secret response:text
    verdict: <- ymsg .service 0x54 .status 0xffffffff   set outcome = rejected
          or <- ymsg .service any(0x01, 0x55)           set outcome = accepted  set flow.account = account
          or after 30s                                  set outcome = unanswered
          or close                                      set outcome = unanswered
    alert "YMSG{version} sign-on by {account} with a hash under a constant salt: {outcome}"
  }
}
