signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " screenname:word " " length:int end  set filename = "a"
    alert "{screenname}: {length}, {filename}"
  }
}
