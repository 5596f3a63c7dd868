// What a test wanted against what came.

import { describe, expect, test } from 'vitest'
import type { PrintedValue, Report } from '../../src/output/sink.js'
import { judge } from '../../src/rehearsal/verdict.js'
import { parseTest } from './tests.js'

/** As much of a report as a verdict looks at. */
function came(
  kind: 'alert' | 'record',
  values: Readonly<Record<string, PrintedValue>> = {},
  name = 'a.b',
): Report {
  return {
    kind,
    signature: { name },
    flow: { midstream: false },
    message: 'y',
    product: 'msn',
    trigger: null,
    truncated: false,
    gap: false,
    repeats: 0,
    values: new Map(Object.entries(values)),
  } as unknown as Report
}

const verdict = (wanted: string, reports: readonly Report[]) =>
  judge(parseTest(`-> "x"\n${wanted}`), 'a.b', { reports, armed: [] })

describe('passes or fails', () => {
  test.each([
    { name: 'silent, and silence', wanted: 'silent', reports: [], ok: true },
    { name: 'silent, and an alert', wanted: 'silent', reports: [came('alert')], ok: false },
    { name: 'silent counts records', wanted: 'silent', reports: [came('record')], ok: false },
    {
      name: 'silent looks at its own signature alone',
      wanted: 'silent',
      reports: [came('alert', {}, 'c.d')],
      ok: true,
    },
    { name: 'an alert', wanted: 'alert { product = msn }', reports: [came('alert')], ok: true },
    {
      name: 'a record is no alert',
      wanted: 'alert { product = msn }',
      reports: [came('record')],
      ok: false,
    },
    {
      name: 'records where none are wanted do not matter',
      wanted: 'alert { product = msn }',
      reports: [came('record'), came('alert')],
      ok: true,
    },
    {
      name: 'one alert too many',
      wanted: 'alert { product = msn }',
      reports: [came('alert'), came('alert')],
      ok: false,
    },
    {
      name: 'one too few',
      wanted: 'alert { product = msn }\nalert { product = msn }',
      reports: [came('alert')],
      ok: false,
    },
    { name: 'a text', wanted: 'alert { v = "a" }', reports: [came('alert', { v: 'a' })], ok: true },
    {
      name: 'a number is no text',
      wanted: 'alert { v = 1 }',
      reports: [came('alert', { v: '1' })],
      ok: false,
    },
    {
      name: 'a list',
      wanted: 'alert { v = ["a", "b"] }',
      reports: [came('alert', { v: ['a', 'b'] })],
      ok: true,
    },
    {
      name: 'a list in another order',
      wanted: 'alert { v = ["b", "a"] }',
      reports: [came('alert', { v: ['a', 'b'] })],
      ok: false,
    },
    {
      name: 'a list that goes on',
      wanted: 'alert { v = ["a"] }',
      reports: [came('alert', { v: ['a', 'b'] })],
      ok: false,
    },
    {
      name: 'redacted',
      wanted: 'alert { v = redacted }',
      reports: [came('alert', { v: '[redacted 8 bytes]' })],
      ok: true,
    },
    {
      name: 'redacted, and it was not',
      wanted: 'alert { v = redacted }',
      reports: [came('alert', { v: 'hunter2' })],
      ok: false,
    },
    { name: 'none', wanted: 'alert { v = none }', reports: [came('alert')], ok: true },
    {
      name: 'none, and there is one',
      wanted: 'alert { v = none }',
      reports: [came('alert', { v: '' })],
      ok: false,
    },
    { name: 'the message', wanted: 'alert { message = "y" }', reports: [came('alert')], ok: true },
  ])('$name', ({ wanted, reports, ok }) => {
    expect(verdict(wanted, reports).ok).toBe(ok)
  })
})

test('rows stand side by side, with what was asked for', () => {
  expect(
    verdict('alert { v = "a", w = none }', [came('alert', { v: 'b', x: 1 }), came('alert')]).rows,
  ).toEqual([
    {
      ok: false,
      wanted: 'alert a.b { v = "a", w = none }',
      came: 'alert a.b { v = "b", w = none }',
    },
    { ok: false, wanted: null, came: 'alert a.b {  }' },
  ])
})
