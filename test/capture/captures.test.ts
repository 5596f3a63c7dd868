import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Opened } from '../../src/capture/capture.js'
import { openCaptures } from '../../src/capture/captures.js'
import { describeProblem } from '../../src/capture/problem.js'
import { openTimeline } from '../../src/capture/timeline.js'
import { pcapFile } from '../support/pcap.js'
import { readOpened } from './read.js'

const root = mkdtempSync(join(tmpdir(), 'imids-captures-'))
afterAll(() => rmSync(root, { recursive: true }))

const at = (seconds: number) => pcapFile([{ bytes: new Uint8Array(60), seconds }])

function write(path: string, bytes: Uint8Array | string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), bytes)
}

/** Names below the test's folder, or the text of the problem. */
async function names(opened: AsyncIterable<Opened>): Promise<string[]> {
  const list: string[] = []
  for await (const one of opened) {
    list.push((one.ok ? one.capture.name : describeProblem(one.problem)).replaceAll(root, ''))
    if (one.ok) one.capture.close()
  }
  return list
}

describe('directories', () => {
  beforeAll(() => {
    write('mixed/b.pcap', at(1))
    write('mixed/a/2.pcap', at(2))
    write('mixed/a/1.not-named-so', at(3))
    write('mixed/a.pcap', at(4))
    write('mixed/a/deep/er/x.gz', gzipSync(at(5)))
    write('mixed/notes.txt', 'nothing to see')
    write('mixed/log.gz', gzipSync('nothing to see'))
    write('mixed/empty.pcap', '')
    write('mixed/half.pcap', at(6).subarray(0, 20))
    write('mixed/bundle.zip', 'PK\x03\x04')
    write('mixed/old.snoop', 'snoop\0\0\0\0\0\0\x02')
    write('none/readme', 'nothing to see')
    mkdirSync(join(root, 'hollow'))
  })

  test('are read recursively, told by content, sorted by path, and the rest is counted', async () => {
    const census = { captures: 0, skipped: 0, packed: 0 }
    expect(await names(openCaptures([join(root, 'mixed')], census))).toEqual([
      '/mixed/a.pcap',
      '/mixed/a/1.not-named-so',
      '/mixed/a/2.pcap',
      '/mixed/a/deep/er/x.gz',
      '/mixed/b.pcap',
      '/mixed/half.pcap: byte 20: file ends within its pcap header of 24 bytes; all before it was scanned, for the rest copy the file again',
      '/mixed/old.snoop: byte 0: Solaris snoop, which is not read; editcap converts it',
    ])
    expect(census).toEqual({ captures: 5, skipped: 3, packed: 1 })
  })

  test.each([
    { name: 'none', skipped: 1 },
    { name: 'hollow', skipped: 0 },
  ])('without captures are a problem: $name', async ({ name, skipped }) => {
    expect(await names(openCaptures([join(root, name)]))).toEqual([
      `/${name}: directory without captures, where one was expected: ${skipped} files of other kinds; name one that has pcap or pcapng files`,
    ])
  })

  test('of archives are a problem that says so', async () => {
    write('archives/more.tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0' + '00')]))
    write(
      'archives/rest.tgz',
      gzipSync(Buffer.concat([Buffer.alloc(257, 'x'), Buffer.from('ustar  ')])),
    )
    write('archives/notes', 'nothing to see')
    expect(await names(openCaptures([join(root, 'archives')]))).toEqual([
      '/archives: directory without captures, where one was expected: 1 files of other kinds, 2 archives or packed files to unpack first; name one that has pcap or pcapng files',
    ])
    expect(await names(openCaptures([join(root, 'archives/rest.tgz')]))).toEqual([
      '/archives/rest.tgz: byte 0: a tar archive; unpack it first',
    ])
  })

  test('files named on the command line keep their order and their problems', async () => {
    const named = ['mixed/b.pcap', 'mixed/notes.txt', 'absent', 'mixed/a.pcap']
    expect(await names(openCaptures(named.map((name) => join(root, name))))).toEqual([
      '/mixed/b.pcap',
      '/mixed/notes.txt: byte 0: not a capture: begins with 6e6f7468696e6720, pcap or pcapng was expected, as it is or packed (gzip, zstd, lz4, xz)',
      '/absent: byte 0: no such file, a capture was expected; check the name',
      '/mixed/a.pcap',
    ])
  })

  test.skipIf(process.platform === 'win32')('links and pipes do not hang it', async () => {
    write('links/one/a.pcap', at(1))
    const link = (target: string, path: string) => symlinkSync(target, join(root, 'links', path))
    link('..', 'one/up')
    link('one', 'again')
    link('itself', 'itself')
    link('nowhere', 'broken')
    link(join(root, 'links/one/a.pcap'), 'z.pcap')
    execFileSync('mkfifo', [join(root, 'links/pipe')])
    const census = { captures: 0, skipped: 0, packed: 0 }
    expect(await names(openCaptures([join(root, 'links')], census))).toEqual([
      '/links/again/a.pcap',
      '/links/z.pcap',
    ])
    expect(census).toEqual({ captures: 2, skipped: 3, packed: 0 })
  })
})

describe('one timeline', () => {
  beforeAll(() => {
    write('rotated/c.pcap', at(10))
    write('rotated/b.pcap.gz', gzipSync(at(30)))
    write('rotated/a.pcap', at(20))
    write('rotated/also.pcap', at(20))
    write('rotated/0.pcap', pcapFile([]))
  })

  test('captures come in the order of their first packets', async () => {
    const absent = join(root, 'absent')
    expect(await names(openTimeline([join(root, 'rotated'), absent]))).toEqual([
      '/absent: byte 0: no such file, a capture was expected; check the name',
      '/rotated/c.pcap',
      '/rotated/a.pcap',
      '/rotated/also.pcap',
      '/rotated/b.pcap.gz',
      '/rotated/0.pcap',
    ])
  })

  test('and are read from their beginning', async () => {
    const times: number[] = []
    for await (const opened of openTimeline([join(root, 'rotated')]))
      times.push(...(await readOpened(opened)).packets.map(({ timeUs }) => timeUs / 1e6))
    expect(times).toEqual([10, 20, 20, 30])
  })
})
