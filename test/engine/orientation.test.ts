import { describe, expect, test } from 'vitest'
import type { CompiledDialogue } from '../../src/compile/program.js'
import { isFrom, serverSide, settleOpener } from '../../src/engine/orientation.js'
import { flow } from './values.js'

const dialogue = (peer: boolean): CompiledDialogue => ({
  signature: 0,
  transports: ['tcp'],
  peer,
  withinMs: null,
  stageFrom: 0,
  stageTo: 1,
  gates: [],
})

describe('arrows', () => {
  test.each([
    {
      name: 'to the server, from the opener',
      direction: 'to_server',
      opener: 0,
      sender: 0,
      fits: true,
    },
    {
      name: 'to the server, from the other side',
      direction: 'to_server',
      opener: 0,
      sender: 1,
      fits: false,
    },
    {
      name: 'to the client, from the other side',
      direction: 'to_client',
      opener: 0,
      sender: 1,
      fits: true,
    },
    { name: 'either', direction: 'either', opener: 0, sender: 1, fits: true },
    {
      name: 'ruling 12: both ways round while nobody knows the opener',
      direction: 'to_client',
      opener: null,
      sender: 0,
      fits: true,
    },
  ] as const)('$name', ({ direction, opener, sender, fits }) => {
    expect(isFrom(sender, direction, dialogue(false), flow({ opener }), sender)).toBe(fits)
  })

  test('in a `peer` dialogue they go by who sent the entry', () => {
    const known = flow({ opener: 0 })
    expect(isFrom(1, 'to_server', dialogue(true), known, 1)).toBe(true)
    expect(isFrom(0, 'to_server', dialogue(true), known, 1)).toBe(false)
    expect(isFrom(0, 'to_client', dialogue(true), known, 1)).toBe(true)
  })

  test.each([
    {
      name: 'the first match fixes the opener',
      direction: 'to_server',
      peer: false,
      sender: 1,
      opener: 1,
    },
    {
      name: 'so does one against the arrow',
      direction: 'to_client',
      peer: false,
      sender: 1,
      opener: 0,
    },
    {
      name: 'one that may go either way does not',
      direction: 'either',
      peer: false,
      sender: 1,
      opener: null,
    },
    {
      name: 'nor does one of a `peer` dialogue',
      direction: 'to_server',
      peer: true,
      sender: 1,
      opener: null,
    },
  ] as const)('ruling 12: $name', ({ direction, peer, sender, opener }) => {
    const unknown = flow({ opener: null })
    settleOpener(unknown, sender, direction, dialogue(peer))
    expect(unknown.opener).toBe(opener)
  })

  test('ruling 12: it is fixed for good', () => {
    const known = flow({ opener: 0 })
    settleOpener(known, 1, 'to_server', dialogue(false))
    expect(known.opener).toBe(0)
  })
})

describe('who is called the server', () => {
  const hints = (...ports: number[]) =>
    ports.map((port) => ({ transport: 'tcp', from: port, to: port }))
  test.each([
    { name: 'the side that was called', opener: 1, ports: [80, 1025], hinted: [], server: 0 },
    {
      name: 'whose port the signature names',
      opener: null,
      ports: [1025, 5190],
      hinted: [5190],
      server: 1,
    },
    {
      name: 'whose port is lower, without a hint',
      opener: null,
      ports: [5190, 1025],
      hinted: [],
      server: 1,
    },
    {
      name: 'whose port is lower, if both are hinted',
      opener: null,
      ports: [1863, 5190],
      hinted: [1863, 5190],
      server: 0,
    },
  ] as const)('ruling 12: $name', ({ opener, ports, hinted, server }) => {
    expect(serverSide(flow({ opener, ports }), hints(...hinted))).toBe(server)
  })
})
