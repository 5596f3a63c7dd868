// Ledgers of two fronts as rows that are equal when the fronts are: addresses become bytes, flows are numbered by birth,
// and what was left unscanned is looked at.

import { HIT, HIT_WORDS, NO_PIECE, PIECE, PIECE_WORDS } from '../../src/front/front.js'
import type { FlowId, Front, PieceId } from '../../src/front/front.js'
import { KIND } from '../../src/front/front.js'

/** Numbers of flows, in the order in which they were born. */
export class Renumbering {
  private readonly numbers = new Map<number, number>()
  private born = 0

  of(id: number, born: boolean): number {
    if (born) this.numbers.set(id, this.born++)
    return this.numbers.get(id) ?? -1
  }
}

/** All pieces of the ledger, or one that was fed. */
export function pieceWords(front: Front, numbers: Renumbering, fed?: number): unknown[] {
  const { pieces } = front.ledger
  const all = fed === undefined ? Array.from({ length: pieces }, (_, piece) => piece) : [fed]
  return all.map((piece) => pieceRow(front, numbers, piece))
}

function pieceRow(front: Front, numbers: Renumbering, piece: number): unknown {
  const { ledger } = front
  const word = (name: keyof typeof PIECE, more = 0) =>
    ledger.words[ledger.pieceAt + piece * PIECE_WORDS + PIECE[name] + more]!
  const text = (from: number, to: number) =>
    Buffer.from(ledger.memory.subarray(from, to)).toString('latin1')
  const flow = (word('flow') >>> 1) as FlowId
  const kind = word('kind')
  const key = front.flow(flow)
  if (kind & KIND.unscanned) front.look(piece as PieceId)
  const hits: number[][] = []
  for (let nth = 0; nth < ledger.hits; nth++) {
    const hit = (name: keyof typeof HIT) =>
      ledger.words[ledger.hitAt + nth * HIT_WORDS + HIT[name]]!
    if (hit('piece') === piece) hits.push([hit('literal'), hit('end'), hit('length')])
  }
  const next = word('next')
  return {
    text: text(word('start'), word('end')),
    before: text(word('history'), word('start')),
    flow: numbers.of(flow, (kind & KIND.born) !== 0),
    side: word('flow') & 1,
    offset: word('offset'),
    packet: word('packet'),
    next: next === NO_PIECE ? null : next,
    kind: kind & ~KIND.unscanned,
    clock: [word('clock'), word('clock', 1)],
    time: [word('time'), word('time', 1)],
    probes: word('probes'),
    ack: word('ack'),
    window: word('window'),
    wireLength: word('wireLength'),
    hits,
    key: {
      ...key,
      addresses: key.addresses.map((address) => Buffer.from(address).toString('hex')),
    },
    deadline: front.idleDeadline(flow),
    counters: front.counters(flow),
  }
}
