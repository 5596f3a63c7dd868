signature my.one {
  id         9000001
  rev        1
  title      "a mistake"
  class      message
  severity   low
  product    msn
  risk       unencrypted

    -> line "USR " alert "x"
}
signature my.two {
  id         9000002
  rev        1
  title      "a mistake"
  class      message
  severity   low
  product    msn
  risk       unencrypted

  hello: -> line "USR " alert "x"
}
