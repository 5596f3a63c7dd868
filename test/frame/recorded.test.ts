// What AIM and ICQ programs said to each other, as recorded: every byte of both directions belongs to a message, and the
// messages say what the labels of the recordings say.

import { describe, expect, test } from 'vitest'
import type { Framer } from '../../src/frame/framer.js'
import { flap } from '../../src/frame/flap.js'
import { toc } from '../../src/frame/toc.js'
import { type Options, type Seen, type SeenText, runOf } from './cuts.js'
import { conversationsOf } from './recordings.js'

const options: Options = { keys: { tlv: [1, 2, 3, 5, 6, 0x25] } }

interface Said {
  readonly capture: string
  readonly server: string
  readonly framer: Framer
  readonly messages: number
  /** Values that some message has, by path; capabilities by their first four bytes. */
  readonly values: Readonly<Record<string, readonly string[]>>
}

const BITLBEE = ['748f2420', '09461349', '0946134d', '09460000']

const recordings: readonly Said[] = [
  {
    capture: 'recorded/aim_md5_bitlbee_5190.pcap',
    server: '10.77.0.2:5190',
    framer: flap,
    messages: 6,
    values: {
      'tlv[1]': ['imidsbee'],
      key: ['2646400376'],
      'tlv[37]': ['f040949ca05248d040e7ee7d00434e53'],
      'tlv[5]': ['10.77.0.2:5191'],
    },
  },
  {
    capture: 'recorded/aim_md5_bitlbee_5190.pcap',
    server: '10.77.0.2:5191',
    framer: flap,
    messages: 31,
    values: { cap: BITLBEE },
  },
  {
    capture: 'recorded/aim_md5_libpurple_5190.pcap',
    server: '10.77.0.2:5190',
    framer: flap,
    messages: 6,
    values: {
      'tlv[1]': ['imidsaim'],
      'tlv[3]': ['Purple/2.10.9'],
      key: ['4261013996'],
      'tlv[37]': ['7584039389eb744fa1468349d2dd79ca'],
    },
  },
  {
    capture: 'recorded/aim_md5_libpurple_5190.pcap',
    server: '10.77.0.2:5191',
    framer: flap,
    messages: 38,
    values: {
      cap: ['1a093c6c', '563fc809', '0138ca7b'],
      'icbm.name': ['someaimbuddy'],
      'im.text': ['<HTML><BODY>hello from libpurple</BODY></HTML>'],
    },
  },
  {
    capture: 'recorded/icq_xor_libpurple243_5190.pcap',
    server: '10.77.0.2:5190',
    framer: flap,
    messages: 3,
    values: {
      'tlv[1]': ['100200300'],
      'tlv[2]': ['9a45f0b458f5a8a3'],
      'tlv[3]': ['Purple/2.4.3'],
      'tlv[5]': ['10.77.0.2:5191'],
    },
  },
  {
    capture: 'recorded/icq_xor_libpurple243_5190.pcap',
    server: '10.77.0.2:5191',
    framer: flap,
    messages: 39,
    values: {
      'icbm.name': ['555666777'],
      'im.text': ['hello from libpurple 2.4.3'],
      'icq.uin': ['100200300'],
    },
  },
  {
    capture: 'recorded/toc_login.pcap',
    server: '10.77.0.2:17777',
    framer: toc,
    messages: 12,
    values: {
      magic: ['FLAPON'],
      'tlv[1]': ['imidstoc2'],
      main: ['toc_send_im imidstoc1 "hello from Net::AIM"', 'ERROR:901:imidstoc1'],
    },
  },
  {
    capture: 'recorded/toc_login.pcap',
    server: '10.77.0.2:9898',
    framer: toc,
    messages: 12,
    values: {
      'tlv[1]': ['imidstoc1'],
      main: ['SIGN_ON:TOC1.0', 'toc_set_caps 09461343-4C7F-11D1-8222-444553540000'],
    },
  },
  {
    capture: 'im-p2p/aim-oscar-im-oft2-ann-puzzle1.pcap',
    server: '64.12.24.50:443',
    framer: flap,
    messages: 20,
    values: {
      'icbm.name': ['Sec558user1'],
      'im.text': [
        'see you in hawaii!',
        '<HTML><BODY><FONT FACE="Arial" SIZE=2 COLOR=#000000>thanks dude</FONT></BODY></HTML>',
      ],
      'rv.cookie': [Buffer.from('7174647\0').toString('hex')],
      'rv.uuid': ['094613434c7f11d18222444553540000'],
    },
  },
]

function stepsOf({ capture, server }: Said) {
  return conversationsOf(capture)?.find((talk) => talk.server === server)?.steps
}

/** All values of a path, in characters where they are text, else in hex. */
function valuesOf(messages: readonly Seen[], path: string): readonly string[] {
  return messages.flatMap((message) => {
    if (path === 'main') return [message.main?.text ?? '']
    return (message.fields[path] ?? []).map((value) => {
      if (typeof value === 'number') return String(value)
      if ('text' in value) return shown(value as SeenText)
      const [uuid] = value['uuid'] as readonly SeenText[]
      return shown(uuid as SeenText).slice(0, 8)
    })
  })
}

function shown({ text }: SeenText): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : Buffer.from(text, 'latin1').toString('hex')
}

describe.each(recordings)('$capture, $server', (said) => {
  const steps = stepsOf(said)

  test.skipIf(steps === undefined)('every byte belongs to a message', () => {
    const { messages, lost } = runOf(said.framer, steps ?? [], 'whole', options)
    expect(lost).toEqual([null, null])
    expect(messages).toHaveLength(said.messages)
    for (const side of [0, 1] as const) {
      const sent = (steps ?? []).filter((step) => step.side === side)
      const bytes = sent.reduce((sum, step) => sum + step.bytes.length, 0)
      const cut = messages.filter((message) => message.side === side)
      expect(cut.reduce((sum, message) => sum + message.length, 0)).toBe(bytes)
    }
  })

  test.skipIf(steps === undefined)('the messages say what the labels say', () => {
    const { messages } = runOf(said.framer, steps ?? [], 'whole', options)
    for (const [path, values] of Object.entries(said.values))
      expect(valuesOf(messages, path), path).toEqual(expect.arrayContaining([...values]))
  })

  test.skipIf(steps === undefined)('byte by byte nothing is different', () => {
    const whole = runOf(said.framer, steps ?? [], 'whole', options)
    expect(runOf(said.framer, steps ?? [], 'bytes', options).messages).toEqual(whole.messages)
    expect(runOf(said.framer, steps ?? [], { at: 5 }, options).messages).toEqual(whole.messages)
  })
})

describe('of two protocols with the same frames', () => {
  test.each([
    { framer: flap, name: 'FLAP leaves TOC', server: '10.77.0.2:17777', at: [0, 10] },
    { framer: toc, name: 'TOC leaves OSCAR', server: '10.77.0.2:5191', at: [270, 10] },
  ])('$name behind the greeting', ({ framer, server, at }) => {
    const said = recordings.find((recording) => recording.server === server)
    const steps = said && stepsOf(said)
    const lost = steps && runOf(framer, steps).lost.map((place) => place?.offset)
    // Undefined where the recordings are absent.
    expect([at, undefined]).toContainEqual(lost)
  })
})
