import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { httpConnect } from '../../src/tunnel/http-connect.js'
import { socks4, socks5 } from '../../src/tunnel/socks.js'
import type { Tunnel } from '../../src/tunnel/tunnel.js'
import { shared } from '../support/shared.js'

/** What each side says in turn; hexadecimal digits, or text behind a quotation mark. */
type Said = readonly (readonly [Side, string])[]

const bytesOf = (said: string) =>
  said.startsWith('"')
    ? Buffer.from(said.slice(1), 'latin1')
    : Buffer.from(said.replaceAll(' ', ''), 'hex')

/** Plays a conversation, and says where the inside begins on each side (null: it does not), and for what target. */
function play(tunnel: Tunnel, said: Said, cut: number, ends = false) {
  const framing = tunnel.open()
  const sides = [0, 1].map(() => ({ bytes: Buffer.alloc(0), at: 0, over: false }))
  const ask = (side: Side, final: boolean) => {
    const line = sides[side]
    while (line !== undefined && !line.over && line.at < line.bytes.length) {
      const { bytes, at } = line
      const result = framing.cut(side, {
        bytes,
        start: at,
        end: bytes.length,
        scanned: 0,
        final,
        first: at === 0,
      })
      if (result.kind === 'more') return
      if (result.kind === 'skip') line.at += result.length
      else line.over = true
    }
  }
  for (const [side, text] of said) {
    const bytes = bytesOf(text)
    for (let from = 0; from < bytes.length; from += cut) {
      const line = sides[side]
      if (line === undefined) continue
      line.bytes = Buffer.concat([line.bytes, bytes.subarray(from, from + cut)])
      for (const one of [side, side ? 0 : 1, side] as const) ask(one, false)
    }
  }
  if (ends) for (const side of [0, 1] as const) ask(side, true)
  const where = (side: Side) => (framing.inside(side) ? (sides[side]?.at ?? null) : null)
  const { via } = framing
  return {
    inside: [where(0), where(1)],
    via: via === null ? null : `${via.kind} ${via.host}:${via.port}`,
    bound: via?.bound ?? null,
    opener: framing.opener,
  }
}

const CONNECT = '"CONNECT login.oscar.aol.com:5190 HTTP/1.0\r\nHost: x\r\n\r\n'

describe('where a tunnel begins, however it is cut', () => {
  test.each<{
    name: string
    tunnel: Tunnel
    said: Said
    inside: [number | null, number | null]
    via: string | null
    opener?: Side
  }>([
    {
      name: 'SOCKS4',
      tunnel: socks4,
      said: [
        [0, '0401 1446 cdbc090f 6c65616b 00'],
        [1, '005a 1446 cdbc090f 2a01'],
        [0, '2a01'],
      ],
      inside: [13, 8],
      via: 'socks4 205.188.9.15:5190',
    },
    {
      name: 'SOCKS4a',
      tunnel: socks4,
      said: [
        [0, '0401 0747 00000001 00 6d657373656e6765722e686f746d61696c2e636f6d 00'],
        [1, '005a 0000 00000000 2a01'],
        [0, '2a01'],
      ],
      inside: [31, 8],
      via: 'socks4 messenger.hotmail.com:1863',
    },
    {
      name: 'SOCKS4 refused',
      tunnel: socks4,
      said: [
        [0, '0401 1446 cdbc090f 00'],
        [1, '005b 0000 00000000'],
        [0, '2a01'],
      ],
      inside: [null, null],
      via: 'socks4 205.188.9.15:5190',
    },
    {
      name: 'a user id with control characters is none',
      tunnel: socks4,
      said: [
        [0, '0401 1446 cdbc090f 0102 00'],
        [1, '005a 0000 00000000 2a01'],
      ],
      inside: [null, null],
      via: null,
    },
    {
      name: 'SOCKS5 without a login, to a name',
      tunnel: socks5,
      said: [
        [0, '05 02 0002'],
        [1, '0500'],
        [0, '05010003 13 6c6f67696e2e6f736361722e616f6c2e636f6d 1446'],
        [1, '05000001 0a000001 10e1 2a01'],
        [0, '2a01'],
      ],
      inside: [30, 12],
      via: 'socks5 login.oscar.aol.com:5190',
    },
    {
      name: 'SOCKS5 with a login, to an IPv6 address',
      tunnel: socks5,
      said: [
        [1, '05 01 02'],
        [0, '0502'],
        [1, '01 04 6c65616b 08 7365637265743432'],
        [0, '0100'],
        [1, '05010004 20010db8000000000000000000000001 0747'],
        [0, '05000001 0a000001 10e1 2a01'],
        [1, '2a01'],
      ],
      inside: [14, 40],
      via: 'socks5 2001:db8::1:1863',
      opener: 1,
    },
    {
      name: 'a login that is refused',
      tunnel: socks5,
      said: [
        [0, '05 01 02'],
        [1, '0502'],
        [0, '01 01 61 01 62'],
        [1, '0101'],
        [0, '2a01'],
      ],
      inside: [null, null],
      via: null,
    },
    {
      name: 'a client that does not wait for the reply',
      tunnel: socks5,
      said: [
        [0, '05 01 00'],
        [1, '0500'],
        [0, '05010001 40040d3a 0747 2a01'],
        [1, '05000001 00000000 0000 2a02'],
      ],
      inside: [13, 12],
      via: 'socks5 64.4.13.58:1863',
    },
    {
      name: 'bind is answered twice, and what comes in opens the inside',
      tunnel: socks5,
      said: [
        [0, '05 01 00'],
        [1, '0500'],
        [0, '05020001 00000000 0000'],
        [1, '05000001 0a000001 10e1'],
        [1, '05000001 0a000002 10e2 2a02'],
        [0, '2a01'],
      ],
      inside: [13, 22],
      via: 'socks5 0.0.0.0:0',
      opener: 1,
    },
    {
      name: 'UDP associate carries nothing',
      tunnel: socks5,
      said: [
        [0, '05 01 00'],
        [1, '0500'],
        [0, '05030001 00000000 0000'],
        [1, '05000001 0a000001 10e1'],
        [0, '2a'],
      ],
      inside: [null, null],
      via: null,
    },
    {
      name: 'HTTP CONNECT',
      tunnel: httpConnect,
      said: [
        [0, CONNECT],
        [1, '"HTTP/1.0 200 Connection established\r\n\r\nFLAP'],
        [0, '"FLAP'],
      ],
      inside: [CONNECT.length - 1, 39],
      via: 'connect login.oscar.aol.com:5190',
    },
    {
      name: 'HTTP CONNECT refused, and asked for again',
      tunnel: httpConnect,
      said: [
        [0, CONNECT],
        [1, '"HTTP/1.1 407 No\r\nContent-Length: 5\r\n\r\nsorry'],
        [0, CONNECT],
        [1, '"HTTP/1.1 200 OK\n\nFLAP'],
        [0, '"FLAP'],
      ],
      inside: [2 * (CONNECT.length - 1), 43 + 17],
      via: 'connect login.oscar.aol.com:5190',
    },
    {
      name: 'HTTP CONNECT refused for good',
      tunnel: httpConnect,
      said: [
        [0, CONNECT],
        [1, '"HTTP/1.1 403 No\r\n\r\nsorry'],
        [0, '"FLAP'],
      ],
      inside: [null, null],
      via: 'connect login.oscar.aol.com:5190',
    },
    {
      name: 'another method',
      tunnel: httpConnect,
      said: [
        [0, '"CONNECTION test\r\n\r\n'],
        [1, '"HTTP/1.1 200 OK\r\n\r\nx'],
      ],
      inside: [null, null],
      via: null,
    },
  ])('$name', ({ tunnel, said, inside, via, opener }) => {
    for (const cut of [1000, 1, 2, 3, 7]) {
      const found = play(tunnel, said, cut)
      expect(found.inside, `cut ${cut}`).toEqual(inside)
      expect(found.via, `cut ${cut}`).toBe(via)
      if (opener !== undefined) expect(found.opener).toBe(opener)
    }
  })

  test('a capture of the client alone: what follows its request is inside', () => {
    const said: Said = [
      [0, '05 01 00'],
      [0, '05010001 40040d3a 0747'],
      [0, '2a01'],
    ]
    expect(play(socks5, said, 1000).inside).toEqual([null, null])
    expect(play(socks5, said, 1000, true).inside).toEqual([13, null])
    expect(play(socks5, [...said, [0, '00'.repeat(4096)]], 1000).inside).toEqual([13, null])
  })
})

const vectors = shared('protocols/vectors.json')
test.skipIf(vectors === null)('the requests of the protocol documents are understood', () => {
  const { vectors: list } = JSON.parse(readFileSync(vectors ?? '', 'utf8')) as {
    vectors: { id: string; hex: string }[]
  }
  const hex = (id: string) => list.find((one) => one.id === id)?.hex ?? ''
  const target = (tunnel: Tunnel, ...names: string[]) =>
    play(
      tunnel,
      names.map((name): [Side, string] => [0, hex(name)]),
      1000,
    ).via
  expect(target(socks4, 'socks4.connect')).toBe('socks4 205.188.9.15:5190')
  expect(target(socks4, 'socks4a.connect')).toBe('socks4 messenger.hotmail.com:1863')
  expect(target(socks5, 'socks5.greet', 'socks5.userpass', 'socks5.connect.name')).toBe(
    'socks5 login.oscar.aol.com:5190',
  )
  expect(target(socks5, 'socks5.greet', 'socks5.connect.ip')).toBe('socks5 64.4.13.58:1863')
  for (const [name, via] of [
    ['connect.aim', 'login.oscar.aol.com:5190'],
    ['connect.icq', 'login.icq.com:443'],
    ['connect.msn', 'messenger.hotmail.com:1863'],
    ['connect.yahoo', 'scs.msg.yahoo.com:5050'],
    ['connect.other', '205.188.9.15:443'],
  ] as const)
    expect(target(httpConnect, name)).toBe(`connect ${via}`)
})
