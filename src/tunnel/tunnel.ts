// What a recogniser of tunnels promises. No logic here.
//
// A proxy's handshake is cut like any protocol, and gives no messages. When it is over on a side, `cut` says `lost`: the
// next byte of that side is the first of what runs inside. What one side says may have to wait for the other (`more`), so
// each is asked again when the other has moved on.

import type { Via } from '../desk/consumer.js'
import type { Framer, Framing, Side } from '../frame/framer.js'

export interface Tunnel extends Framer {
  open(): TunnelFraming
}

/** A handshake in progress, or over. */
export interface TunnelFraming extends Framing {
  /** What the client asked for; null as long as it has not. */
  readonly via: Via | null
  /** Who opens what runs inside: the client, unless it asked the proxy to wait for a connection. */
  readonly opener: Side | null
  /** The handshake of `side` is over, and went well: asked when `cut` has said `lost`. */
  inside(side: Side): boolean
}

/** Bytes of a client that was never answered, after which it is believed that the capture has one side only. */
export const UNANSWERED_LIMIT = 4096
