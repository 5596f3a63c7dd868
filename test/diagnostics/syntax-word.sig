signature my.one {
  id         9000001
  rev        1
  title      "a mistake"
  class      message
  severity   3
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " alert "x"
  }
}
