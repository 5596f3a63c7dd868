signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    request: -> http .method "GET" .path file:text .header["X-Kazaa-Username"]? account:text
          or -> line "GIVE " transfer:digits end
    alert "KaZaA peer transfer requested by {account}"
    alert "file {file} by {account?} through {flow.via}"
    reply:   <- http .path =file  where transfer != "1"
          or after 30s
    expect tcp any:6346 as x.transfer(file, transfer?)
    record "{flow.account}"
  }
}

signature x.transfer(file, transfer) {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "GIVE " any(a:digits, b:word) " " maybe(c:int) " " =a end  set flow.account = file
    alert "{a} {b?} {c}"
  }
}
