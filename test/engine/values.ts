// Flows and values to test with.

import type { Flow } from '../../src/desk/consumer.js'
import type { NumberValue, Origin, TextValue } from '../../src/engine/value.js'

export function flow(changes: Partial<Flow> = {}): Flow {
  return {
    id: 1,
    transport: 'tcp',
    version: 4,
    vlans: [],
    addresses: ['192.0.2.1', '192.0.2.2'],
    ports: [1025, 4000],
    first: { number: 1, time: 0, file: 'test.pcap' },
    opener: 0,
    midstream: false,
    gap: false,
    via: null,
    outer: null,
    alerted: false,
    app: null,
    ...changes,
  }
}

export function text(characters: string, changes: Partial<TextValue> = {}): TextValue {
  const bytes = Buffer.from(characters, 'latin1')
  return { kind: 'text', bytes, size: bytes.length, secret: false, origin: null, ...changes }
}

export function bytes(hex: string, changes: Partial<TextValue> = {}): TextValue {
  return text(Buffer.from(hex, 'hex').toString('latin1'), { kind: 'bytes', ...changes })
}

export function number(value: number): NumberValue {
  return { kind: 'number', value, size: 1, secret: false, origin: null }
}

export function origin(of: Flow, from: number, to: number, side: 0 | 1 = 0): Origin {
  return { flow: of, side, from, to }
}
