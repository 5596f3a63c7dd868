// Community ID 1.0, https://github.com/corelight/community-id-spec: a flow's name in every tool that knows the standard.
//
//    OFFSET  SIZE    FIELD
//      0      2      seed, 0
//      2      4, 16  lower endpoint's address
//             4, 16  higher endpoint's address
//             1      IP protocol
//             1      0
//             2      lower endpoint's port
//             2      higher endpoint's port

import { createHash } from 'node:crypto'
import type { Flow } from '../desk/consumer.js'

const PROTOCOL = { tcp: 6, udp: 17 } as const

/** Sides of a flow are in the order that the standard wants: side 0 is the lower endpoint. */
export function communityId(flow: Flow): string {
  const [low, high] = flow.addresses.map(addressBytes)
  const [lowPort, highPort] = flow.ports
  const tail = Buffer.from([PROTOCOL[flow.transport], 0, 0, 0, 0, 0])
  tail.writeUInt16BE(lowPort, 2)
  tail.writeUInt16BE(highPort, 4)
  const hash = createHash('sha1').update(Buffer.from([0, 0]))
  return `1:${hash.update(low!).update(high!).update(tail).digest('base64')}`
}

/** An address as flows print it: `10.0.0.5`, or all eight groups of `2001:0db8:…`. */
function addressBytes(printed: string): Buffer {
  return printed.includes(':')
    ? Buffer.from(printed.replaceAll(':', ''), 'hex')
    : Buffer.from(printed.split('.').map(Number))
}
