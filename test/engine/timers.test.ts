import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Timer, Timers } from '../../src/engine/timers.js'

function drain(timers: Timers<string>, clock = Infinity): string[] {
  const rang: string[] = []
  for (let timer = timers.due(clock); timer !== null; timer = timers.due(clock))
    rang.push(timer.owner)
  return rang
}

function set(timers: Timers<string>, entries: readonly (readonly [string, number])[]) {
  return entries.map(([name, deadline]) => {
    const timer = new Timer(name)
    timers.schedule(timer, deadline)
    return timer
  })
}

describe('timers', () => {
  test.each([
    {
      name: 'ring by deadline',
      set: [
        ['b', 2],
        ['a', 1],
        ['c', 3],
      ],
      rang: ['a', 'b', 'c'],
    },
    {
      name: 'with one deadline, in the order of their creation',
      set: [
        ['x', 5],
        ['y', 5],
        ['a', 4],
        ['z', 5],
      ],
      rang: ['a', 'x', 'y', 'z'],
    },
  ] as const)('ruling 2: $name', ({ set: entries, rang }) => {
    const timers = new Timers<string>()
    set(timers, entries)
    expect(drain(timers)).toEqual(rang)
  })

  test('ruling 2: one that is due at the clock rings, a later one does not', () => {
    const timers = new Timers<string>()
    set(timers, [
      ['now', 10],
      ['later', 11],
    ])
    expect(drain(timers, 10)).toEqual(['now'])
    expect(timers.next).toBe(11)
  })

  test('one that is scheduled again rings at its new time only, behind those that were there', () => {
    const timers = new Timers<string>()
    const [again] = set(timers, [
      ['again', 1],
      ['other', 7],
    ])
    if (again !== undefined) timers.schedule(again, 7)
    expect(timers.size).toBe(2)
    expect(drain(timers)).toEqual(['other', 'again'])
  })

  test('what is cancelled leaves nothing behind', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ deadline: fc.nat(20), cancel: fc.boolean() }), { maxLength: 60 }),
        (entries) => {
          const timers = new Timers<number>()
          const kept: { deadline: number; index: number }[] = []
          const cancelled: Timer<number>[] = []
          entries.forEach(({ deadline, cancel }, index) => {
            const timer = new Timer(index)
            timers.schedule(timer, deadline)
            if (cancel) cancelled.push(timer)
            else kept.push({ deadline, index })
          })
          for (const timer of cancelled) timers.cancel(timer)
          expect(timers.size).toBe(kept.length)
          const rang: number[] = []
          for (let timer = timers.due(Infinity); timer !== null; timer = timers.due(Infinity))
            rang.push(timer.owner)
          expect(rang).toEqual(
            kept
              .sort((a, b) => a.deadline - b.deadline || a.index - b.index)
              .map((one) => one.index),
          )
        },
      ),
      { seed: 20020413 },
    )
  })
})
