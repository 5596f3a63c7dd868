import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dns } from '../../src/frame/dns.js'
import { converse, describeRecorded, recorded, textsSeen } from './conversation.js'
import { anyDivision, everyCut, mutated } from './divisions.js'
import { describeVectors, vector } from './vectors.js'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1')
const labels = (name: string) =>
  name
    .split('.')
    .filter((label) => label !== '')
    .map((label) => String.fromCharCode(label.length) + label)
    .join('') + '\0'

const query = (name: string) =>
  bytes('a1b2 0100 0001 0000 0000 0000') + labels(name) + bytes('0001 0001')
const answer = (name: string) =>
  bytes('a1b2 8180 0001 0001 0000 0000') + labels(name) + bytes('000f 0001 c00c 000f 0001')
const withLength = (text: string) =>
  String.fromCharCode(text.length >> 8, text.length & 0xff) + text

describe('in a datagram', () => {
  test.each([
    {
      name: 'a query, in any case',
      text: query('Messenger.HotMail.com'),
      fields: { response: [0], name: ['messenger.hotmail.com'], type: [1] },
    },
    {
      name: 'an answer',
      text: answer('icq.com'),
      fields: { response: [1], name: ['icq.com'], type: [15] },
    },
    { name: 'the root', text: query(''), fields: { response: [0], name: [''], type: [1] } },
    {
      name: 'asked of the neighbours',
      text: query('a.local').slice(0, -2) + bytes('8001'),
      fields: { response: [0], name: ['a.local'], type: [1] },
    },
    { name: 'another opcode', text: query('a').replace('\x01\0', '\x29\0'), fields: null },
    { name: 'reserved bits', text: query('a').replace('\x01\0', '\x01\x40'), fields: null },
    { name: 'two questions', text: query('a').replace('\0\x01', '\0\x02'), fields: null },
    {
      name: 'a query with answers',
      text: query('a').replace('\0\x01\0\0', '\0\x01\0\x01'),
      fields: null,
    },
    { name: 'a label of 64 bytes', text: query('x'.repeat(64)), fields: null },
    { name: 'a name over 255 bytes', text: query('x.'.repeat(128) + 'y'), fields: null },
    {
      name: 'a name that points elsewhere',
      text: query('').slice(0, 12) + bytes('c00c 0001 0001'),
      fields: null,
    },
    { name: 'another class', text: query('a').slice(0, -1) + '\x07', fields: null },
    { name: 'not whole', text: query('a').slice(0, -1), fields: null },
    { name: 'nothing', text: '\0', fields: null },
  ])('$name', ({ text, fields }) => {
    const { heard } = converse(dns, [[0, text]], { transport: 'udp' })
    expect(heard.map((message) => message.fields)).toEqual(fields === null ? [] : [fields])
  })

  test('the name stands for its labels on the wire', () => {
    const { heard } = converse(dns, [[0, query('icq.com')]], { transport: 'udp' })
    expect(textsSeen(heard[0], 'name')).toMatchObject([{ verbatim: false, wire: [12, 21] }])
  })
})

describeVectors('vectors', () => {
  test('a query that begins like ICQ', () => {
    const { heard } = converse(dns, [[0, vector('neg.dns').text]], { transport: 'udp' })
    expect(heard).toMatchObject([{ fields: { name: ['www.example.com'] } }])
  })
})

describeRecorded('captures', () => {
  test('all queries and answers of a capture', () => {
    const flows = recorded('im-p2p/msnp-typing-in-mapi-zeek')
    const asked = flows.filter(({ server }) => server.endsWith(':53'))
    const datagrams = asked.flatMap(({ turns }) => turns)
    expect(datagrams.length).toBeGreaterThan(10)
    for (const datagram of datagrams)
      expect(converse(dns, [datagram], { transport: 'udp' }).heard).toHaveLength(1)
  })
})

describe('in TCP', () => {
  test('messages behind their lengths; what is answered is stepped over', () => {
    const turns = [
      [0, withLength(query('a.b')) + withLength(answer('c.d')) + withLength(query('e'))],
    ] as const
    const { heard, lost } = converse(dns, turns)
    expect(heard.map(({ fields }) => fields['name']?.[0])).toEqual(['a.b', 'c.d', 'e'])
    expect(heard[1]).toMatchObject({ length: 23, size: 29 })
    expect(lost).toEqual([null, null])
    everyCut(dns, turns)
  })

  test('a length that does not hold the question', () => {
    expect(converse(dns, [[0, `\0\x0c${query('a')}`]]).lost[0]).toBe('no question of DNS')
  })

  test('no division shows, whatever is changed', () => {
    const turns = [
      [0, withLength(query('a.b')) + withLength(answer('c.d')) + withLength(query('e'))],
    ] as const
    const property = fc.property(mutated(turns), anyDivision, (changed, division) => {
      const whole = converse(dns, changed)
      expect(converse(dns, changed, { division })).toEqual(whole)
      expect(converse(dns, changed, { division: [1] })).toEqual(whole)
    })
    fc.assert(property, { seed: 1035, numRuns: 300 })
  })
})

test('random datagrams are survived', () => {
  const header = fc.constantFrom('', query('a').slice(0, 12), answer('a').slice(0, 12))
  const rest = fc.uint8Array({ maxLength: 300 }).map((data) => Buffer.from(data).toString('latin1'))
  const property = fc.property(header, rest, (start, behind) => {
    converse(dns, [[0, start + behind]], { transport: 'udp' })
  })
  fc.assert(property, { seed: 1035, numRuns: 500 })
})
