signature x.y {
  id         9000001
  rev        1
  title      "a sign-on"
  class      authentication
  severity   low
  product    msn
  risk       unencrypted

  dialogue tcp {
    -> gnutella .type 0x81 each .hit { .name files:text } .query =files
    remember files as x.files(flow.id) for 1h
    alert "{files.count}: {files}" once per files
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
    -> gnutella .type 0x81 each .hit { .name files:text }  where files == "a" and files.count > 3  set flow.files = files
    alert "{files}"
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

  count 5 files of x.z within 60s per flow.client
  alert "{count} files"
}
