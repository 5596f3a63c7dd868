import { describe, expect, test } from 'vitest'
import type { CompiledComparison, CompiledOperand } from '../../src/compile/program.js'
import { Facts } from '../../src/engine/facts.js'
import { defaultLimits } from '../../src/engine/limits.js'
import { evaluate, holds, type Scope } from '../../src/engine/operand.js'
import type { Value } from '../../src/engine/value.js'
import { flow, number, text } from './values.js'

function scope(changes: Partial<Scope> = {}): Scope {
  return {
    slots: [],
    flow: flow(),
    server: 1,
    end: null,
    facts: new Facts(),
    count: null,
    ...changes,
  }
}

const slot = (index: number, take: 'value' | 'size' | 'count' = 'value'): CompiledOperand => ({
  from: 'slot',
  slot: index,
  take,
})
const word = (bytes: string): CompiledOperand => ({ from: 'text', bytes })
const digits = (value: number): CompiledOperand => ({ from: 'number', value })

function shown(value: Value | null): unknown {
  if (value === null) return null
  return value.kind === 'number'
    ? value.value
    : value.kind === 'list'
      ? 'list'
      : Buffer.from(value.bytes).toString('latin1')
}

describe('builtins', () => {
  const signedOn = new Facts()
  signedOn.set('account', text('buddy'), defaultLimits)
  const inside = flow({
    via: [
      { kind: 'socks5', host: 'login.oscar.aol.com', port: 5190, bound: null },
      { kind: 'connect', host: '2001:db8::1', port: 80, bound: null },
    ],
  })
  test.each<{ name: string; scope?: Partial<Scope>; value: unknown }>([
    { name: 'flow.id', value: 1 },
    { name: 'flow.client', value: '192.0.2.1' },
    { name: 'flow.server', value: '192.0.2.2' },
    { name: 'flow.client-port', value: 1025 },
    { name: 'flow.server-port', value: 4000 },
    { name: 'flow.user', value: '192.0.2.1' },
    { name: 'flow.user', scope: { facts: signedOn }, value: 'buddy' },
    { name: 'flow.gap', value: 'false' },
    { name: 'flow.gap', scope: { flow: flow({ gap: true }) }, value: 'true' },
    { name: 'flow.app', value: 'none' },
    { name: 'flow.app', scope: { flow: flow({ app: 'msn' }) }, value: 'msn' },
    { name: 'flow.end', value: 'none' },
    { name: 'flow.end', scope: { end: 'rst' }, value: 'rst' },
    { name: 'flow.via', value: null },
    {
      name: 'flow.via',
      scope: { flow: inside },
      value: 'socks5 login.oscar.aol.com:5190, connect [2001:db8::1]:80',
    },
    { name: 'count', value: null },
    { name: 'count', scope: { count: 5 }, value: 5 },
  ])('$name is $value', ({ name, scope: changes, value }) => {
    expect(shown(evaluate({ from: 'builtin', name }, scope(changes)))).toBe(value)
  })
})

describe('operands', () => {
  const facts = new Facts()
  facts.set('account', text('buddy'), defaultLimits)
  const list: Value = {
    kind: 'list',
    values: [text('a')],
    count: 70,
    size: 9,
    secret: false,
    origin: null,
  }
  const within = scope({ slots: [text('ab', { size: 6 }), null, list], facts })
  test.each<{ name: string; operand: CompiledOperand; value: unknown }>([
    { name: 'a value', operand: slot(0), value: 'ab' },
    { name: 'its length on the wire', operand: slot(0, 'size'), value: 6 },
    { name: 'what has no value', operand: slot(1), value: null },
    { name: 'the size of what has no value', operand: slot(1, 'size'), value: null },
    { name: 'how many a list counted', operand: slot(2, 'count'), value: 70 },
    { name: 'a known fact', operand: { from: 'fact', name: 'account' }, value: 'buddy' },
    { name: 'an unknown fact', operand: { from: 'fact', name: 'peer' }, value: null },
  ])('$name', ({ operand, value }) => {
    expect(shown(evaluate(operand, within))).toBe(value)
  })
})

describe('comparisons', () => {
  const slots = [number(6), text('06'), text('6'), null, text('b')]
  test.each<{
    left: CompiledOperand
    operator: CompiledComparison['operator']
    right: CompiledOperand
    true: boolean
  }>([
    { left: slot(0), operator: '==', right: digits(6), true: true },
    { left: slot(0), operator: '!=', right: digits(6), true: false },
    { left: slot(0), operator: '<', right: digits(7), true: true },
    { left: slot(0), operator: '<=', right: digits(6), true: true },
    { left: slot(0), operator: '>', right: digits(6), true: false },
    { left: slot(0), operator: '>=', right: digits(6), true: true },
    { left: slot(1), operator: '==', right: word('06'), true: true },
    { left: slot(1), operator: '==', right: slot(2), true: false },
    { left: slot(2), operator: '==', right: slot(0), true: true },
    { left: slot(4), operator: '<', right: word('c'), true: false },
    { left: slot(3), operator: '==', right: word(''), true: false },
    { left: slot(3), operator: '!=', right: word(''), true: false },
  ])('%o', ({ left, operator, right, true: expected }) => {
    expect(holds({ left, operator, right }, scope({ slots }))).toBe(expected)
  })
})

describe('facts', () => {
  test('ruling 14: the last one wins; sixteen of 256 bytes are kept', () => {
    const facts = new Facts()
    expect(facts.set('a', text('1'), defaultLimits)).toBeNull()
    expect(facts.set('a', text('2'), defaultLimits)).toBeNull()
    expect(shown(facts.get('a'))).toBe('2')
    expect(facts.set('a', text('x'.repeat(257)), defaultLimits)).toBe('factBytes')
    expect(shown(facts.get('a'))).toBe('2')
    for (let i = 1; i < 16; i++) expect(facts.set(`f${i}`, number(i), defaultLimits)).toBeNull()
    expect(facts.set('f16', number(16), defaultLimits)).toBe('facts')
    expect(facts.get('f16')).toBeNull()
    expect(facts.set('f15', number(0), defaultLimits)).toBeNull()
  })
})
