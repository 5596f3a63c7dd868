// Settings of limits, by the names of the command line.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { limitSetting, LIMIT_NAMES, policySetting, timeoutSetting } from '../../src/cli/limits.js'
import { defaultLimits } from '../../src/scan/pipeline.js'
import { root } from './imids.js'

test.each(LIMIT_NAMES)('%s changes one number, and that to what was said', (name) => {
  const numbers = (text: string) => text.match(/\d+/g) ?? []
  const before = numbers(JSON.stringify(defaultLimits))
  const after = numbers(JSON.stringify(limitSetting(`${name}=77`)(defaultLimits)))
  expect(after.filter((number, index) => number !== before[index])).toEqual(['77'])
})

test('every limit of the engine has a name', () => {
  const { engine } = LIMIT_NAMES.reduce(
    (limits, name) => limitSetting(`${name}=77`)(limits),
    defaultLimits,
  )
  expect(new Set(Object.values(engine))).toEqual(new Set([77]))
})

test('seconds become microseconds', () => {
  const { timeouts } = timeoutSetting('udp-one-way=5')(defaultLimits)
  expect(timeouts).toEqual({ ...defaultLimits.timeouts, udpOneWay: 5_000_000 })
})

test('the policy holds for segments and for fragments', () => {
  const { reassembly, fragments } = policySetting('solaris')(defaultLimits)
  expect([reassembly.policy, fragments.policy]).toEqual(['solaris', 'solaris'])
})

test.each(LIMIT_NAMES)('the user guide has the default of %s', (name) => {
  const guide = readFileSync(join(root, 'docs/user-guide.md'), 'utf8')
  const value = Number(new RegExp(`^\\| \`${name}\` \\| (\\d+) \\|`, 'm').exec(guide)?.[1])
  expect(limitSetting(`${name}=${value}`)(defaultLimits)).toEqual(defaultLimits)
})

describe('what is wrong is said', () => {
  test.each([
    { setting: 'flow=1', says: 'Did you mean flows?' },
    { setting: 'memory=1', says: 'There are flows, kept-bytes' },
    { setting: 'flows', says: 'It is written flows=NUMBER, from 1 to 4194304.' },
    { setting: 'flows=0', says: 'It is written flows=NUMBER' },
    { setting: 'rows=1e3', says: 'It is written rows=NUMBER, from 1 to 2147483647.' },
    { setting: 'rows=3000000000', says: 'It is written rows=NUMBER' },
  ])('$setting', ({ setting, says }) => {
    expect(() => limitSetting(setting)).toThrow(says)
  })
})
