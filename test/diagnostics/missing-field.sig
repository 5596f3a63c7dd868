signature x.y {
  id         9000001
  title      "a sign-on"
  product    msn

  dialogue tcp {
    -> line "USR "
    alert "sign-on"
  }
}

signature x.z {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}
