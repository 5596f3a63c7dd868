// Messages without a framer, and one event matched against one of them.

import type { Delivery, Flow } from '../../src/desk/consumer.js'
import { matchMessage, type Captured } from '../../src/engine/match.js'
import { prepare } from '../../src/engine/prepare.js'
import type { Value } from '../../src/engine/value.js'
import type { FieldRecord, FieldValue, Message, Text } from '../../src/frame/framer.js'
import { entryOf, programOf } from '../compile/pack.js'

/** A field's value: text (one character a byte), a number, or a record of fields. */
export type Given = string | number | Text | readonly GivenField[]
export type GivenField =
  | readonly [path: string, value: Given]
  | readonly [path: string, key: string | number, value: Given]

export function latin1(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

/** A text that is on the wire at `wireStart`. */
export function textOf(characters: string, wireStart = 0, more: Partial<Text> = {}): Text {
  const bytes = latin1(characters)
  return {
    kind: 'text',
    bytes,
    start: 0,
    end: bytes.length,
    wireStart,
    wireEnd: wireStart + bytes.length,
    verbatim: true,
    cut: false,
    ...more,
  }
}

/** The main text is at the message's start, and the fields behind it. */
export function messageOf(main: string | Text | null, fields: readonly GivenField[] = []): Message {
  const text = typeof main === 'string' ? textOf(main) : main
  const bytes = text?.bytes ?? new Uint8Array(0)
  return {
    bytes,
    start: 0,
    end: bytes.length,
    size: bytes.length,
    main: text,
    get: getter(fields, text?.wireEnd ?? 0),
  }
}

function getter(fields: readonly GivenField[], wireStart: number): FieldRecord['get'] {
  const values = fields.map((field) => {
    const [path, key, given] = field.length === 2 ? [field[0], null, field[1]] : field
    return { path, key, value: valueOf(given, wireStart) }
  })
  return (path, key) =>
    values.filter((field) => field.path === path && field.key === key).map(({ value }) => value)
}

function valueOf(given: Given, wireStart: number): FieldValue {
  if (typeof given === 'string') return textOf(given, wireStart)
  if (typeof given === 'number')
    return { kind: 'number', value: given, wireStart, wireEnd: wireStart + 4 }
  if ('kind' in given) return given
  return { kind: 'record', get: getter(given, wireStart) }
}

export const flow: Flow = {
  id: 7,
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
}

export function deliveryOf(message: Message, more: Partial<Delivery> = {}): Delivery {
  return {
    message,
    framer: 'line',
    side: 0,
    offset: 0,
    length: message.end - message.start,
    index: 0,
    packet: { number: 1, time: 0, file: 'test.pcap' },
    ...more,
  }
}

export interface Trial {
  /** Without the arrow and the framer: `"USR " account:word end .size 20`. */
  readonly event: string
  readonly message: Message
  /** `const a = "b"`. */
  readonly constants?: string
  /** What the instance knows already, by name; declared by `set`. */
  readonly known?: Readonly<Record<string, Value>>
  readonly delivery?: Partial<Delivery>
}

/** @returns the captures by slot, and the signature's slots by name */
export function attempt({ event, message, constants = '', known = {}, delivery = {} }: Trial): {
  readonly captured: Captured | null
  readonly slot: (name: string) => number
} {
  const sets = Object.keys(known).map((name) => `set ${name} = 0`)
  const program = prepare(
    programOf(`${constants} ${entryOf(`-> line ${event} ${sets.join(' ')}`)}`),
  )
  const slots = program.signatures[0]?.slots ?? []
  const captured = matchMessage(
    program,
    0,
    deliveryOf(message, delivery),
    flow,
    slots.map(({ name }) => known[name] ?? null),
  )
  return { captured, slot: (name) => slots.findIndex((slot) => slot.name === name) }
}

export type Plain = string | number | readonly (string | number)[]

/** What a message gave, by name: text as characters, bytes as `|hex|`, lists as arrays; null if it does not match. */
export function captures(trial: Trial): Record<string, Plain> | null {
  const { captured, slot } = attempt(trial)
  if (captured === null) return null
  const names = [...trial.event.matchAll(/([a-z_0-9]+):[a-z]/g)].map(([, name = '']) => name)
  const found = names.flatMap((name) => {
    const value = captured.values.get(slot(name))
    return value === undefined ? [] : [[name, plain(value)] as const]
  })
  return Object.fromEntries(found)
}

export function plain(value: Value): Plain {
  switch (value.kind) {
    case 'number':
      return value.value
    case 'list':
      return value.values.map((one) => plain(one) as string | number)
    case 'text':
      return Buffer.from(value.bytes).toString('latin1')
    case 'bytes':
      return `|${Buffer.from(value.bytes).toString('hex')}|`
  }
}
