signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> http .pth "/login" .header "x" .path["a"] "b" .query[1] "c"
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

  dialogue tcp {
    -> oft "OFT2" .type 1
    alert "a file"
  }
}

signature x.a {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> flap .icbm "x" .rv["a"].tlv[1] "x" .tlv["1"] "x"
    alert "a message"
  }
}
