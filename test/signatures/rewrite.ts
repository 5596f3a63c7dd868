// The same conversations as another network would have carried them: on other ports, joined late, through a proxy. Packets
// keep their numbers, so that what is found can be compared.

import type { Packet } from '../../src/front/front.js'

const SYN = 0x02
const ACK = 0x10
const SOCKS_PORT = 1080

/** Every port is another one; no two become the same. */
export function onOtherPorts(packets: readonly Packet[]): Packet[] {
  const other = (port: number) => port ^ 0x2a00
  return packets.map((packet) => ({
    ...packet,
    sourcePort: other(packet.sourcePort),
    destinationPort: other(packet.destinationPort),
  }))
}

/** As a capture that began just behind the SYNs. */
export function withoutHandshakes(packets: readonly Packet[]): Packet[] {
  return packets.filter(({ transport, flags }) => transport === 'udp' || (flags & SYN) === 0)
}

/** Without the first `count` packets of each TCP connection. */
export function joinedLate(packets: readonly Packet[], count: number): Packet[] {
  const seen = new Map<string, number>()
  return packets.filter((packet) => {
    if (packet.transport === 'udp') return true
    const key = keyOf(packet)
    const number = (seen.get(key) ?? 0) + 1
    seen.set(key, number)
    return number > count
  })
}

/** Who opened a connection, and whether the proxy was asked already. */
interface Tunnelled {
  readonly client: string
  asked: boolean
}

/**
 * Every TCP connection of which the beginning is there goes through a SOCKS5 proxy at the server's address, which is asked
 * for that address and port:
 *
 *     client   05 01 00                     client's bytes are 13 further on from here
 *     server   05 00
 *     client   05 01 00 01 address port
 *     server   05 00 00 01 address port     server's bytes are 12 further on from here
 */
export function throughSocks(packets: readonly Packet[]): Packet[] {
  const flows = new Map<string, Tunnelled>()
  return packets.flatMap((packet) => {
    if (packet.transport === 'udp') return [packet]
    const key = keyOf(packet)
    if ((packet.flags & (SYN | ACK)) === SYN)
      flows.set(key, { client: sourceOf(packet), asked: false })
    const flow = flows.get(key)
    if (flow === undefined) return [packet]
    const toServer = sourceOf(packet) === flow.client
    const proxied = toServer
      ? { ...packet, destinationPort: SOCKS_PORT }
      : { ...packet, sourcePort: SOCKS_PORT }
    if ((packet.flags & SYN) !== 0) return [proxied]
    const shifted = {
      ...proxied,
      sequence: (packet.sequence + (toServer ? CLIENT_LENGTH : SERVER_LENGTH)) >>> 0,
      acknowledgement: (packet.acknowledgement + (toServer ? SERVER_LENGTH : CLIENT_LENGTH)) >>> 0,
    }
    if (flow.asked || packet.payloadEnd === packet.payloadStart)
      return [flow.asked ? shifted : proxied]
    flow.asked = true
    return [...asking(packet, proxied, toServer), shifted]
  })
}

const CLIENT_LENGTH = 13
const SERVER_LENGTH = 12

/** The four packets that open the tunnel, before the connection's first data. */
function asking(first: Packet, proxied: Packet, toServer: boolean): Packet[] {
  const [address, port] = toServer
    ? [first.destination, first.destinationPort]
    : [first.source, first.sourcePort]
  const target = [1, ...address, port >> 8, port & 0xff]
  const greeting: readonly (readonly [fromClient: boolean, bytes: readonly number[]])[] = [
    [true, [5, 1, 0]],
    [false, [5, 0]],
    [true, [5, 1, 0, ...target]],
    [false, [5, 0, 0, ...target]],
  ]
  const { sequence, acknowledgement } = first
  const next = toServer
    ? { client: sequence, server: acknowledgement }
    : { client: acknowledgement, server: sequence }
  return greeting.map(([fromClient, bytes]) => {
    const packet: Packet = {
      ...proxied,
      ...(fromClient === toServer ? {} : turned(proxied)),
      sequence: fromClient ? next.client : next.server,
      acknowledgement: fromClient ? next.server : next.client,
      flags: ACK,
      bytes: Uint8Array.from(bytes),
      payloadStart: 0,
      payloadEnd: bytes.length,
      wirePayload: bytes.length,
    }
    if (fromClient) next.client = (next.client + bytes.length) >>> 0
    else next.server = (next.server + bytes.length) >>> 0
    return packet
  })
}

function turned({ source, destination, sourcePort, destinationPort }: Packet): Partial<Packet> {
  return {
    source: destination,
    destination: source,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  }
}

function sourceOf({ source, sourcePort }: Packet): string {
  return `${source.join('.')}:${sourcePort}`
}

function keyOf(packet: Packet): string {
  const { destination, destinationPort } = packet
  return [sourceOf(packet), `${destination.join('.')}:${destinationPort}`].sort().join(' ')
}
