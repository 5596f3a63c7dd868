signature x.open {
  dialogue tcp {
    -> line "USR"
    alert "sign-on"

signature x.closed {
  dialogue tcp { -> line "USR" alert "sign-on" }
}
