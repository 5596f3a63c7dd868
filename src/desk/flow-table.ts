// The flows that something happens on: which of them there are, how they end, and what the front is told of each.

import type { FlowId, Front, Micros } from '../front/front.js'
import type { FlowEnd } from './consumer.js'
import type { Deadlines } from './deadlines.js'
import type { Surroundings } from './direction.js'
import { identityOf, TrackedFlow } from './flow.js'
import type { FlowObserver } from './flow.js'
import type { Narrator } from './narrator.js'
import type { Pieces } from './pieces.js'
import { Signs } from './signs.js'
import type { SlowFlows } from './slow-flows.js'
import { Turns } from './turns.js'
import type { Wishes } from './wishes.js'

export class FlowTable {
  private readonly flows = new Map<FlowId, TrackedFlow>()
  private readonly observer: FlowObserver

  constructor(
    private readonly front: Front,
    private readonly pieces: Pieces,
    private readonly around: Surroundings,
    private readonly narrator: Narrator,
    private readonly wishes: Wishes,
    private readonly slow: SlowFlows,
    private readonly deadlines: Deadlines,
  ) {
    this.observer = {
      wants: (flow, framer, ...head) => narrator.wants(flow, framer, ...head),
      deliver: (flow, side, framer, ready) => narrator.deliver(flow, side, framer, ready),
      limit: (flow, limit) => narrator.limit(flow, limit),
      turn: (flow, turn) => narrator.turn(flow, turn),
      gap: (flow, side, from, to) => narrator.gap(flow, side, from, to),
      awaitTurn: (flow, deadline) => {
        flow.turnDeadline = deadlines.add(deadline, () => {
          flow.turnDeadline = null
          flow.expireTurn(deadline)
          this.steer(flow.outermost)
        })
      },
    }
  }

  get(record: FlowId): TrackedFlow | undefined {
    return this.flows.get(record)
  }

  /**
   * Something happens on this flow from now on.
   * @param spoke whether bytes have gone by on it: its turns can be counted no more
   */
  track(record: FlowId, spoke: boolean): TrackedFlow {
    const { plan } = this.around
    const key = this.front.flow(record)
    const first = this.pieces.firstPacket(key)
    const flow = new TrackedFlow(record, identityOf(key), first, this.around, this.observer)
    this.flows.set(record, flow)
    if (key.transport === 'tcp') {
      if (plan.turns && !flow.midstream && !spoke)
        flow.turns = new Turns(plan.turnShapes, flow.opener)
      if (plan.segments) flow.signs = new Signs()
    }
    this.wishes.watch(record)
    this.awaitEnd(flow, this.front.idleDeadline(record))
    return flow
  }

  /** Tells the front what is wanted of a flow from here on. */
  steer(flow: TrackedFlow): void {
    if (flow.ended) return
    const { record, directions } = flow
    for (const side of [0, 1] as const) {
      const { position, promised } = directions[side]
      const wanted = flow.wantsDatagrams || flow.mustAsk(side) ? 0 : flow.wanted(side)
      this.wishes.deliver(record, side, wanted, position)
      if (!flow.settled(side) || wanted <= promised) continue
      if (this.wishes.skip(record, side, position, wanted)) directions[side].promised = wanted
    }
  }

  // ---- ends

  close(flow: TrackedFlow, end: FlowEnd, time: Micros): void {
    this.finish(flow)
    this.forget(flow, end, time)
  }

  /** The input has ended: what is unfinished on any flow is looked at. */
  finishAll(): void {
    for (const flow of this.byAge) this.finish(flow)
  }

  forgetAll(end: FlowEnd, time: Micros): void {
    for (const flow of this.byAge) this.forget(flow, end, time)
  }

  /** In the order in which they began. When each was looked at first depends on what is wanted of the others. */
  private get byAge(): TrackedFlow[] {
    return [...this.flows.values()].sort(
      ({ first: left, id }, { first: right, id: other }) =>
        left.time - right.time || left.number - right.number || id - other,
    )
  }

  /** What is unfinished, or waits behind holes, is looked at as it is. */
  private finish(flow: TrackedFlow): void {
    this.slow.flush(flow)
    this.slow.forget(flow)
    flow.end()
  }

  private forget(flow: TrackedFlow, end: FlowEnd, time: Micros): void {
    const { record } = flow
    this.flows.delete(record)
    this.wishes.forget(record)
    for (let one: TrackedFlow | null = flow; one !== null; one = one.inner) {
      if (one.endDeadline !== null) this.deadlines.remove(one.endDeadline)
      if (one.turnDeadline !== null) this.deadlines.remove(one.turnDeadline)
    }
    this.narrator.closed(flow, end, time, this.front.counters(record))
  }

  private awaitEnd(flow: TrackedFlow, deadline: Micros): void {
    const due = () => {
      const until = this.front.idleDeadline(flow.record)
      if (until > deadline) this.awaitEnd(flow, until)
      else this.close(flow, 'timeout', until)
    }
    flow.endDeadline = this.deadlines.add(deadline, due, flow.first.number)
  }
}
