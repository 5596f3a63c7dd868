import { describe, expect, test } from 'vitest'
import { Turns } from '../../src/desk/turns.js'
import { turnShapes } from '../../src/desk/turn-shapes.js'
import type { TurnShape } from '../../src/desk/turn-shapes.js'
import type { Program } from '../../src/compile/program.js'
import type { Side } from '../../src/frame/framer.js'
import { turn } from '../../src/frame/turn.js'
import { programOf } from './scenario.js'

const TWELVE: TurnShape = { by: 'either', firstBytes: null, sizes: new Set([12]) }
const LETTER_F: TurnShape = { by: 'either', firstBytes: new Set([0x46]), sizes: null }

/** The turns that are told, and whether the flow is still watched behind them. */
function told(
  shapes: readonly TurnShape[] | null,
  said: readonly (readonly [Side, string])[],
): string[] {
  const turns = new Turns(shapes, 0)
  const offsets: [number, number] = [0, 0]
  const all: string[] = []
  said.forEach(([side, text], number) => {
    const bytes = Buffer.from(text)
    const packet = { number, time: number, file: '' }
    const stretch = {
      bytes,
      start: 0,
      end: bytes.length,
      history: 0,
      offset: offsets[side],
      packet,
    }
    offsets[side] += bytes.length
    const ended = turns.over ? [] : turns.take(side, stretch, number)
    all.push(...ended.map((one) => `${one.side}#${one.index} ${one.message.size}`))
  })
  all.push(...turns.end().map((one) => `${one.side}#${one.index} ${one.message.size}`))
  return turns.over ? [...all, 'over'] : all
}

describe('turns are told', () => {
  test.each<{ name: string; shapes: TurnShape[] | null; said: [Side, string][]; turns: string[] }>([
    {
      name: 'all of them where an entry may match any',
      shapes: null,
      said: [
        [0, 'hello'],
        [1, 'welcome'],
        [0, 'x'],
      ],
      turns: ['0#0 5', '1#0 7', '0#1 1'],
    },
    {
      name: 'if the first one of a side may begin a dialogue, and then whatever they are',
      shapes: [TWELVE],
      said: [
        [0, 'x'.repeat(6)],
        [0, 'x'.repeat(6)],
        [1, 'x'.repeat(14)],
        [0, 'name'],
      ],
      turns: ['0#0 12', '1#0 14', '0#1 4'],
    },
    {
      name: 'not if it is too long, but for the other side',
      shapes: [TWELVE],
      said: [
        [1, 'a banner of the server'],
        [0, 'x'.repeat(12)],
        [1, 'ok'],
      ],
      turns: ['0#0 12', '1#1 2'],
    },
    {
      name: 'not if it ends too soon',
      shapes: [TWELVE],
      said: [
        [0, 'x'.repeat(6)],
        [1, 'x'.repeat(13)],
      ],
      turns: ['over'],
    },
    {
      name: 'not if it begins otherwise, and the flow is watched no longer',
      shapes: [TWELVE, LETTER_F],
      said: [
        [0, 'GET / HTTP/1.0'],
        [1, 'HTTP/1.0 200 OK'],
        [0, 'more'],
      ],
      turns: ['over'],
    },
    {
      name: 'not if only the other side could have said it, and the flow is watched no longer',
      shapes: [{ ...TWELVE, by: 'opener' }],
      said: [
        [0, 'more than twelve'],
        [1, 'x'.repeat(12)],
      ],
      turns: ['over'],
    },
    {
      name: 'with their index if the server speaks first',
      shapes: [{ ...TWELVE, by: 'opener' }],
      said: [
        [1, 'x'.repeat(12)],
        [0, 'x'.repeat(12)],
        [1, 'ok'],
      ],
      turns: ['0#0 12', '1#1 2'],
    },
    {
      name: 'if it begins so, however long it is',
      shapes: [TWELVE, LETTER_F],
      said: [
        [0, 'FTP is not what this is'],
        [1, 'ok'],
      ],
      turns: ['0#0 23', '1#0 2'],
    },
  ])('$name', ({ shapes, said, turns }) => {
    expect(told(shapes, said)).toEqual(turns)
  })
})

describe('shapes of first turns', () => {
  /** An entry on `turn` with these clauses and this literal. */
  const program = (clauses: Record<string, number[]>, literal: string | null): Program => {
    const instructions = [
      { op: 'literal', oneOf: [{ bytes: literal ?? '', ignoreCase: false }] },
      ...Object.values(clauses).map((values) => ({ op: 'number', values })),
    ]
    const fields = Object.keys(clauses).map((path, nth) => ({
      kind: 'field' as const,
      path,
      key: null,
      optional: false,
      decode: [],
      pattern: nth + 1,
    }))
    return {
      ...programOf([turn]),
      instructions,
      matches: [{ framer: 'turn', main: literal === null ? -1 : 0, clauses: fields }],
      stages: [
        {
          kind: 'state',
          label: 'hello',
          events: [
            {
              on: 'message',
              direction: 'to_server',
              match: 0,
              afterMs: 0,
              where: [],
              sets: [],
              next: 1,
            },
          ],
        },
      ],
    }
  }

  test.each<{ name: string; program: Program; shapes: readonly TurnShape[] | null }>([
    {
      name: 'of a size',
      program: program({ index: [0], size: [12, 14] }, null),
      shapes: [{ by: 'opener', firstBytes: null, sizes: new Set([12, 14]) }],
    },
    {
      name: 'of a beginning',
      program: program({ index: [0] }, 'Fx'),
      shapes: [{ ...LETTER_F, by: 'opener' }],
    },
    {
      name: 'any, where the index is not given',
      program: program({ size: [12] }, null),
      shapes: null,
    },
    {
      name: 'any, where a later one matches',
      program: program({ index: [0, 1], size: [12] }, null),
      shapes: null,
    },
    { name: 'none, without entries', program: programOf([turn], { later: [turn] }), shapes: [] },
  ])('$name', ({ program: given, shapes }) => {
    expect(turnShapes(given)).toEqual(shapes)
  })
})
