import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eveTimestamp, printedTime } from '../../src/output/timestamp.js'

const SECOND = 1_000_000
const DAY = 86_400 * SECOND

test.each([
  { name: 'the beginning of time', time: 0, eve: '1970-01-01T00:00:00.000000+0000' },
  { name: 'digits of all parts', time: 1049189213589793, eve: '2003-04-01T09:26:53.589793+0000' },
  { name: 'the last microsecond of a day', time: DAY - 1, eve: '1970-01-01T23:59:59.999999+0000' },
  { name: 'the first of the next', time: DAY, eve: '1970-01-02T00:00:00.000000+0000' },
  {
    name: 'a leap day',
    time: Date.UTC(2004, 1, 29, 1, 2, 3) * 1000,
    eve: '2004-02-29T01:02:03.000000+0000',
  },
])('$name', ({ time, eve }) => {
  expect(eveTimestamp(time)).toBe(eve)
  expect(printedTime(time)).toBe(eve.slice(0, 23).replace('T', ' '))
})

test('times are printed as dates are, whichever came before', () => {
  const time = fc
    .integer({ min: 0, max: 0xffff_ffff })
    .chain((seconds) =>
      fc
        .tuple(fc.constantFrom(0, 1, 3599, 43_200, 86_399, 86_400), fc.nat(SECOND - 1))
        .map(([more, micros]) => (seconds + more) * SECOND + micros),
    )
  fc.assert(
    fc.property(fc.array(time, { minLength: 2, maxLength: 4 }), (times) => {
      const iso = times.map((one) => new Date(Math.floor(one / 1000)).toISOString().slice(0, -1))
      expect(times.map((one) => printedTime(one).replace(' ', 'T'))).toEqual(iso)
    }),
    { seed: 3, numRuns: 500 },
  )
})
