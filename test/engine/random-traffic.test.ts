import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Flow } from '../../src/desk/consumer.js'
import type { Instance } from '../../src/engine/instance.js'
import { defaultLimits, type EngineLimits } from '../../src/engine/limits.js'
import type { Trace } from '../../src/engine/trace.js'
import type { Side } from '../../src/frame/framer.js'
import { Listener } from './listener.js'
import { sketch, type Sketched, type SketchedEvent, type SketchedSignature } from './sketch.js'
import { flow } from './values.js'

const SEED = 20020416

// ---- odd signatures

const names = ['x', 'y', 'outcome', 'flow.account', 'product']
const words = ['a', 'b', 'unanswered', 'aim']
const direction = fc.constantFrom('to_server' as const, 'to_client' as const, 'either' as const)
const set = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...words), { maxKeys: 2 })
const goto = fc.option(fc.oneof(fc.nat(4), fc.constant('drop' as const)), { nil: undefined })

function event(kinds: readonly SketchedEvent['on'][]): fc.Arbitrary<SketchedEvent> {
  return fc
    .record({
      on: fc.constantFrom(...kinds),
      direction,
      framer: fc.constantFrom('line', 'line', 'toc'),
      pattern: fc.constantFrom('A <x>', 'B <y>', 'B =x', 'PASS <x>', '<#y>', 'A'),
      afterMs: fc.constantFrom(1000, 5000, 30_000),
      set,
      goto,
    })
    .map(({ goto: to, ...rest }) => (to === undefined ? rest : { ...rest, goto: to }))
}

const entry: fc.Arbitrary<Sketched> = fc.record({
  kind: fc.constant('state' as const),
  events: fc.array(event(['message']), { minLength: 1, maxLength: 2 }),
})
const stage: fc.Arbitrary<Sketched> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('state' as const),
      events: fc.array(event(['message', 'message', 'message', 'after', 'close', 'met']), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('alert' as const, 'record' as const),
      text: fc.constantFrom('{x} and {y}', '{outcome} of {flow.account}', '{flow.client}'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ kind: 'alert' as const, text: '{x}', once: ['x', 'flow.server'] }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('remember' as const, 'recall' as const),
      key: fc.constantFrom('x', 'y'),
      columns: fc.constantFrom(['x'], ['y']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('expect' as const),
      port: fc.constant('y'),
      signature: fc.constant(1),
    }),
  },
)
const signature: fc.Arbitrary<Omit<SketchedSignature, 'id'>> = fc.record({
  peer: fc.boolean(),
  withinMs: fc.constantFrom(2000, 20_000, 200_000),
  stages: fc
    .tuple(entry, fc.array(stage, { minLength: 2, maxLength: 6 }))
    .map(([first, others]) => [first, ...others]),
})

/** Marks what stands behind PASS, and never says it. */
const marker: SketchedSignature = {
  id: 1,
  stages: [
    {
      kind: 'state',
      events: [{ on: 'message', direction: 'either', pattern: 'PASS <!password>' }],
    },
  ],
}
const program = fc
  .array(signature, { minLength: 3, maxLength: 5 })
  .map((others) =>
    sketch([
      marker,
      ...others.map((one, index) => ({ ...one, id: index + 2, armedOnly: index === 0 })),
    ]),
  )

// ---- what happens to them

type Play =
  | { readonly kind: 'say'; readonly on: number; readonly side: Side; readonly words: string[] }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'open' | 'lose' | 'close' | 'idle'; readonly on: number }

const on = fc.nat(2)
const message = fc.constantFrom('A a', 'A b', 'B a', 'B 80', '4000', 'A', 'PASS s3cret', 'PASS')
const play: fc.Arbitrary<Play> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      on,
      side: fc.constantFrom<Side>(0, 1),
      words: fc.array(message, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(40_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('open' as const, 'lose' as const, 'close' as const, 'idle' as const),
      on,
    }),
  },
)
const plays = fc.array(play, { minLength: 20, maxLength: 80 })

interface Performed {
  readonly listener: Listener
  readonly output: string
}

/** @param step the clock is moved on by so many milliseconds at most at a time */
function perform(
  { program: of, match }: ReturnType<typeof sketch>,
  script: readonly Play[],
  { step = Infinity, trace }: { step?: number; trace?: Trace } = {},
  limits: Partial<EngineLimits> = {},
): Performed {
  const listener = new Listener({ program: of, match, limits, ...(trace ? { trace } : {}) })
  let opened = 0
  const begin = (): Flow => {
    opened++
    return flow({
      id: opened,
      opener: opened % 3 === 0 ? null : 0,
      ports: [1024 + opened, opened % 2 === 0 ? 4000 : 80],
    })
  }
  const flows = [begin(), begin(), begin()] as const
  const current: Flow[] = [...flows]
  for (const one of script) {
    if (one.kind === 'wait') {
      for (let left = one.ms; left > 0; left -= step) listener.wait(Math.min(left, step))
      continue
    }
    const target = current[one.on]
    if (target === undefined) continue
    if (one.kind === 'say') listener.say(target, one.side, ...one.words)
    else if (one.kind === 'lose') listener.lose(target, 0, 5)
    else if (one.kind === 'open') listener.open(target)
    else {
      listener.close(target, one.kind === 'idle' ? 'timeout' : 'fin')
      current[one.on] = begin()
    }
  }
  listener.engine.finish()
  for (const one of current) listener.close(one, 'shutdown')
  const { reports, all } = listener.sink
  const output = JSON.stringify(
    [
      all,
      reports.map((report) => ({
        ...report,
        flow: report.flow.id,
        signature: report.signature.id,
        values: [...report.values],
      })),
    ],
    null,
    1,
  )
  return { listener, output }
}

describe('whatever the signatures and the traffic are', () => {
  test('the same input gives the same output, however often the clock is told', () => {
    fc.assert(
      fc.property(program, plays, (of, script) => {
        const { output } = perform(of, script)
        expect(perform(of, script).output).toBe(output)
        expect(perform(of, script, { step: 700 }).output).toBe(output)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('ruling 36: a secret is never written', () => {
    let masked = 0
    fc.assert(
      fc.property(program, plays, (of, script) => {
        const { output } = perform(of, script)
        expect(output).not.toContain('s3cret')
        if (output.includes('[redacted 6 bytes]')) masked++
      }),
      { seed: SEED, numRuns: 300 },
    )
    expect(masked).toBeGreaterThan(20)
  })

  test('ruling 25: no more wait than may wait, and none is left at the end', () => {
    const limits = {
      ...defaultLimits,
      instances: 2,
      waiting: 4,
      captured: 12,
      rows: 2,
      tuples: 2,
      expectations: 1,
      facts: 1,
    }
    let crowded = 0
    fc.assert(
      fc.property(program, plays, (of, script) => {
        const alive = new Set<Instance>()
        const trace: Trace = {
          refused: () => undefined,
          armed: () => undefined,
          ended: (instance) => {
            alive.delete(instance)
          },
          waits: (instance) => {
            alive.add(instance)
            expect(alive.size).toBeLessThanOrEqual(limits.waiting)
            const siblings = [...alive].filter(
              (one) => one.flow === instance.flow && one.plan === instance.plan,
            )
            expect(siblings.length).toBeLessThanOrEqual(limits.instances)
          },
        }
        const { listener } = perform(of, script, { trace }, limits)
        expect(alive.size).toBe(0)
        expect(listener.engine.deadline === Infinity || listener.engine.wantsFlows).toBe(true)
        for (const { event } of listener.sink.anomalies)
          expect(event).toMatch(/^imids\.limit\.\w+$/)
        if ((listener.engine.counts.get('limit.instances') ?? 0) > 0) crowded++
      }),
      { seed: SEED, numRuns: 300 },
    )
    expect(crowded).toBeGreaterThan(20)
  })
})
