// Reads ledgers as rows, for comparison.

import { HIT, HIT_WORDS, KIND, PIECE, PIECE_WORDS } from '../../src/front/front.js'
import type { Front } from '../../src/front/front.js'

export interface PieceRow {
  packet: number
  flow: number
  side: number
  offset: number
  text: string
  /** The bytes of the stream in front of it. */
  before: string
  kinds: string
  hits: [literal: number, end: number][]
}

export function rows(front: Front): PieceRow[] {
  return Array.from({ length: front.ledger.pieces }, (_, piece) => row(front, piece))
}

export function row({ ledger }: Front, piece: number): PieceRow {
  const at = ledger.pieceAt + piece * PIECE_WORDS
  const word = (name: keyof typeof PIECE) => ledger.words[at + PIECE[name]]!
  const hits: [number, number][] = []
  for (let index = 0; index < ledger.hits; index++) {
    const hit = ledger.hitAt + index * HIT_WORDS
    if (ledger.words[hit + HIT.piece] === piece)
      hits.push([ledger.words[hit + HIT.literal]!, ledger.words[hit + HIT.end]!])
  }
  const text = (from: number, to: number) =>
    Buffer.from(ledger.memory.subarray(from, to)).toString('latin1')
  return {
    packet: word('packet'),
    flow: word('flow') >>> 1,
    side: word('flow') & 1,
    offset: word('offset'),
    text: text(word('start'), word('end')),
    before: text(word('history'), word('start')),
    kinds: Object.entries(KIND)
      .filter(([, bit]) => word('kind') & bit)
      .map(([name]) => name)
      .join(' '),
    hits,
  }
}
