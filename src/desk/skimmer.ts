// Flows that are read at a glance.
//
// Most messages of some protocols (HTTP) can begin no entry, and their heads tell so, and where the next one begins. A TCP
// flow that has shown no others is not tracked: of it there is a row of numbers. When something comes that takes more than
// a glance, the flow is tracked as if it had been from its beginning (`waken`), for what was passed over has left no trace.
// Nor does it leave one on a flow that is tracked: there, too, a message that nobody wants when its head is whole is passed
// over (`IsWanted`), be its body lost or late, and whoever begins to wait before it ends.

import type { Framer } from '../frame/framer.js'
import type { FlowId, Front, Offset } from '../front/front.js'
import { KIND, PIECE } from '../front/front.js'
import { Columns, grown } from './columns.js'
import type { Consumer } from './consumer.js'
import type { Hint } from './direction.js'
import type { TrackedFlow } from './flow.js'
import type { FlowTable } from './flow-table.js'
import { widen } from './ledger-view.js'
import type { LedgerView } from './ledger-view.js'
import type { Pieces } from './pieces.js'
import type { DeskPlan } from './plan.js'
import type { Wishes } from './wishes.js'

/** Answers that may be waited for on a flow that is only skimmed. */
const MOST_ASKED = 32
/** Where no message has begun yet. */
const NOWHERE = -1

/**
 * A row for each flow of the front, and two for its sides:
 *
 *     framer      by which it is skimmed: its number in the plan, from 1; 0 for none
 *     at          where the side's next message begins, NOWHERE if none has; Infinity if none will
 *     position    behind the last byte that was looked at
 *     index       messages before
 *     asked       of those, how many have yet to be answered
 */
class Rows extends Columns {
  framer = new Uint8Array(0)
  at = new Float64Array(0)
  position = new Float64Array(0)
  index = new Uint32Array(0)
  asked = new Uint8Array(0)

  protected grow(rows: number): void {
    this.framer = grown(this.framer, new Uint8Array(rows))
    this.at = grown(this.at, new Float64Array(rows * 2))
    this.position = grown(this.position, new Float64Array(rows * 2))
    this.index = grown(this.index, new Uint32Array(rows * 2))
    this.asked = grown(this.asked, new Uint8Array(rows * 2))
  }
}

const NO_HINTS: readonly Hint[] = []
const NO_FRAMERS: readonly Framer[] = []

export class Skimmer {
  private readonly rows = new Rows()

  constructor(
    private readonly view: LedgerView,
    private readonly pieces: Pieces,
    private readonly plan: DeskPlan,
    private readonly front: Front,
    private readonly consumer: Consumer,
    private readonly wishes: Wishes,
  ) {}

  /** Records of the front that are new flows' in this batch are nobody else's any more. */
  beginBatch(): void {
    const { view, rows } = this
    for (let nth = 0; nth < view.born; nth++) {
      const record = view.flow(view.bornPiece(nth))
      if ((rows.framer[record] ?? 0) !== 0) this.forget(record)
    }
  }

  /**
   * Looks at a piece of a flow that is not tracked.
   * @param ends the flow ends with it
   * @returns whether no more has to be done about it; if not, nothing has happened
   */
  take(piece: number, kind: number, record: FlowId, ends: boolean): boolean {
    if (kind & (KIND.raw | KIND.datagram)) return false
    this.rows.makeRoom(record)
    const framer = this.framerOf(record)
    if (framer === null && !this.mayEnter(record)) return false
    if (framer === null) this.clear(record)
    const isEmpty = this.pieces.length(piece) === 0
    const passes = isEmpty ? framer !== null : this.passes(piece, record, framer)
    if (passes && ends) this.forget(record)
    return passes
  }

  /** The flow of a record that was skimmed until now, tracked; null if it was not. */
  waken(record: FlowId, flows: FlowTable): TrackedFlow | null {
    const { rows } = this
    const framer = this.framerOf(record)
    if (framer === null) return null
    rows.framer[record] = 0
    const flow = flows.track(record, true)
    flow.opened = true
    for (const side of [0, 1] as const) {
      const row = record * 2 + side
      const at = rows.at[row] ?? NOWHERE
      const index = rows.index[row] ?? 0
      flow.directions[side].resume(
        rows.position[row] ?? 0,
        at === NOWHERE ? null : { framer, at, index },
      )
      flow.framing(framer).resume?.(side, rows.asked[row] ?? 0)
    }
    return flow
  }

  private framerOf(record: FlowId): Framer | null {
    return this.plan.skimmed[(this.rows.framer[record] ?? 0) - 1] ?? null
  }

  /** Is nothing wanted of the flow but messages? */
  private mayEnter(record: FlowId): boolean {
    const { plan, consumer, front } = this
    if (plan.skimmed.length === 0) return false
    return !consumer.wantsFlows || !consumer.wantsFlow(front.ports(record))
  }

  private clear(record: FlowId): void {
    const { rows } = this
    for (const row of [record * 2, record * 2 + 1]) {
      rows.at[row] = NOWHERE
      rows.position[row] = 0
      rows.index[row] = 0
      rows.asked[row] = 0
    }
  }

  private forget(record: FlowId): void {
    this.rows.framer[record] = 0
    this.wishes.forget(record)
  }

  // ---- pieces that hold bytes

  /** @param known by whom the flow is skimmed already */
  private passes(piece: number, record: FlowId, known: Framer | null): boolean {
    const { view, rows, pieces } = this
    const side = view.side(piece)
    const row = record * 2 + side
    const offset = widen(view.word(piece, PIECE.offset), rows.position[row] ?? 0)
    const opener = this.front.opener(record)
    const hints = opener === null ? pieces.hints(piece, offset) : NO_HINTS
    let framer = known
    let at = rows.at[row] ?? NOWHERE
    if (at === NOWHERE) {
      const takers = offset === 0 ? pieces.openers(piece, opener) : NO_FRAMERS
      const [hint] = hints
      framer ??= takers[0] ?? hint?.proposal.framer ?? null
      if (takers.length === 0 && hint === undefined) return known !== null
      if (takers.some((one) => one !== framer)) return false
      at = takers.length > 0 || hint === undefined ? 0 : beginOf(hint)
      if (takers.length === 0 && hints.some((one) => beginOf(one) < at)) return false
    }
    if (framer === null || at < offset) return false
    if (hints.some(({ proposal }) => proposal.framer !== framer)) return false
    if (!this.skim(piece, framer, at, offset, row)) return false
    rows.framer[record] = this.plan.skimmed.indexOf(framer) + 1
    this.wishes.at(record, piece)
    this.wishes.deliver(record, side, rows.at[row] ?? Infinity, rows.position[row] ?? 0)
    return true
  }

  /** Passes over the messages that begin at `at` and behind it, the piece being at `offset`. `row`: of its side. */
  private skim(piece: number, framer: Framer, at: Offset, offset: Offset, row: number): boolean {
    const { view, rows, consumer } = this
    const { memory } = view
    const { name } = framer.info
    const start = view.word(piece, PIECE.start)
    const end = view.word(piece, PIECE.end)
    const behind = offset + end - start
    let next = at
    let asked = rows.asked[row] ?? 0
    let answered = 0
    let messages = 0
    while (next < behind) {
      const from = start + next - offset
      const glance = framer.glance?.(memory, from, end) ?? null
      if (glance === null) return false
      if (consumer.wantsMessage(null, name, memory, from, from + glance.headLength)) return false
      if (glance.asks) asked++
      else answered++
      messages++
      next += glance.length
    }
    if (asked > MOST_ASKED) return false
    rows.at[row] = next
    rows.position[row] = Math.max(rows.position[row] ?? 0, behind)
    rows.index[row] = (rows.index[row] ?? 0) + messages
    rows.asked[row] = asked
    rows.asked[row ^ 1] = Math.max(0, (rows.asked[row ^ 1] ?? 0) - answered)
    return true
  }
}

/** Where the message begins that a literal proposes. */
function beginOf({ proposal, end }: Hint): Offset {
  return end - proposal.back
}
