signature my.one {
  id         9000001
  rev        1
  title      "a mistake"
  class      message
  severity   low
  product    msn
  risk       unencrypted
  ports      1863

  dialogue tcp {
    -> line "USR " alert "x"
  }
}
