// The commands that work on signatures, as a user runs them.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf, imids, root, shell } from './imids.js'

const SYN = 0x02

const signature = (title: string, wanted: string) => `signature msn.version {
  id         9000001
  rev        1
  title      "${title}"
  class      instant-messaging
  severity   low
  confidence high
  product    msn
  risk       policy-violation

  dialogue tcp {
    -> msnp "VER " int " " versions:text
    alert "speaks {versions}"
  }

  test "versions" {
    -> "VER 1 MSNP7 CVR0\\r\\n"
    alert { ${wanted} }
  }
}
`
const folder = folderOf({
  'good.sig': signature('MSN versions', 'versions = "MSNP7 CVR0"'),
  'failing.sig': signature('MSN versions', 'versions = "MSNP8"'),
  'broken.sig': signature('MSN versions', 'versions = "MSNP7 CVR0"').replace('title ', 'titel '),
  'ragged.sig': signature('MSN versions', 'versions = "MSNP7 CVR0"').replace('  rev  ', ' rev'),
})
const at = (name: string) => join(folder, name)

test('without a command, the help, as a mistake', () => {
  const { status, stdout, stderr } = imids([])
  expect(stderr).toContain('Usage: imids')
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})

test('a capture without a command, how to scan it', () => {
  expect(imids(['samples/msn-login.pcap'])).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'imids: samples/msn-login.pcap is no command; to look into it: imids scan samples/msn-login.pcap\n(--help says more)\n',
  })
  expect(imids(['scn']).stderr).toContain('(Did you mean scan?)')
})

test('help on a command that there is not is answered as the command', () => {
  const asked = imids(['help', 'scn'])
  expect(asked).toEqual(imids(['scn']))
  expect(asked).toMatchObject({ status: 2, stdout: '' })
  expect(imids(['help', 'fmt'])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Usage: imids fmt') as string,
  })
  expect(imids(['help'])).toMatchObject({ status: 0, stderr: '' })
})

test.each([
  [['-r', 'lan.pcap']],
  [['-rlan.pcap']],
  [['scan', '-r', 'lan.pcap']],
  [['scan', '--no-records', '-r', 'lan.pcap']],
])('%j: captures are named without an option', (args) => {
  expect(imids(args)).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'imids: captures are named without an option: imids scan lan.pcap\n(--help says more)\n',
  })
})

test('the bundled signatures are listed whole to a reader that leaves', () => {
  expect(shell('$IMIDS list | head -1').stdout).toMatch(/^\d+ .*\n$/)
  expect(shell('$IMIDS list --json | head -c 1')).toEqual({ status: 0, stdout: '[', stderr: '' })
})

describe('explain finds what messages name', () => {
  test.each([
    ['snort', '## From Snort and Suricata'],
    ['signature', '## A signature'],
    ['missing-unit', '#### `missing-unit`'],
    ['line', 'line (tcp): '],
    ['msn.login.md5', 'msn.login.md5'],
  ])('%s', (name, beginning) => {
    expect(imids(['explain', name])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(beginning) as string,
    })
  })
})

describe('list', () => {
  const own = folderOf({
    'good.sig': signature('MSN versions', 'versions = "MSNP7 CVR0"'),
    'taxonomy.json': JSON.stringify({ products: { irc: { appProto: 'irc' } } }),
  })
  test('the signatures of a directory', () => {
    expect(imids(['list', '--pack', own])).toMatchObject({
      status: 0,
      stdout: '9000001  msn.version  low  MSN versions\n',
    })
  })

  test('the words, with those that a directory adds', () => {
    const products = (args: string[]) => {
      const { stdout } = imids(['list', '--taxonomy', '--json', ...args])
      return Object.keys((JSON.parse(stdout) as { products: object }).products)
    }
    expect(products([])).not.toContain('irc')
    expect(products(['--pack', own])).toEqual([...products([]), 'irc'])
    expect(imids(['list', '--taxonomy', '--pack', own]).stdout).toMatch(/^ +irc +app_proto irc$/m)
  })

  test('the framers', () => {
    expect(imids(['list', '--framers']).stdout).toMatch(/^msnp +tcp +\S/m)
    expect(JSON.parse(imids(['list', '--framers', '--json']).stdout)).toContainEqual(
      expect.objectContaining({ name: 'datagram', transports: ['udp'] }),
    )
  })
})

describe('check', () => {
  test('nothing wrong: status 0', () => {
    expect(imids(['check', at('good.sig')])).toMatchObject({ status: 0, stderr: '' })
  })

  test('a mistake is shown in its line: status 1', () => {
    const { status, stdout } = imids(['check', at('broken.sig')])
    expect(stdout).toContain(`${at('broken.sig')}:4:3`)
    expect(stdout).toContain('did you mean `title`?')
    expect(status).toBe(1)
  })

  test('lints are advice, unless --deny-lints', () => {
    const { status, stdout } = imids(['check', at('good.sig')])
    expect(stdout).toMatch(/0 errors, [1-9]\d* lints/)
    expect(status).toBe(0)
    expect(imids(['check', at('good.sig'), '--deny-lints']).status).toBe(1)
  })

  test('a file that is not there: status 1', () => {
    expect(imids(['check', at('none.sig')])).toMatchObject({
      status: 1,
      stderr: `imids: ${at('none.sig')}: no such file or directory\n`,
    })
  })
})

describe('test', () => {
  test('a test that passes', () => {
    const { status, stdout } = imids(['test', at('good.sig')])
    expect(stdout).toMatch(/^1 passed, 0 failed \(\d+ plays\)\n$/)
    expect(status).toBe(0)
  })

  test('one that fails shows what was wanted beside what came', () => {
    const { status, stdout } = imids(['test', at('failing.sig')])
    expect(stdout).toContain(
      `${at('failing.sig')}:16:3 msn.version "versions" failed, played as written`,
    )
    expect(stdout).toContain('  ! wanted  alert msn.version { versions = "MSNP8" }\n')
    expect(stdout).toContain('  ! came    alert msn.version { versions = "MSNP7 CVR0" }\n')
    expect(stdout).toMatch(/\n0 passed, 1 failed \(1 plays\)\n$/)
    expect(status).toBe(1)
  })
})

test('fmt --check names the files it would change; fmt changes them', () => {
  const ragged = readFileSync(at('ragged.sig'), 'utf8')
  expect(imids(['fmt', '--check', folder])).toMatchObject({
    status: 1,
    stdout: `${at('ragged.sig')}\n`,
  })
  expect(readFileSync(at('ragged.sig'), 'utf8')).toBe(ragged)
  expect(imids(['fmt', at('ragged.sig')])).toMatchObject({
    status: 0,
    stdout: `${at('ragged.sig')}\n`,
  })
  expect(readFileSync(at('ragged.sig'), 'utf8')).toBe(readFileSync(at('good.sig'), 'utf8'))
})

describe('explain', () => {
  test.each([
    { args: ['msn.login.md5'], says: 'msn.login.md5, ' },
    { args: ['msn.login.md5', '--program'], says: 'msn.login.md5' },
    { args: ['1902001'], says: 'msn.login.md5, ' },
    { args: ['1902001', '--program'], says: 'msn.login.md5' },
    { args: ['unbound-capture'], says: 'unbound-capture' },
    { args: ['--framer', 'msnp'], says: 'msnp (tcp): ' },
  ])('$args', ({ args, says }) => {
    const { status, stdout, stderr } = imids(['explain', ...args])
    expect(stdout).toContain(says)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test.each([
    { args: ['msn.login.md6'], says: 'did you mean msn.login.md5?' },
    { args: ['MSN.Login.MD5'], says: 'did you mean msn.login.md5?' },
    { args: ['msn.login'], says: '`imids list msn.login` has 3 that begin so' },
    { args: ['acme'], says: '`imids list` has the signatures' },
    { args: ['--framer', 'msnq'], says: 'there is no framer msnq; there are ' },
    { args: [], says: 'missing a name, or --framer\n(--help says more)' },
  ])('$args is wrong usage', ({ args, says }) => {
    const { status, stdout, stderr } = imids(['explain', ...args])
    expect(stderr).toMatch(/^imids: /)
    expect(stderr).toContain(says)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })
})

test('list says where a prefix has nothing', () => {
  expect(imids(['list', 'msx'])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'imids: no name of a signature begins with msx; `imids list` has all of them\n',
  })
})

test('list has one list at a time', () => {
  const { status, stderr } = imids(['list', '--framers', '--taxonomy'])
  expect(stderr).toContain("option '--framers' cannot be used with option '--taxonomy'")
  expect(status).toBe(2)
})

test('list, of a prefix and of the words', () => {
  expect(imids(['list', 'msn.login']).stdout).toMatch(/^(\d+ +msn\.login\.\S+ +\w+ +.*\n)+$/)
  expect(imids(['list', '--taxonomy']).stdout).toMatch(/^classes$/m)
})

test('try names the first message that a state might have taken, and did not', () => {
  const unanswered = folderOf({
    'version.sig': signature('MSN versions', 'versions = "MSNP7 CVR0"').replace(
      '    -> msnp "VER " int " " versions:text',
      '    ask:    -> msnp "VER " int " " versions:text\n    answer: <- msnp "VER " int " MSNP99" or after 30s goto drop',
    ),
  })
  const { stdout } = imids(['try', unanswered, 'samples/msn-login.pcap'])
  expect(stdout).toContain(
    'msn.version: passed ask, then waited in `answer`; packet 6 came closest: its main text does not fit',
  )
})

test('try says how far a signature got, and what stopped it', () => {
  const { status, stdout } = imids(['try', 'signatures/msn/login.sig', 'samples/msn-login.pcap'])
  expect(stdout).toContain('msn.login.md5: passed ')
  expect(stdout).toMatch(/\d+ reports?\n$/)
  expect(status).toBe(0)
})

describe('try takes a signature of the pack', () => {
  test.each([['msn.login.md5'], ['1902001']])('%s', (name) => {
    const { status, stdout } = imids(['try', name, 'samples/msn-login.pcap'])
    expect(stdout).toContain(
      'msn.login.md5: passed hello, challenge, response, verdict, to the end',
    )
    expect(stdout).not.toContain('msn.version')
    expect(status).toBe(0)
  })

  test("of a pack of one's own", () => {
    const own = folderOf({ 'version.sig': signature('MSN versions', 'versions = "MSNP7"') })
    const args = ['try', 'msn.version', 'samples/msn-login.pcap', '--pack', own]
    expect(imids(args).stdout).toContain('msn.version: passed s1, to the end')
  })

  test.each([
    {
      name: 'msn.login.md6',
      says: 'no file and no signature msn.login.md6; did you mean ',
      status: 2,
    },
    { name: 'msn.login', says: '`imids list msn.login` has 3 that begin so', status: 2 },
    { name: 'none.sig', says: 'none.sig: no such file or directory', status: 1 },
    { name: 'no/where', says: 'no/where: no such file or directory', status: 1 },
  ])('or says that there is no $name', ({ name, says, status }) => {
    const ran = imids(['try', name, 'samples/msn-login.pcap'])
    expect(ran.stderr).toContain(says)
    expect(ran).toMatchObject({ status, stdout: '' })
  })
})

test('try says of a signature of one state that it came to its end', () => {
  const good = join(folder, 'good.sig')
  expect(imids(['try', good, 'samples/msn-login.pcap']).stdout.split('\n')).toEqual([
    'samples/msn-login.pcap',
    '  10.77.0.4:36790 -> 10.77.0.2:1863',
    '    msn.version: passed s1, to the end',
    '  10.77.0.1:53766 -> 10.77.0.2:1863',
    '    msn.version: passed s1, to the end',
    '  10.77.0.1:60106 -> 10.77.0.2:1864',
    '    msn.version: its entry matched nothing; packet 41 came closest: its main text does not fit',
    '  2 reports',
    '',
  ])
})

test('try says once what it would say often of a flow, and what was held back', () => {
  const { stdout } = imids([
    'try',
    'signatures/gnutella/message.sig',
    'samples/gnutella06_gtkg_session_51234.pcap',
  ])
  const end = 'passed s1, to the end'
  const held = '`once per` held back what it reported'
  expect(stdout).toContain(`\n    gnutella.ping: ${end} (9 times; ${held} 7 times)\n`)
})

describe('try says of a signature that was silent', () => {
  const entry = (name: string, id: number, body: string) => `signature own.${name} {
  id ${id} rev 1 title "A version" class instant-messaging severity low product msn risk policy-violation
  ${body}
}
`
  const own = folderOf({
    'stream.sig': entry('stream', 9000001, 'dialogue tcp { -> stream "NEVER" alert "x" }'),
    'turn.sig': entry('turn', 9000002, 'dialogue tcp { -> turn "NEVER" alert "x" }'),
    'count.sig': entry(
      'count',
      9000004,
      'count 9 msn.login.md5 within 60s per flow.server alert "x"',
    ),
    'framer.sig': entry('framer', 9000005, 'dialogue tcp { -> ymsg alert "x" }'),
    'mid.pcap': withoutSyns('samples/msn-login.pcap'),
  })
  const nothing = 'no flow has a message of the framer that it begins with'
  const midway = 'all 3 TCP flows began before the capture did'
  test.each([
    {
      name: 'own.stream',
      wanted: join(own, 'stream.sig'),
      capture: 'samples/msn-login.pcap',
      says: 'the bytes that its entry looks for are in no stream',
    },
    {
      name: 'own.stream',
      wanted: join(own, 'stream.sig'),
      capture: join(own, 'mid.pcap'),
      says: `the bytes that its entry looks for are in no stream: ${midway}, and \`stream\` can only be read from the beginning of a flow`,
    },
    {
      name: 'own.turn',
      wanted: join(own, 'turn.sig'),
      capture: join(own, 'mid.pcap'),
      says: `${nothing}: ${midway}, and \`turn\` can only be read from the beginning of a flow`,
    },
    {
      name: 'own.framer',
      wanted: join(own, 'framer.sig'),
      capture: join(own, 'mid.pcap'),
      says: nothing,
    },
    {
      name: 'msn.t120',
      wanted: 'msn.t120',
      capture: 'samples/msn-login.pcap',
      says: `${nothing}, or no \`expect\` announced that flow`,
    },
    {
      name: 'own.count',
      wanted: join(own, 'count.sig'),
      capture: 'samples/msn-login.pcap',
      says: 'msn.login.md5 did not report often enough',
    },
  ])('$name: $says', ({ name, wanted, capture, says }) => {
    const { stdout } = imids(['try', wanted, capture])
    expect(stdout.split('\n').slice(1)).toEqual([`  ${name}: ${says}`, '  0 reports', ''])
  })
})

/** A pcap of IPv4 in Ethernet as if it had begun when its flows were open already. */
function withoutSyns(path: string): Uint8Array {
  const file = readFileSync(join(root, path))
  const kept = [file.subarray(0, 24)]
  for (let at = 24; at < file.length;) {
    const end = at + 16 + file.readUInt32LE(at + 8)
    const ip = at + 16 + 14
    const flags = file.readUInt8(ip + 4 * (file.readUInt8(ip) & 0x0f) + 13)
    if ((flags & SYN) === 0) kept.push(file.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}
