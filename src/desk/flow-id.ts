// EVE's flow_id: 51 bits, as in Suricata, so that a number in JSON holds it exactly.
//
//     BITS   FIELD
//     50-32  hash of the five-tuple and the time of the first packet
//     31-0   number of the first packet
//
// One packet begins one flow, so two flows of a file never share an id; where files are scanned as one timeline, they
// share it if hash and number are the same, one in 524,288 of the flows that begin with packets of the same number.

import type { FlowKey } from '../front/front.js'

const TWO_32 = 0x1_0000_0000

export function flowId(key: FlowKey): number {
  const hash = new Hash()
  hash.text(key.transport)
  for (const vlan of key.vlans) hash.number(vlan)
  for (const side of [0, 1] as const) {
    for (const byte of key.addresses[side]) hash.byte(byte)
    hash.number(key.ports[side])
  }
  hash.number(key.firstTime % TWO_32)
  hash.number(Math.floor(key.firstTime / TWO_32))
  return hash.high19 * TWO_32 + (key.firstPacket >>> 0)
}

/** A flow inside another, whose first byte came in the packet `number`. */
export function innerFlowId(outer: number, number: number): number {
  const hash = new Hash()
  hash.number(outer % TWO_32)
  hash.number(Math.floor(outer / TWO_32))
  return hash.high19 * TWO_32 + (number >>> 0)
}

/** FNV-1a, folded. */
class Hash {
  private value = 0x811c9dc5

  get high19(): number {
    return ((this.value >>> 19) ^ this.value) & 0x7ffff
  }

  byte(byte: number): void {
    this.value = Math.imul(this.value ^ byte, 0x01000193)
  }

  number(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte((value >>> shift) & 0xff)
  }

  text(text: string): void {
    for (const character of text) this.byte(character.charCodeAt(0))
  }
}
