// Whole scans of small captures against lines that were worked out by hand.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { PlainFront } from '../../src/front/plain/plain-front.js'
import { EveSink } from '../../src/output/eve.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { tee } from '../../src/output/tee.js'
import { defaultLimits, loadProgram } from '../../src/scan/pipeline.js'
import { scanCaptures } from '../../src/scan/scan.js'
import { eveComplaints } from '../support/eve-schema.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { program, applications } = compileBundled()
const loaded = loadProgram(program, new Map(applications))

type Event = Record<string, unknown>

/** EVE events of what these signatures find in a capture, named from the project's folder. */
async function scan(capture: string, signatures: readonly string[], reveal = false): Promise<Event[]> {
  const lines: string[] = []
  const sink = new EveSink((line) => lines.push(line), 'alerted')
  const before = process.cwd()
  process.chdir(root)
  try {
    const { problems } = await scanCaptures([capture], loaded, tee([sink], new Set(signatures)), {
      makeFront: (front, options) => new PlainFront(front, options),
      limits: defaultLimits,
      reveal,
      continued: false,
      decoder: {},
      onProblem: () => undefined,
      interrupted: () => false,
    })
    expect(problems).toEqual([])
  } finally {
    process.chdir(before)
  }
  return lines.map((line) => JSON.parse(line) as Event)
}

function expected(name: string): Event[] {
  return readFileSync(new URL(`${name}/expected.eve`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Event)
}

describe.each([
  { name: 'msn-login', capture: 'samples/msn-login.pcap', signatures: ['msn.login.md5'] },
  { name: 'icq-login', capture: 'samples/icq-login.pcap', signatures: ['aim.login.roasted'] },
])('$name', ({ name, capture, signatures }) => {
  test('gives the lines that were worked out by hand', async () => {
    const events = (await scan(capture, signatures)).filter(
      ({ event_type: type }) => type !== 'stats',
    )
    expect(events.map((event) => ({ ...event, flow_id: undefined }))).toEqual(expected(name))
  })

  test('ruling 11: all events of a flow bear one flow_id, below 2^51, and the same each time', async () => {
    const ids = async () => (await scan(capture, signatures)).map(({ flow_id: id }) => id)
    const first = await ids()
    expect(await ids()).toEqual(first)
    for (const id of first.slice(0, -1)) {
      expect(Number.isSafeInteger(id)).toBe(true)
      expect(id).toBeLessThan(2 ** 51)
    }
  })

  test.skipIf(eveComplaints === null)("is valid against Suricata's schema", async () => {
    const complain = eveComplaints ?? (() => [])
    expect((await scan(capture, signatures)).flatMap(complain)).toEqual([])
  })
})

describe('ruling 39: a secret is written by --reveal only', () => {
  test.each([
    {
      capture: 'samples/icq-login.pcap',
      signature: 'aim.login.roasted',
      name: 'password',
      secret: 'icqpass1',
    },
    {
      capture: 'samples/msn-login.pcap',
      signature: 'msn.login.md5',
      name: 'response',
      secret: '865bf5533cb4da47928c822cdae85815',
    },
  ])('$name in $capture', async ({ capture, signature, name, secret }) => {
    expect(JSON.stringify(await scan(capture, [signature]))).not.toContain(secret)
    const [revealed] = await scan(capture, [signature], true)
    expect(revealed).toMatchObject({ alert: { context: { [name]: secret } } })
  })
})
