// From a record of a capture to a packet for the flow table: layer by layer, as each names the next.

import type { CaptureRecord } from '../../../capture/capture.js'
import type { Packet } from '../../front.js'
import { Cursor } from './cursor.js'
import { dsa, edsa, ethernet, fabricPath } from './ethernet.js'
import type { FragmentOptions } from './fragments.js'
import { Fragments } from './fragments.js'
import { erspan2, erspan3, gre, wccp } from './gre.js'
import { avs, ieee80211, prism, radiotap } from './ieee80211.js'
import { authenticationHeader, etherIp, rawIp } from './ip.js'
import { ipv4 } from './ipv4.js'
import { ipv6 } from './ipv6.js'
import { cooked, cooked2 } from './cooked.js'
import type { DecoderEvent, Layer, LayerDecoder, Next } from './layer.js'
import { linkLayer } from './link-types.js'
import { llc } from './llc.js'
import { loopback } from './loopback.js'
import { mpls } from './mpls.js'
import { ciscoHdlc, ppp, pppHdlc, pppoe, pppWithDirection } from './ppp.js'
import { arcnet, arcnetLinux, fddi, tokenRing } from './rings.js'
import { tcp } from './tcp.js'
import { udp } from './udp.js'
import { ieee8021ah, vlan, vnTag } from './vlan.js'
import { atmRfc1483, frameRelay, ipOverInfiniband, slip, sunAtm } from './wide-area.js'
import { juniperEthernet, nflog, pktap, ppi } from './wrappers.js'

const DECODERS: Readonly<Record<Layer, LayerDecoder>> = {
  arcnet,
  arcnetLinux,
  atmRfc1483,
  authenticationHeader,
  avs,
  ciscoHdlc,
  cooked,
  cooked2,
  dsa,
  edsa,
  erspan2,
  erspan3,
  ethernet,
  etherIp,
  fabricPath,
  fddi,
  frameRelay,
  gre,
  ieee80211,
  ieee8021ah,
  ipOverInfiniband,
  ipv4,
  ipv6,
  juniperEthernet,
  llc,
  loopback,
  mpls,
  nflog,
  pktap,
  ppi,
  ppp,
  pppHdlc,
  pppWithDirection,
  pppoe,
  prism,
  radiotap,
  rawIp,
  slip,
  sunAtm,
  tcp,
  tokenRing,
  udp,
  vlan,
  vnTag,
  wccp,
}

/** A map finds them faster than an object does: the names differ from call to call. */
const LAYERS: ReadonlyMap<Next, LayerDecoder> = new Map(
  Object.entries(DECODERS) as [Layer, LayerDecoder][],
)

export interface DecoderOptions {
  /** Drop packets with wrong checksums, and count them. */
  readonly checksums: boolean
  readonly fragments: FragmentOptions
}

/** What decoding needs of a record. */
export type DecodableRecord = Pick<
  CaptureRecord,
  'from' | 'to' | 'linkType' | 'timeUs' | 'wireLength'
>

/** Decodes packets one by one; keeps the fragments and the counts. */
export class Decoder {
  private readonly fragments: Fragments
  private readonly cursor: Cursor
  private readonly endings = new Map<string, number>()

  constructor({ checksums, fragments }: Partial<DecoderOptions> = {}) {
    this.fragments = new Fragments(fragments)
    this.cursor = new Cursor(this.fragments, checksums ?? false)
  }

  /**
   * The TCP segment or UDP datagram in a record, or null when there is none: other protocols, fragments of which some are
   * missing, malformed packets. Never throws on bytes. Work is linear in the record's length.
   *
   * @param record its packet is `bytes[from, to)`; `number` is the packet's in its file
   * @returns always the same object, valid until the next call; its payload lies in `bytes`, or in what fragments were put
   * together to
   */
  decode(
    bytes: Uint8Array,
    { from, to, linkType, timeUs, wireLength }: DecodableRecord,
    number: number,
  ): Packet | null {
    const { cursor } = this
    cursor.begin(bytes, from, to, wireLength)
    cursor.packet.number = number
    cursor.packet.time = timeUs

    let next: Next = linkLayer(linkType)
    for (let layer = LAYERS.get(next); layer !== undefined; layer = LAYERS.get(next))
      next = layer(cursor)

    if (isEvent(next)) cursor.events.push(next)
    else if (next !== 'packet') this.count(next)
    for (const event of cursor.events) this.count(event)
    return next === 'packet' ? cursor.packet : null
  }

  /** What was odd about the record decoded last: Suricata's names where it has them. Valid until the next. */
  get events(): readonly DecoderEvent[] {
    return this.cursor.events
  }

  /** Records that led to no packet, by why; events; fragments. */
  get counts(): ReadonlyMap<string, number> {
    const { reassembled, timedOut, evicted } = this.fragments.counts
    return new Map([
      ...this.endings,
      ['reassembled packets', reassembled],
      ['fragments timed out', timedOut],
      ['fragments evicted', evicted],
    ])
  }

  private count(name: string): void {
    this.endings.set(name, (this.endings.get(name) ?? 0) + 1)
  }
}

function isEvent(next: Next): next is DecoderEvent {
  return next.startsWith('decoder.')
}
