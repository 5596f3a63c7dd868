const codes = 200, 206

signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " 6 end
    alert "sign-on"
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
    -> http .path codes .header["X"] any("a", 1)
    alert "a request"
  }
}
