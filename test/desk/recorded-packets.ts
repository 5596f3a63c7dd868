// Packets of recorded captures, other ways in which the same bytes could have come, and what a desk makes of them.

import { openCaptures } from '../../src/capture/captures.js'
import { CaptureWindow } from '../../src/capture/window.js'
import type { Consumer } from '../../src/desk/consumer.js'
import { Desk } from '../../src/desk/desk.js'
import { planDesk } from '../../src/desk/plan.js'
import { framers } from '../../src/frame/catalog.js'
import type { Packet } from '../../src/front/front.js'
import { Decoder } from '../../src/front/plain/decode/decoder.js'
import { PlainFront } from '../../src/front/plain/plain-front.js'
import { defaultLimits } from '../../src/scan/pipeline.js'
import { programOf } from './scenario.js'

const FIN = 0x01
const SYN = 0x02

/** Own copies of the packets of a capture. */
export async function packetsOf(path: string): Promise<Packet[]> {
  const packets: Packet[] = []
  const decoder = new Decoder()
  const memory = new Uint8Array(1 << 21)
  for await (const opened of openCaptures([path], { captures: 0, skipped: 0, packed: 0 })) {
    if (!opened.ok) throw new Error(opened.problem.message)
    const window = new CaptureWindow(opened.capture, memory, 1 << 20, 1 << 20)
    while (await window.refill())
      while (window.next()) {
        const packet = decoder.decode(window.buffer, window.record, ++window.packets)
        if (packet !== null) packets.push(ownCopy(packet))
      }
    opened.capture.close()
  }
  return packets
}

function ownCopy(packet: Packet): Packet {
  const bytes = packet.bytes.slice(packet.payloadStart, packet.payloadEnd)
  return {
    ...packet,
    source: packet.source.slice(),
    destination: packet.destination.slice(),
    vlans: [...packet.vlans],
    bytes,
    payloadStart: 0,
    payloadEnd: bytes.length,
  }
}

// ---- other ways to come

/** TCP payloads in segments of at most `length` bytes. */
export function cutTo(length: number, packets: readonly Packet[]): Packet[] {
  return packets.flatMap((packet) => {
    const { bytes, flags } = packet
    if (packet.transport !== 'tcp' || flags & SYN || bytes.length <= length) return [packet]
    const parts: Packet[] = []
    for (let from = 0; from < bytes.length; from += length) {
      const part = bytes.slice(from, from + length)
      const last = from + length >= bytes.length
      parts.push({
        ...packet,
        sequence: (packet.sequence + from) >>> 0,
        flags: last ? flags : flags & ~FIN,
        bytes: part,
        payloadEnd: part.length,
        wirePayload: part.length,
      })
    }
    return parts
  })
}

/** Each segment with payload twice; `later` packets after it the second time. */
export function repeated(later: number, packets: readonly Packet[]): Packet[] {
  const all: Packet[] = []
  packets.forEach((packet, at) => {
    all.push(packet)
    const again = packets[at - later]
    if (again?.transport === 'tcp' && again.bytes.length > 0)
      all.push({ ...again, flags: again.flags & ~FIN })
  })
  return all
}

/** Neighbours with payload of the same direction in the other order, but for the first of each. */
export function swapped(packets: readonly Packet[]): Packet[] {
  const all = [...packets]
  const begun = new Set<string>()
  for (let at = 0; at + 1 < all.length; at++) {
    const one = all[at]
    const next = all[at + 1]
    if (one === undefined || next === undefined) continue
    const line = lineOf(one)
    const both = one.bytes.length > 0 && next.bytes.length > 0 && line === lineOf(next)
    if (both && begun.has(line) && one.transport === 'tcp' && !((one.flags | next.flags) & FIN)) {
      all.splice(at, 2, next, one)
      at++
    }
    if (one.bytes.length > 0) begun.add(line)
  }
  return all
}

function lineOf({ transport, source, destination, sourcePort, destinationPort }: Packet): string {
  return [transport, source, sourcePort, destination, destinationPort].join(' ')
}

// ---- what a desk makes of them

const plan = planDesk(programOf(framers.filter(({ info }) => info.name !== 'turn')), framers)

/** Messages of all framers, in the order of flow, framer, side and place. */
export function messagesOf(packets: readonly Packet[]): string[] {
  const messages: string[] = []
  const front = new PlainFront(plan.front, defaultLimits)
  const consumer: Consumer = {
    deadline: Infinity,
    wantsMessage: () => true,
    wantsFlows: false,
    wantsFlow: () => false,
    advance: () => undefined,
    opened: () => undefined,
    message(flow, { message, framer, side, offset, index }) {
      if (framer === 'stream') return // comes again and again while it grows
      const { bytes, start, end } = message
      const text = Buffer.from(bytes.subarray(start, end)).toString('latin1')
      const via = flow.via?.map(({ kind, host, port }) => `${kind} ${host}:${port}`).join() ?? ''
      const place = [...flow.addresses, ...flow.ports, via, framer, side].join(' ')
      messages.push(`${place} ${String(offset).padStart(9, '0')} #${index} ${JSON.stringify(text)}`)
    },
    gap: () => undefined,
    anomaly: () => undefined,
    closed: () => undefined,
    settled: () => undefined,
    finish: () => undefined,
  }
  const desk = new Desk(front, plan, () => consumer, defaultLimits)
  for (const packet of packets) {
    front.inject(packet)
    desk.consume()
  }
  desk.finish()
  return messages.sort()
}
