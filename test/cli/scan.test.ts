// imids scan, as a user runs it.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bytes, ethernet, ipv4 } from '../front/plain/decode/build.js'
import { pcapFile } from '../support/pcap.js'
import { folderOf, imids, imidsUnprivileged, interrupted, root, shell } from './imids.js'
import { OWN_SIGNATURE } from '../support/own-signature.js'

const MSN = 'samples/msn-login.pcap'
const ICQ = 'samples/icq-login.pcap'
const capture = readFileSync(join(root, MSN))

const SYN = 0x02
const ACK = 0x10

/** From client to server, on Ethernet. */
function segment(sequence: number, flags: number, text = '') {
  const word = sequence.toString(16).padStart(8, '0')
  const header = `0444 0747 ${word} 00000000 50${flags.toString(16).padStart(2, '0')} 2000 0000 0000`
  return { bytes: bytes(ethernet('0800', ipv4(6, `${header} '${text}'`))) }
}

const folder = folderOf({
  'empty.pcap': '',
  'wrong.pcap': 'GIF89a, and not a capture at all',
  'headless.pcap': capture.subarray(0, 10),
  'truncated.pcap': capture.subarray(0, capture.length - 7),
  'lying.pcap': pcapFile([{ bytes: new Uint8Array(60) }]).map((byte, at) =>
    at === 35 ? 0xff : byte,
  ),
  'overlap.pcap': pcapFile([
    segment(99, SYN),
    segment(104, ACK, '1 MSNP7\r\n'),
    segment(104, ACK, '1 MSNP8\r\n'),
    segment(100, ACK, 'VER '),
  ]),
  'own.sig': OWN_SIGNATURE,
  'broken.sig': 'signature a.b { id 9000002 rev 1 titel "x" }\n',
})
const at = (name: string) => join(folder, name)

interface Event {
  event_type: string
  alert?: { metadata: { kind?: string[] }; context: Record<string, unknown> }
}
const eventsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Event)

describe('what it says', () => {
  test('reports, then the summary, on standard output; status 0', () => {
    const { status, stdout, stderr } = imids(['scan', MSN])
    expect(stdout).toMatch(/MSN sign-on by bob@imids\.invalid.*: accepted\n/)
    expect(stdout).toMatch(/^1 capture, 56 packets, \d+ flows: \d+ alerts?, \d+ records?$/m)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('--eve - leaves nothing but EVE lines on standard output', () => {
    const { status, stdout, stderr } = imids(['scan', MSN, '--eve', '-'])
    const types = eventsOf(stdout).map(({ event_type: type }) => type)
    expect(types).toContain('alert')
    expect(types.at(-1)).toBe('stats')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('--eve FILE writes the same lines there, and leaves the screen to the reader', () => {
    const { stdout } = imids(['scan', MSN, '--eve', at('out.eve')])
    expect(stdout).toContain('MSN sign-on')
    expect(readFileSync(at('out.eve'), 'utf8')).toBe(imids(['scan', MSN, '--eve', '-']).stdout)
  })

  test('secrets are masked, unless --reveal', () => {
    expect(imids(['scan', ICQ]).stdout).not.toContain('icqpass1')
    expect(imids(['scan', ICQ, '--reveal']).stdout).toContain('icqpass1')
  })

  test('--no-records leaves alerts', () => {
    const kinds = (...flags: string[]) =>
      eventsOf(
        imids(['scan', 'samples/yahoo_ymsg_cram_5050.pcap', MSN, '--eve', '-', ...flags]).stdout,
      )
        .filter(({ event_type: type }) => type === 'alert')
        .map(({ alert }) => alert?.metadata.kind?.[0] ?? 'alert')
    expect(new Set(kinds())).toEqual(new Set(['alert', 'record']))
    expect(new Set(kinds('--no-records'))).toEqual(new Set(['alert']))
  })

  test('--summary writes what was found as JSON', () => {
    imids(['scan', MSN, '--summary', at('summary.json')])
    const summary = JSON.parse(readFileSync(at('summary.json'), 'utf8')) as Record<string, unknown>
    expect(summary).toMatchObject({ counts: { captures: 1, packets: 56 } })
    expect(JSON.stringify(summary['accounts'])).toContain('bob@imids.invalid')
  })

  test('--summary - leaves nothing but the summary on standard output', () => {
    imids(['scan', MSN, '--summary', at('summary.json')])
    const { status, stdout } = imids(['scan', MSN, '--summary', '-'])
    expect(stdout).toBe(readFileSync(at('summary.json'), 'utf8'))
    expect(status).toBe(0)
  })

  test('devices may be named for several outputs', () => {
    expect(imids(['scan', MSN, '--eve', '/dev/null', '--summary', '/dev/null']).status).toBe(0)
  })

  test('--signatures reports what those find, and nothing else', () => {
    const { status, stdout } = imids(['scan', '--signatures', at('own.sig'), MSN])
    expect(stdout).toContain('speaks MSNP7')
    expect(stdout).not.toContain('sign-on')
    expect(status).toBe(0)
  })
})

describe('limits', () => {
  test('what had to go is said', () => {
    const { status, stdout } = imids(['scan', MSN, '--limit', 'flows=1'])
    expect(stdout).toMatch(/^ {2}flows that had to make room \(--limit flows\): [1-9]/m)
    expect(imids(['scan', MSN, '--limit', 'flows=1', '--eve', '-']).stdout).toContain(
      '"event":"imids.limit.flows"',
    )
    expect(status).toBe(0)
  })

  test('--policy says whose bytes are read where segments overlap', () => {
    const overlap = at('overlap.pcap')
    const message = (policy: string) =>
      imids(['scan', overlap, '--signatures', at('own.sig'), '--policy', policy]).stdout
    expect(message('first')).toContain('speaks MSNP7')
    expect(message('last')).toContain('speaks MSNP8')
    expect(message('last')).toContain('segments that overlap others and differ from them')
  })
})

describe('captures', () => {
  test('standard input', () => {
    const { status, stdout } = imids(['scan', '-'], capture)
    expect(stdout).toContain('MSN sign-on by bob@imids.invalid')
    expect(status).toBe(0)
  })

  test('a directory, with what is no capture skipped and counted', () => {
    const { status, stdout } = imids(['scan', 'samples'])
    expect(stdout).toMatch(/^samples\/msn-login\.pcap$/m)
    expect(stdout).toContain('  files in directories that are no captures, skipped: 1\n')
    expect(status).toBe(0)
  })

  test('a directory with an archive, of which the summary tells', () => {
    const { status, stdout } = imids([
      'scan',
      folderOf({ 'a.pcap': capture, 'b.zip': 'PK\x03\x04' }),
    ])
    expect(stdout).toMatch(
      /^ {2}archives and packed files in directories, not opened until they are unpacked: 1$/m,
    )
    expect(status).toBe(0)
  })

  test('two halves of one are one with --continue', () => {
    const cut = recordBoundary(28)
    const halves = folderOf({
      'a.pcap': capture.subarray(0, cut),
      'b.pcap': Buffer.concat([capture.subarray(0, 24), capture.subarray(cut)]),
    })
    const flows = (...flags: string[]) =>
      Number(/ (\d+) flows?:/.exec(imids(['scan', halves, ...flags]).stdout)?.[1])
    const whole = Number(/ (\d+) flows?:/.exec(imids(['scan', MSN]).stdout)?.[1])
    expect(flows('--continue')).toBe(whole)
    expect(flows()).toBeGreaterThan(whole)
  })

  test.each([
    {
      name: 'missing.pcap',
      complaint: 'byte 0: no such file, a capture was expected; check the name',
    },
    { name: 'empty.pcap', complaint: 'byte 0: empty file, a capture was expected' },
    {
      name: 'wrong.pcap',
      complaint: 'byte 0: not a capture: begins with [0-9a-f]{16}, pcap or pcapng',
    },
    { name: 'headless.pcap', complaint: 'byte 10: file ends within its pcap header of 24 bytes' },
    {
      name: 'truncated.pcap',
      complaint: 'byte \\d+: file ends 7 bytes before the end of a record; ',
    },
    {
      name: 'lying.pcap',
      complaint: 'byte 24: packet header says \\d+ bytes, the limit is \\d+; ',
    },
  ])('$name is one line on standard error, and the next is scanned', ({ name, complaint }) => {
    const { status, stdout, stderr } = imids(['scan', at(name), MSN])
    expect(stderr).toMatch(new RegExp(`^imids: ${at(name)}: ${complaint}.*\n$`))
    expect(stdout).toContain('MSN sign-on by bob@imids.invalid')
    expect(status).toBe(1)
  })

  test('what stands before the end of a truncated one is found', () => {
    expect(imids(['scan', at('truncated.pcap')]).stdout).toContain('MSN sign-on by')
  })

  test('a capture that may not be read', () => {
    const folder = folderOf({ 'locked.pcap': capture })
    const path = join(folder, 'locked.pcap')
    chmodSync(folder, 0o755)
    chmodSync(path, 0)
    const { status, stdout, stderr } = imidsUnprivileged(['scan', path, MSN])
    expect(stderr).toBe(
      `imids: ${path}: byte 0: permission denied, a file to read was expected; check its permissions and its disk\n`,
    )
    expect(stdout).toContain('MSN sign-on by bob@imids.invalid')
    expect(status).toBe(1)
  })
})

describe('ends', () => {
  test('a reader that leaves early ends it quietly', () => {
    const many = Array<string>(20).fill('samples').join(' ')
    expect(shell(`$IMIDS scan ${many} --eve - | head -1 | wc -l`)).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\s*1\n$/),
      stderr: '',
    })
  })

  const full = '/dev/full'

  test.skipIf(!existsSync(full)).each([
    { output: '--eve', args: ['--eve', full] },
    { output: '--summary', args: ['--summary', full] },
  ])('a full disk under $output is said, and the rest is written', ({ args }) => {
    const { status, stdout, stderr } = imids(['scan', MSN, ...args])
    expect(stderr).toBe(
      'imids: /dev/full: ENOSPC: no space left on device, write: not everything was written\n',
    )
    expect(stdout).toMatch(/^1 capture, 56 packets/m)
    expect(status).toBe(1)
  })

  test.skipIf(!existsSync(full))('a full disk under standard output is said', () => {
    expect(shell(`$IMIDS scan ${MSN} > ${full}`)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^imids: .*: ENOSPC: .*: not everything was written\n$/,
      ) as string,
    })
  })

  test('Ctrl-C keeps what was found, and says so', async () => {
    const again = Array<string>(400).fill('samples')
    const eve = at('interrupted.eve')
    const { status, stdout, stderr } = await interrupted(['scan', ...again, '--eve', eve])
    expect(stderr).toBe('imids: interrupted: what was found until then was written\n')
    expect(stdout).toMatch(/captures?, [\d,]+ packets/)
    expect(eventsOf(readFileSync(eve, 'utf8')).at(-1)?.event_type).toBe('stats')
    expect(status).toBe(1)
  })
})

describe('wrong usage: one line, and where to read more; status 2', () => {
  test.each([
    { args: ['scan'], says: "missing required argument 'capture'" },
    { args: ['scan', MSN, '--nonsense'], says: "unknown option '--nonsense'" },
    { args: ['scan', MSN, '--flows', 'some'], says: "option '--flows <which>' argument 'some'" },
    { args: ['scan', MSN, '--limit', 'flow=3'], says: 'Did you mean flows?' },
    { args: ['scan', MSN, '--limit', 'flows=0'], says: 'It is written flows=NUMBER, from 1' },
    { args: ['scan', MSN, '--timeout', 'tcp'], says: 'It is written tcp=NUMBER' },
    { args: ['scan', MSN, '--policy', 'cisco'], says: "'cisco' is invalid" },
    { args: ['scan', MSN, '--eve', '/nowhere/out.eve'], says: '--eve: ENOENT' },
    { args: ['scan', MSN, '--summary', '/nowhere/sum.json'], says: '--summary: ENOENT' },
    { args: ['scan', MSN, '--flows', 'all'], says: 'name it as well' },
    { args: ['scan', MSN, '--eve', '-', '--summary', '-'], says: 'both want standard output' },
    { args: ['scan', MSN, '--eve', 'x', '--summary', './x'], says: 'both want x' },
  ])('$args', ({ args, says }) => {
    const { status, stdout, stderr } = imids(args)
    const [line, more, ...rest] = stderr.trimEnd().split('\n')
    expect(line).toMatch(/^imids: /)
    expect(line).toContain(says)
    expect({ status, stdout, more, rest }).toEqual({
      status: 2,
      stdout: '',
      more: '(--help says more)',
      rest: [],
    })
  })

  test.each([
    { name: 'a capture', bytes: capture },
    { name: 'a packed capture', bytes: gzipSync(capture) },
    { name: 'a capture cut within its header', bytes: capture.subarray(0, 10) },
    { name: 'a capture that is not read', bytes: Buffer.from('snoop\0\0\0and more') },
  ])('$name is not written over', ({ bytes }) => {
    for (const option of ['--eve', '--summary']) {
      writeFileSync(at('kept.pcap'), bytes)
      const { status, stderr } = imids(['scan', option, at('kept.pcap'), MSN])
      expect(stderr).toContain(`${option}: ${at('kept.pcap')} is a capture`)
      expect(status).toBe(2)
      expect(readFileSync(at('kept.pcap'))).toEqual(bytes)
    }
  })

  test('what an earlier scan wrote is written over', () => {
    writeFileSync(at('earlier.eve'), imids(['scan', ICQ, '--eve', '-']).stdout)
    expect(imids(['scan', MSN, '--eve', at('earlier.eve')]).status).toBe(0)
    expect(readFileSync(at('earlier.eve'), 'utf8')).toBe(imids(['scan', MSN, '--eve', '-']).stdout)
  })

  test('signatures with mistakes are shown, and nothing is scanned', () => {
    const { status, stdout, stderr } = imids([
      'scan',
      MSN,
      '--signatures',
      at('broken.sig'),
      '--eve',
      at('unwritten.eve'),
    ])
    expect(stderr).toContain('did you mean `title`?')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(existsSync(at('unwritten.eve'))).toBe(false)
  })
})

/** Where the record with this 0-based number begins. */
function recordBoundary(number: number): number {
  let place = 24
  for (let seen = 0; seen < number; seen++) place += 16 + capture.readUInt32LE(place + 8)
  return place
}
