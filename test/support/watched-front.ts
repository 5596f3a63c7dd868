// A front that somebody listens to.

import type { FlowId, Front, Offset, Side } from '../../src/front/front.js'

export interface FrontWatcher {
  /** A batch is in the ledger, and nobody has looked at it yet. */
  took(front: Front): void
  /** As `Front.feed`. */
  fed(flow: FlowId, side: Side, bytes: Uint8Array, gapBefore: Offset): void
}

/** The same front; `watcher` hears of everything before whoever uses it. */
export function watchedFront(front: Front, watcher: FrontWatcher): Front {
  const took = <T>(result: T): T => {
    watcher.took(front)
    return result
  }
  return {
    lend: () => front.lend(),
    section: (section) => front.section(section),
    run: (from, to, packets) => took(front.run(from, to, packets)),
    inject: (packet) => took(front.inject(packet)),
    pass: (time) => took(front.pass(time)),
    feed(flow, side, bytes, gapBefore, like) {
      watcher.fed(flow, side, bytes, gapBefore)
      return front.feed(flow, side, bytes, gapBefore, like)
    },
    look: (piece) => {
      front.look(piece)
    },
    release: () => {
      front.release()
    },
    expected: (flow) => front.expected(flow),
    flow: (flow) => front.flow(flow),
    opener: (flow) => front.opener(flow),
    ports: (flow) => front.ports(flow),
    isSilent: (flow, birth, before) => front.isSilent(flow, birth, before),
    idleDeadline: (flow) => front.idleDeadline(flow),
    counters: (flow) => front.counters(flow),
    steer: front.steer,
    ledger: front.ledger,
    get counts() {
      return front.counts
    },
  }
}
