signature my.one {
  id 9000001

  dialogue tcp {
    -> line "USR "
    alert "x"

  test "x" {
    silent
  }
}
