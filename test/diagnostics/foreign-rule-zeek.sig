signature msn-login {
  ip-proto == tcp
  dst-port == 1863
  payload /.*USR /
  event "MSN sign-on"
}
