signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> datagram |27 0| |5g| end
    alert "a ping"
  }
}

signature x.z {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> datagram |27| | "GET" end
    alert "a ping or a request"
  }
}
