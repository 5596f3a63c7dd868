signature my.one {
  id         9000001
  rev        1
  title      "a mistake"
  class      chatter
  severity   low
  product    irc
  risk       rumour

  dialogue tcp {
    -> line "USR " alert "x"
  }
}
