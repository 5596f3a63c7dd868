signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " message:word " " count:int end  set flow.client = message
    alert "sign-on by {message}, {count}"
  }
}
