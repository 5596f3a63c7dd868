const programs = ".exe", ".com"

signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line any("USR", "USR ", "ANS "i, "ans x") end
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
    -> http .status any(200, 206, 200) .path ... any(programs, ".exe.com")
    alert "an answer"
  }
}
