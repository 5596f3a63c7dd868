signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " secret password:word end  where password != "" and password.size > 3  set copy = password  set flow.password = password
    remember flow.client as x.passwords(password) for 1h
    alert "sign-on with {password}, {copy}, {password.size} bytes" once per password
  }
}

signature x.z {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "ANS"
    recall flow.client from x.passwords(word)
    alert "answer to {word}"
  }
}

signature x.many {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn
  risk       unencrypted

  count 5 x.y within 60s per password
  alert "{count} sign-ons with {password}"
}
