# the rest
signature aim.capabilities {
  id         1900018
  rev        1
  title      "AIM client advertises capabilities"
  class      instant-messaging
  severity   info
  product    aim, icq
  risk       policy-violation

  dialogue tcp {
    -> flap .snac |00 02 00 04| each .cap { .uuid capabilities:uuid }
    record "{flow.account?} advertises {capabilities.count} capabilities: {capabilities}" once per flow.id
  }
}
