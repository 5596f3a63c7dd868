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
signature my.three {
  id         9000003
  rev        1
  title      "the line with the dialogue is gone, and its brace is not"
  class      message
  severity   low
  product    msn
  risk       unencrypted

    hello: -> line "USR " alert "x"
  }

  test "fires" {
    -> "USR "
    alert {}
  }
}
const my.four = ,
signature my.five {
  id         9000005
  rev        1
  title      "a mistake"
  class      message
  severity   low
  product    msn
  risk       unencrypted

  tcp within 60s {
    -> line "USR " alert "x"
  }
}
