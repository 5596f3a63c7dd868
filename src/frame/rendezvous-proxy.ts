// AOL's rendezvous proxy: two clients who cannot reach each other both call it, and what they would have said to each other
// follows. Source: libpurple 2.10.5.
//
//    OFFSET  SIZE  FIELD
//      0      2    length of what follows
//      2      2    044a
//      4      2    type: 1 error, 2 create, 3 created, 4 join, 5 ready
//      6           by type

import { more } from './cut.js'
import { u8 } from './bytes.js'
import type { Cut, Framing, Probe, Side, Window } from './framer.js'
import { admits } from './probe.js'

/** How each side of a call to the proxy begins; the packets are shorter than 256 bytes. */
export const PROXY_PACKET: Probe = [0, null, 0x04, 0x4a, 0, [1, 2, 3, 4, 5]]
const LENGTH_LENGTH = 2

/** Steps over the packets of the proxy, and leaves each direction to `inside` from where there are none. */
export class BehindProxy implements Framing {
  readonly #passed: [boolean, boolean] = [false, false]

  constructor(private readonly inside: Framing) {}

  cut(side: Side, window: Window): Cut {
    const { bytes, start, end, final } = window
    if (!this.#passed[side] && admits(PROXY_PACKET, bytes, start, end)) {
      if (end - start >= PROXY_PACKET.length)
        return { kind: 'skip', length: LENGTH_LENGTH + u8(bytes, start + 1) }
      if (!final) return more(PROXY_PACKET.length)
    }
    const cut = this.inside.cut(side, window)
    this.#passed[side] ||= cut.kind === 'message' || cut.kind === 'skip'
    return cut
  }

  reset(side: Side): void {
    this.#passed[side] = true
    this.inside.reset(side)
  }
}
