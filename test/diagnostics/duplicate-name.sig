signature x.y {
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
}

signature x.y {
  id         9000002
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

const x.names = "a"
const x.names = "b"

signature x.transfer(file, size, file) {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word " " account:word end
    alert "sign-on by {account}"
  }
}
