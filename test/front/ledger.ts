// Reads ledgers as rows, for comparison.

import { HIT, HIT_WORDS, KIND, PIECE, PIECE_WORDS } from '../../src/front/front.js'
import type { Front } from '../../src/front/front.js'

export interface PieceRow {
  packet: number
  flow: number
  side: number
  offset: number
  text: string
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
  return {
    packet: word('packet'),
    flow: word('flow') >>> 1,
    side: word('flow') & 1,
    offset: word('offset'),
    text: Buffer.from(ledger.memory.subarray(word('start'), word('end'))).toString('latin1'),
    kinds: Object.entries(KIND)
      .filter(([, bit]) => word('kind') & bit)
      .map(([name]) => name)
      .join(' '),
    hits,
  }
}
