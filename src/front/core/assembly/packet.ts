// The packet being taken: fields that the decoder here fills in, or TypeScript for `inject`. The key of its flow stands first,
// laid out as in a flow's record, so that two comparisons of memory find a flow.

import {
  KEY_HIGH,
  KEY_PORTS,
  KEY_TRANSPORT,
  KEY_VLANS,
  PACKET_AT,
  PACKET_END,
  PACKET_FLAGS,
  PACKET_LENGTH,
  PACKET_NUMBER,
  PACKET_SIDE,
  PACKET_START,
  PACKET_TIME,
  PACKET_WIRE_LENGTH,
} from '../layout'

export const FIN: u32 = 0x01
export const SYN: u32 = 0x02
export const RST: u32 = 0x04
export const ACK: u32 = 0x10

@unmanaged
export class Packet {
  low: u64
  lowRest: u64
  high: u64
  highRest: u64
  /** Of the lower endpoint in the lower half. */
  ports: u32
  /** Transport, version, number of VLANs. */
  kind: u32
  vlans: u64
  moreVlans: u64
  /** Of the sender. */
  side: u32
  time: i64
  number: u32
  /** Of the IP packet. */
  length: u32
  sequence: u32
  acknowledgement: u32
  flags: u32
  window: u32
  windowScale: i32
  timeToLive: u32
  /** The captured payload, and its length on the wire. */
  start: u32
  end: u32
  wireLength: u32
}

@inline export const packet: Packet = changetype<Packet>(PACKET_AT)

if (offsetof<Packet>('high') != KEY_HIGH) ERROR('layout.ts')
if (offsetof<Packet>('ports') != KEY_PORTS) ERROR('layout.ts')
if (offsetof<Packet>('kind') != KEY_TRANSPORT) ERROR('layout.ts')
if (offsetof<Packet>('vlans') != KEY_VLANS) ERROR('layout.ts')
if (offsetof<Packet>('side') + PACKET_AT != PACKET_SIDE) ERROR('layout.ts')
if (offsetof<Packet>('time') + PACKET_AT != PACKET_TIME) ERROR('layout.ts')
if (offsetof<Packet>('number') + PACKET_AT != PACKET_NUMBER) ERROR('layout.ts')
if (offsetof<Packet>('length') + PACKET_AT != PACKET_LENGTH) ERROR('layout.ts')
if (offsetof<Packet>('flags') + PACKET_AT != PACKET_FLAGS) ERROR('layout.ts')
if (offsetof<Packet>('start') + PACKET_AT != PACKET_START) ERROR('layout.ts')
if (offsetof<Packet>('end') + PACKET_AT != PACKET_END) ERROR('layout.ts')
if (offsetof<Packet>('wireLength') + PACKET_AT != PACKET_WIRE_LENGTH) ERROR('layout.ts')
