// The values that messages give for their fields. Each is written out, property by property: all texts then have one shape
// for whoever reads them, and copying properties over from another object takes several times as long.

import type { FieldValue, Message, Numeric, Text } from './framer.js'

/** The bytes `[start, end)` of `bytes` as they are on the wire, in a message that begins at `base`. */
export function verbatim(
  bytes: Uint8Array,
  base: number,
  start: number,
  end: number,
  cut = false,
): Text {
  return {
    kind: 'text',
    bytes,
    start,
    end,
    wireStart: start - base,
    wireEnd: end - base,
    verbatim: true,
    cut,
  }
}

/** Bytes that stand for the range `[wireStart, wireEnd)` of the message as a whole: decoded, inflated, printed. */
export function derived(bytes: Uint8Array, wireStart: number, wireEnd: number, cut = false): Text {
  return {
    kind: 'text',
    bytes,
    start: 0,
    end: bytes.length,
    wireStart,
    wireEnd,
    verbatim: false,
    cut,
  }
}

/** A number that the range `[wireStart, wireEnd)` of the message says. */
export function numeric(value: number, wireStart: number, wireEnd: number): Numeric {
  return { kind: 'number', value, wireStart, wireEnd }
}

/** Text that did not come over the wire: said by the desk. */
export function said(text: string): Text {
  return derived(new TextEncoder().encode(text), 0, 0)
}

/** A message whose fields were all read when it was cut, each of them once unless there is a list. */
export function messageOf(
  place: Pick<Message, 'bytes' | 'start' | 'end' | 'size'>,
  values: Readonly<Record<string, FieldValue | readonly FieldValue[]>>,
): Message {
  const byPath = new Map(Object.entries(values).map(([path, value]) => [path, [value].flat()]))
  return { ...place, main: null, get: (path) => byPath.get(path) ?? [] }
}

/** A message that no bytes of the wire are: what the desk has to tell, as fields. */
export function announcement(values: Readonly<Record<string, FieldValue>>): Message {
  return messageOf({ bytes: new Uint8Array(0), start: 0, end: 0, size: 0 }, values)
}
