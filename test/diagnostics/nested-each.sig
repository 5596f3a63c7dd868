signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> gnutella .type 0x81 each .hit { .name files:text some .hit { .size 5 } }
    alert "{files}"
  }
}
