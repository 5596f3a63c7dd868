signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR" .size 0xfffffffffffffffff .index 12ab
    alert "sign-on" once per flow.id within 9999999999h
  }

  test "elsewhere" {
    flow tcp 10.0.0.300:80 { -> "USR" }
    silent
  }
}
