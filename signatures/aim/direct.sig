# offers by UUID announce a flow. Up to three addresses are in one (claimed, inside, as the server saw it); behind NAT only
# one of them is what the capture shows: `any:port` covers all, and the cookie inside ODC or the file name inside OFT decides.
signature aim.directim.offer {
  id         1900009
  rev        1
  title      "AIM direct connection (IM Image) offered"
  class      direct-connection
  severity   low
  product    aim, icq
  risk       address-exposure, file-transfer

  dialogue tcp {
    offer: <> flap .icbm.channel 2
             .rv.type        0
             .rv.uuid        rv.directim
             .icbm.name      peer:text
             .rv.cookie      offer_id:bytes(8)
             .rv.tlv[0x03]?  address:ip4
             .rv.tlv[0x04]?  seen:ip4
             .rv.tlv[0x02]?  claimed:ip4
             .rv.tlv[0x05]?  port:u16
    alert "AIM direct connection with {peer} offered at {address?} / {seen?}, port {port?}" once per offer_id within 10m
    expect tcp any:port? within 2m as aim.directim(offer_id)
    seen:  met                                       set outcome = made
        or <> flap .rv.type 1 .rv.cookie =offer_id   set outcome = refused
        or after 2m                                  set outcome = never-seen
    record "direct connection with {peer}: {outcome}"
  }
}

signature aim.directim(offer_id) {
  id         1900010
  rev        1
  title      "AIM direct connection made: each side knows the other's address"
  class      direct-connection
  severity   medium
  risk       address-exposure, unencrypted, file-transfer

  dialogue tcp peer within 2m {
    hello:  -> odc .cookie =offer_id .flags 0x60 .screenname account:text
    answer: <- odc .screenname peer:text
    alert "AIM direct connection of {account} ({flow.client}) and {peer} ({flow.server})"
  }
}
