// A signature as a user may write one: it fires on samples/msn-login.pcap, once for each of its two connections.

export const OWN_SIGNATURE = `signature msn.version {
  id        9000001
  rev       1
  title     "MSN protocol versions"
  class     instant-messaging
  severity  low
  risk      policy-violation

  dialogue tcp {
    -> msnp "VER " int " " versions:text
    alert "speaks {versions}"
  }
}
`
