signature aim.capabilities {
  id         1900018
  rev        1
  title      "AIM client advertises capabilities"
  class      instant-messaging
  severity   info
  product    aim, icq
  risk       policy-violation
  ports      tcp/5190
  reference  "libpurple 2.10.5, oscar/family_locate.c"

  # What a client can do, not what it does: the same capability in a rendezvous is an offer.
  dialogue tcp {
    -> flap .snac |00 02 00 04| each .cap { .uuid capabilities:uuid }
    record "capabilities advertised by the client of {flow.user}: {capabilities.count}" once per flow.id
  }
  dialogue tcp {
    -> toc "toc_set_caps" each .cap { .uuid capabilities:uuid }
    record "capabilities advertised by the client of {flow.user}: {capabilities.count}" once per flow.id
  }

  test "ICQ client, recorded" from "samples/icq_xor_bitlbee_via_socks5.pcap" {
    record { account = "200300400", capabilities = ["748F2420-6287-11D1-8222-444553540000", "09461349-4C7F-11D1-8222-444553540000", "0946134D-4C7F-11D1-8222-444553540000", "09460000-4C7F-11D1-8222-444553540000"] }
  }
  test "over TOC, recorded" from "samples/toc_login.pcap" {
    record { account = "imidstoc1", capabilities = ["09461343-4C7F-11D1-8222-444553540000"] }
  }
  test "a profile without capabilities" {
    midstream
    -> |2a 02 00 07| len16(|00 02 00 04 00 00 00 00 00 01 00 01| len16("text/aolrtf"))
    -> |2a 05 00 08 00 00|
    silent
  }
}
