rule msn_login {
  strings: $a = "USR "
  condition: $a
}
