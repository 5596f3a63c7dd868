const names = "a", "b"
const key = |01 ?? 02|

signature x.types {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " text("a") hex word(5) bytes("x") re(5) x:names names(3) int(1, 2) bytes(0) end
    alert "{x}"
  }
}

signature x.fields {
  id         9000002
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> gnutella .hit "x" some .query { .name "x" } .port |> lower 80 .query "x" end "y"
    alert "a query"
  }
}

signature x.pipes {
  id         9000003
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> http .path |> xor "x" .host |> xor(names) "x" .uri |> lower("x") "x" .method |> xor(key) "x" .header["A"] |> xor(5) "x" .header["B"] |> xor(unknown) "x"
    alert "a request"
  }
}

signature x.where {
  id         9000004
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word " " n:int end  where account > 5 and n == "6" and account.count > 1
    alert "sign-on by {account}"
  }
}

signature x.expect {
  id         9000005
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word " " n:int " " port:digits end
    expect tcp n:port as x.transfer()
    expect tcp any:70000 as x.transfer()
    alert "sign-on by {account}"
  }
}

signature x.transfer() {
  id         9000006
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.ports {
  id         9000007
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn
  risk       unencrypted
  ports      tcp/80, tcp/90..80, tcp/70000

  dialogue tcp {
    -> line "USR " account:word end
    alert "sign-on by {account}"
  }
}

signature x.many {
  id         9000008
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  confidence high
  product    msn
  risk       unencrypted

  count 5000 x.types within 60s per flow.client
  alert "{count} sign-ons"
}
