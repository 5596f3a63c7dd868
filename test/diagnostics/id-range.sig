signature msn.login {
  id         1901001
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
}

signature msn.worm {
  id         1902001
  rev        1
  title      "a sign-on"
  class      worm
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature acme.login {
  id         1909000
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
}
