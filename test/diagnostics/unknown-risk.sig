signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn
  risk       unencrypted, credentials-exposure

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}
