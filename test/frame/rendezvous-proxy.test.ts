import { describe, expect, it, test } from 'vitest'
import { odc } from '../../src/frame/odc.js'
import { oft } from '../../src/frame/oft.js'
import { runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors } from './vectors.js'

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

const caller = (bytes: Uint8Array) => ({ side: 0 as const, bytes })
const proxy = (bytes: Uint8Array) => ({ side: 1 as const, bytes })

function packet(digits: string): Buffer {
  const body = hex(digits)
  return Buffer.concat([Buffer.from([0, body.length]), body])
}

const CREATE = packet('044a 0002 00000000 0022 02 6d65 4142434445464748')
const CREATED = packet('044a 0003 00000000 0220 1234 0a010203')
const READY = packet('044a 0005 00000000 0220')

const odcFrame = Buffer.concat([hex('4f444332 004c 0001 0006'), Buffer.alloc(66)])

describe("AOL's rendezvous proxy", () => {
  test.each([
    { name: 'a transfer', framer: oft, inside: oft.info.example ?? hex('') },
    { name: 'a direct connection', framer: odc, inside: odcFrame },
  ])('$name follows its packets', ({ framer, inside }) => {
    const steps = [caller(CREATE), proxy(CREATED), proxy(READY), caller(inside), proxy(inside)]
    const messages = sameHoweverCut(framer, steps)
    expect(messages.map(({ side, offset }) => [side, offset])).toEqual([
      [0, CREATE.length],
      [1, CREATED.length + READY.length],
    ])
  })

  test.each([
    { name: 'a packet behind a message', steps: [caller(odcFrame), caller(READY)], at: 76 },
    {
      name: 'a packet of another kind',
      steps: [caller(hex('000a 044a 0006 00000000 0220'))],
      at: 0,
    },
    { name: 'a packet of another version', steps: [caller(hex('000a 044b 0005 00000000'))], at: 0 },
    { name: 'what neither says', steps: [caller(READY), caller(Buffer.from('GET / '))], at: 12 },
  ])('$name: left at $at', ({ steps, at }) => {
    sameHoweverCut(odc, steps)
    expect(runOf(odc, steps).lost[0]?.offset).toBe(at)
  })
})

describeVectors("AOL's rendezvous proxy: the vector", () => {
  it('is stepped over whole', () => {
    const create = bytesOf('oscar.rvproxy.create')
    const [message] = sameHoweverCut(odc, [caller(create), caller(odcFrame)])
    expect(message?.offset).toBe(create.length)
  })
})
