// The crew, with workers that do what the test says and when.

import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { CaptureProblem } from '../../src/capture/capture.js'
import type { Place } from '../../src/capture/captures.js'
import type { Sink } from '../../src/output/sink.js'
import { Packer } from '../../src/output/wire.js'
import { Crew } from '../../src/scan/crew.js'
import { Leash } from '../../src/scan/leash.js'
import type { ScanResult } from '../../src/scan/totals.js'
import type { Post } from '../../src/scan/worker.js'
import { report, signature } from '../output/reports.js'

class FakeMate extends EventEmitter {
  readonly paths: string[] = []
  terminated = false
  private packer = this.newPacker()

  constructor(readonly leash: Leash) {
    super()
  }

  postMessage(path: string): void {
    this.paths.push(path)
  }

  async terminate(): Promise<void> {
    this.terminated = true
  }

  /** Found a report in the capture at hand. */
  find(message: string): void {
    this.packer.report(report({ message }))
    this.post({})
  }

  done(counts: Record<string, number> = {}, clock = 0): void {
    this.packer.end(new Map(Object.entries(counts)), clock)
    this.post({ state: 'done' })
    this.packer = this.newPacker()
  }

  post(changes: Partial<Post>): void {
    const findings = this.packer.take()
    this.leash.posted(findings.length)
    const post: Post = { findings, read: 0, problem: null, state: 'reading', ...changes }
    this.emit('message', post)
  }

  die(message: string | null): void {
    if (message !== null) this.emit('error', new Error(message))
    this.emit('exit', 1)
  }

  private newPacker(): Packer {
    return new Packer(new Map([[signature, 0]]), () => undefined)
  }
}

interface Setting {
  readonly size?: number
  readonly places: readonly (string | Place)[]
  readonly interrupted?: () => boolean
  readonly onReport?: () => void
}

/** A crew at work, and what is heard of it. */
function crewAt({ size = 2, places, interrupted = () => false, onReport }: Setting) {
  const mates: FakeMate[] = []
  const heard: string[] = []
  const read: number[] = []
  const sink: Sink = {
    report: ({ message }) => {
      heard.push(message)
      onReport?.()
    },
    flow: () => undefined,
    anomaly: () => undefined,
    end: (counts, clock) => heard.push(`end ${JSON.stringify([...counts])} ${clock}`),
  }
  const crew = new Crew(
    size,
    places
      .map((one): Place => (typeof one === 'string' ? { kind: 'named', path: one } : one))
      .values(),
    (memory) => {
      const mate = new FakeMate(new Leash(memory))
      mates.push(mate)
      return mate
    },
    [signature],
    sink,
    {
      onProblem: ({ file, code, message }) => heard.push(`${file} ${code}: ${message}`),
      interrupted,
      onRead: (bytes) => read.push(bytes),
    },
  )
  const result: Promise<ScanResult> = crew.scan()
  const mate = (index: number): FakeMate => {
    const one = mates[index]
    if (one === undefined) throw new Error(`nobody hired mate ${index}`)
    return one
  }
  return { crew, result, mates, mate, heard, read }
}

const problem = (file: string, code: CaptureProblem['code'] = 'truncated'): CaptureProblem => ({
  code,
  file,
  at: 7,
  message: 'cut',
})

describe('order', () => {
  test('what is found in a later capture waits until the one before it is done', async () => {
    const { result, mate, heard } = crewAt({ places: ['a', 'b', 'c'] })
    mate(1).find('b1')
    mate(1).done()
    mate(1).find('c1')
    mate(0).find('a1')
    expect(heard).toEqual(['a1'])
    mate(0).find('a2')
    expect(heard).toEqual(['a1', 'a2'])
    mate(0).done()
    expect(heard).toEqual(['a1', 'a2', 'b1', 'c1'])
    mate(1).find('c2')
    expect(heard.at(-1)).toBe('c2')
    mate(1).done()
    expect((await result).counts.get('captures')).toBe(3)
  })

  test('a problem stands between what was found before and after it', async () => {
    const { result, mate, heard } = crewAt({ places: ['a', 'b'] })
    mate(1).find('b1')
    mate(1).post({ problem: problem('b') })
    mate(1).find('b2')
    mate(1).done()
    mate(0).done()
    expect((await result).problems).toEqual([problem('b')])
    expect(heard.slice(0, 3)).toEqual(['b1', 'b truncated: cut', 'b2'])
  })

  test('counts are added in the order of the captures; the clock is that of the last', async () => {
    const { result, mate, heard } = crewAt({ places: ['a', 'b'] })
    mate(1).done({ gaps: 1, packets: 2 }, 20)
    mate(0).done({ packets: 1 }, 30)
    await result
    expect(heard).toEqual([
      'end [["packets",3],["gaps",1],["captures",2],["skipped files",0],["packed files",0]] 20',
    ])
  })
})

describe('places', () => {
  test('captures go to whoever is free', () => {
    const { mates, mate } = crewAt({ places: ['a', 'b', 'c', 'd'] })
    mate(1).done()
    mate(1).done()
    expect(mates.map(({ paths }) => paths)).toEqual([['a'], ['b', 'c', 'd']])
  })

  test('nobody is hired for want of captures', async () => {
    const { result, mates, mate } = crewAt({ size: 8, places: ['a', 'b'] })
    expect(mates).toHaveLength(2)
    mate(0).done()
    mate(1).done()
    await result
  })

  test('files in directories that are no captures are counted; a directory without any is a problem', async () => {
    const { result, mate, heard } = crewAt({
      places: [
        { kind: 'other', path: 'd/socket' },
        { kind: 'found', path: 'd/notes' },
        { kind: 'end', path: 'd' },
        'missing',
      ],
    })
    mate(1).post({ problem: problem('missing', 'missing'), state: 'unopened' })
    expect(heard).toEqual([])
    mate(0).post({ problem: problem('d/notes', 'unknown'), state: 'unopened' })
    expect(heard.slice(0, 2)).toEqual([
      'd no-captures: directory without captures, where one was expected: 2 files of other kinds',
      'missing missing: cut',
    ])
    expect((await result).counts.get('skipped files')).toBe(2)
  })

  test('no places at all', async () => {
    const { result, mates } = crewAt({ places: [] })
    expect((await result).counts.get('captures')).toBe(0)
    expect(mates).toEqual([])
  })
})

describe('bounds', () => {
  test('no more than 256 captures are ahead of the one that is replayed', () => {
    const places = Array.from({ length: 1000 }, (_, index) => `${index}`)
    const { mate } = crewAt({ places })
    const { paths } = mate(1)
    for (let ended = 0; ended < paths.length; ended++) mate(1).done()
    expect(paths).toHaveLength(255)
    mate(0).done()
    expect(mate(0).paths.length + paths.length).toBeGreaterThan(256)
  })

  test('findings that wait are on the leash of whoever found them until they are replayed', () => {
    const { mate } = crewAt({ places: ['a', 'b'] })
    const ahead = (index: number) => new Int32Array(mate(index).leash.memory)[1]
    mate(0).find('a1')
    mate(1).find('b1')
    expect(ahead(0)).toBe(0)
    expect(ahead(1)).toBeGreaterThan(100)
    mate(0).done()
    expect(ahead(1)).toBe(0)
  })

  test('bytes read are those of all captures so far', () => {
    const { mate, read } = crewAt({ places: ['a', 'b', 'c'] })
    mate(0).post({ read: 10 })
    mate(1).post({ read: 5 })
    mate(0).post({ read: 20, state: 'done' })
    mate(0).post({ read: 1 })
    expect(read).toEqual([10, 15, 25, 26])
  })
})

describe('ends', () => {
  test('interrupted: everyone is told, nothing new begins, and what was found is replayed', async () => {
    let stop = false
    const { result, mates, mate, heard } = crewAt({
      places: ['a', 'b', 'c'],
      interrupted: () => stop,
    })
    mate(1).find('b1')
    stop = true
    mate(0).find('a1')
    expect(mates.map(({ leash }) => leash.stopped)).toEqual([true, true])
    mate(0).done({ packets: 1 })
    mate(1).done({ packets: 2 })
    const { interrupted, counts } = await result
    expect(heard.slice(0, 2)).toEqual(['a1', 'b1'])
    expect([interrupted, counts.get('packets'), counts.get('captures')]).toEqual([true, 3, 2])
  })

  test.each([
    { name: 'with an error', error: 'out of memory', why: 'out of memory' },
    { name: 'without a word', error: null, why: 'exit code 1' },
  ])('a worker that dies $name: its capture is given up, the others go on', async (row) => {
    const { result, mates, mate, heard } = crewAt({ places: ['a', 'b', 'c'] })
    mate(0).find('a1')
    mate(0).die(row.error)
    expect(mates.map(({ paths }) => paths)).toEqual([['a'], ['b'], ['c']])
    mate(1).done({ packets: 1 })
    mate(2).find('c1')
    mate(2).done({ packets: 1 })
    const { problems, counts } = await result
    expect(problems.map(({ code, file }) => [code, file])).toEqual([['abandoned', 'a']])
    expect(heard.slice(0, 3)).toEqual([
      'a1',
      `a abandoned: the thread that scanned it ended: ${row.why}`,
      'c1',
    ])
    expect(counts.get('packets')).toBe(2)
  })

  test('all of them die', async () => {
    const { result, mates } = crewAt({ places: ['a', 'b', 'c', 'd', 'e'] })
    for (const mate of mates) mate.die(null)
    expect((await result).problems.map(({ file }) => file)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(mates).toHaveLength(5)
  })

  test('one that has nothing to do dies in peace', async () => {
    const { result, mate } = crewAt({ places: ['a', 'b'] })
    mate(1).done()
    mate(1).die(null)
    mate(0).done()
    expect((await result).problems).toEqual([])
  })

  test('a sink that throws ends the scan, and dismissal all workers', async () => {
    const { crew, result, mates, mate } = crewAt({
      places: ['a', 'b'],
      onReport: () => {
        throw new Error('disk on fire')
      },
    })
    const thrown = expect(result).rejects.toThrow('disk on fire')
    mate(0).find('a1')
    await thrown
    await crew.dismiss()
    expect(mates.map(({ terminated }) => terminated)).toEqual([true, true])
    mate(1).die(null)
  })
})
