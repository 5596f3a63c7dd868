// What a name in a signature stands for when it is read, and how two values compare.

import type { CompiledComparison, CompiledOperand } from '../compile/program.js'
import type { Flow, FlowEnd } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'
import type { Facts } from './facts.js'
import type { NumberValue, TextValue, Value } from './value.js'
import { latin1 } from './key.js'
import { opposite } from './orientation.js'

/** Where names are looked up. */
export interface Scope {
  /** Values of the signature; null where there is none. */
  readonly slots: readonly (Value | null)[]
  readonly flow: Flow
  /** Who is called the server. */
  readonly server: Side
  /** How the flow ended; null while it goes on. */
  readonly end: FlowEnd | null
  readonly facts: Facts
  /** Of a count. */
  readonly count: number | null
}

/** @returns null for what has no value */
export function evaluate(operand: CompiledOperand, scope: Scope): Value | null {
  switch (operand.from) {
    case 'slot': {
      const value = scope.slots[operand.slot] ?? null
      if (value === null || operand.take === 'value') return value
      if (operand.take === 'size') return numberValue(value.size)
      return numberValue(value.kind === 'list' ? value.count : 1)
    }
    case 'builtin':
      return builtin(operand.name, scope)
    case 'fact':
      return scope.facts.get(operand.name)
    case 'text':
      return textValue(operand.bytes)
    case 'number':
      return numberValue(operand.value)
  }
}

/** A comparison with something that has no value is false, whichever it is. */
export function holds(comparison: CompiledComparison, scope: Scope): boolean {
  const left = evaluate(comparison.left, scope)
  const right = evaluate(comparison.right, scope)
  if (left === null || right === null) return false
  const numbers = left.kind === 'number' && right.kind === 'number'
  switch (comparison.operator) {
    case '==':
      return equals(left, right)
    case '!=':
      return !equals(left, right)
    case '<':
      return numbers && left.value < right.value
    case '<=':
      return numbers && left.value <= right.value
    case '>':
      return numbers && left.value > right.value
    case '>=':
      return numbers && left.value >= right.value
  }
}

/** Numbers as numbers, everything else byte by byte; a number and a text are equal if the text is how it is written. */
function equals(left: Value, right: Value): boolean {
  if (left.kind === 'list' || right.kind === 'list') return false
  if (left.kind === 'number' && right.kind === 'number') return left.value === right.value
  return written(left) === written(right)
}

function written(value: TextValue | NumberValue): string {
  return value.kind === 'number' ? String(value.value) : latin1(value.bytes)
}

/** `flow.…` that is always known, and a count's `count`. `flow.via` is null outside a tunnel. */
function builtin(name: string, scope: Scope): Value | null {
  const { flow, server } = scope
  switch (name) {
    case 'flow.id':
      return numberValue(flow.id)
    case 'flow.client':
      return textValue(flow.addresses[opposite(server)])
    case 'flow.server':
      return textValue(flow.addresses[server])
    case 'flow.client-port':
      return numberValue(flow.ports[opposite(server)])
    case 'flow.server-port':
      return numberValue(flow.ports[server])
    case 'flow.user':
      return scope.facts.get('account') ?? textValue(flow.addresses[opposite(server)])
    case 'flow.gap':
      return textValue(String(flow.gap))
    case 'flow.app':
      return textValue(flow.app ?? 'none')
    case 'flow.end':
      return textValue(scope.end ?? 'none')
    case 'flow.via': {
      const via = tunnelsOf(flow)
      return via === null ? null : textValue(via)
    }
    case 'count':
      return scope.count === null ? null : numberValue(scope.count)
    default:
      return null
  }
}

/** The tunnels that a flow runs in, outermost first: `socks5 login.oscar.aol.com:5190`; null outside tunnels. */
export function tunnelsOf(flow: Flow): string | null {
  if (flow.via === null || flow.via.length === 0) return null
  return flow.via
    .map(({ kind, host, port }) => `${kind} ${host.includes(':') ? `[${host}]` : host}:${port}`)
    .join(', ')
}

/** From a string of one character a byte. */
export function textValue(bytes: string): TextValue {
  const own = Buffer.from(bytes, 'latin1')
  return { kind: 'text', bytes: own, size: own.length, secret: false, origin: null }
}

export function numberValue(value: number): NumberValue {
  return { kind: 'number', value, size: 0, secret: false, origin: null }
}
