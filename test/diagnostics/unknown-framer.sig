signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> htpt .path "/login"
    alert "a login"
  }
}

signature x.z {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp, udp {
    -> http .path "/login"
    alert "a login"
  }
}

signature x.yaml {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> yaml "login"
    alert "a login"
  }
}
