signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> http .status "200" .size n:text
    alert "an answer of {n} bytes"
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
    ask: -> http .method m:word .status u16
    reply: <- http .status =m .size 5 6
        or after 30s
    alert "an answer"
  }
}
