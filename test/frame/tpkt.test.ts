import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tpkt } from '../../src/frame/tpkt.js'
import { converse, textsSeen } from './conversation.js'
import type { Turn } from './conversation.js'
import { anyDivision, everyCut, mutated } from './divisions.js'
import { describeVectors, vector } from './vectors.js'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1')

const connect = bytes('0300 000b 06 e0 0000 0000 00')
const data = bytes('0300 000a 02 f0 80 7f65 00')

describe('packets', () => {
  test.each([
    { name: 'connect', hex: '0300 000b 06 e0 0000 0000 00', type: 0xe0, certain: true },
    {
      name: 'connect with a credit',
      hex: '0300 000b 06 e4 0000 0000 00',
      type: 0xe0,
      certain: true,
    },
    { name: 'confirm', hex: '0300 000b 06 d0 0000 1234 00', type: 0xd0, certain: false },
    { name: 'disconnect', hex: '0300 000b 06 80 0000 1234 00', type: 0x80, certain: false },
    { name: 'data', hex: '0300 000a 02 f0 80 7f65 00', type: 0xf0, certain: true },
    { name: 'data that goes on', hex: '0300 000a 02 f0 00 7f65 00', type: 0xf0, certain: false },
    { name: 'a call of H.323', hex: '0300 0009 08 02 0001 05', type: null, certain: true },
  ])('$name', ({ hex, type, certain }) => {
    const text = bytes(hex)
    const { heard } = converse(tpkt, [[0, text + data]])
    const fields = type === null ? { main: [text] } : { main: [text], type: [type] }
    expect(heard[0]).toMatchObject({ length: text.length, size: text.length, certain, fields })
    expect(heard[0]?.fields).toEqual(fields)
    expect(heard).toHaveLength(2)
    everyCut(tpkt, [[0, text + data]])
  })

  test.each([
    { name: 'another version', hex: '0200 000b 06 e0 0000 0000 00' },
    { name: 'reserved bits', hex: '0301 000b 06 e0 0000 0000 00' },
    { name: 'too short', hex: '0300 0006 06 e0 0000 0000 00' },
    { name: 'a code of nothing', hex: '0300 000b 06 10 0000 0000 00' },
    { name: 'a header beyond the packet', hex: '0300 000b 07 e0 0000 0000 00' },
    { name: 'no header', hex: '0300 000b 00 e0 0000 0000 00' },
  ])('$name is none', ({ hex }) => {
    const { heard, lost } = converse(tpkt, [[0, bytes(hex)]])
    expect([heard, lost[0]]).toEqual([[], 'no header of TPKT'])
  })

  test('a packet that was cut is delivered as it is', () => {
    const { heard } = converse(tpkt, [[0, data.slice(0, 8)]])
    expect(heard).toMatchObject([{ length: 8, size: 10 }])
    expect(textsSeen(heard[0], 'main')).toMatchObject([{ cut: true }])
  })
})

describeVectors('vectors', () => {
  test('the published request', () => {
    const { text } = vector('msn.t120.x224cr')
    expect(converse(tpkt, [[0, text]]).heard).toMatchObject([{ fields: { type: [0xe0] } }])
  })
})

test('no division shows, whatever is changed', () => {
  const turns: Turn[] = [
    [0, connect + data],
    [1, data + data],
  ]
  const property = fc.property(mutated(turns), anyDivision, (changed, division) => {
    const whole = converse(tpkt, changed)
    expect(converse(tpkt, changed, { division })).toEqual(whole)
    expect(converse(tpkt, changed, { division: [1] })).toEqual(whole)
  })
  fc.assert(property, { seed: 1006, numRuns: 300 })
})
