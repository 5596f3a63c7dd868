signature x.y {
  sid:1000001;
  rev        1
  msg:"a sign-on";
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    flow:to_server,established;
    content:"USR "; nocase; offset:4; depth:10;
    pcre:"/USR [0-9]+/";
    flowbits:set,signed.on;
  }
}

signature x.threshold {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    hello: -> line "USR "
    threshold: type limit, track by_src, count 1, seconds 60
    alert "sign-on"
  }
}

signature x.classtype {
  id         9000001
  rev        1
  title      "a sign-on"
  classtype:policy-violation
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp { -> line "USR" alert "sign-on" }
}
