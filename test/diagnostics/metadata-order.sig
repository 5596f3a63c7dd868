signature x.y {
  rev        1
  id         9000001
  title      "a sign-on"
  severity   low
  class      authentication
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.z {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn
  risk       unencrypted
  risk       worm

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}
