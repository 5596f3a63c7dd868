signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " secret password:word " " port:port end
    expect tcp any:port as x.transfer(password)
    remember port as x.passwords(password) for 1h
    alert "sign-on"
  }
}

signature x.transfer(word) {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " =word
    remember word as x.words(flow.id) for 1h
    alert "a transfer"
  }
}

signature x.z {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "PSW " plain:word end
    remember flow.id as x.passwords(plain) for 1h
    alert "sign-on"
  }
}
