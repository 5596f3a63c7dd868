signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class 
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp { -> line "USR" alert "sign-on" }
}

signature x.without.risk {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk

  dialogue tcp { -> line "USR" alert "sign-on" }
}

signature x.without.outcome {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello: -> line "USR "
    reply: <- line "OK"   set outcome =
        or after 30s      set outcome = unanswered
    alert "sign-on"
  }
}

signature x.without.label {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello: -> line "USR "
    reply: <- line "OK"   goto
        or after 30s      goto done
    alert "sign-on"
  }
}

signature x.without.pattern {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> http .query["login"]  
    or -> http .form["login"]? account:text
    alert "sign-on by {account}"
  }
}

signature x.without.framer {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.without.transport {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.without.verdict {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }

  test "one" {
    -> "USR buddy\r\n"
  }
}
