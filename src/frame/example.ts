// A framer's example message, decoded: which fields it has, and what they hold.

import type { FieldInfo, FieldValue, Framer, Message } from './framer.js'

/** Rows of field and value. Keyed fields are tried with the keys that occur in examples: small numbers. */
export function decodeExample(framer: Framer): string[][] {
  const message = exampleMessage(framer)
  if (message === null) return []
  const rows: string[][] = []
  if (message.main !== null) rows.push(['main text', printed(message.main)])
  for (const field of framer.info.fields) rows.push(...fieldRows(message, field, ''))
  return rows
}

function exampleMessage(framer: Framer): Message | null {
  const { example, transports } = framer.info
  const [transport] = transports
  if (example === null || transport === undefined) return null
  for (const side of [0, 1] as const) {
    const cut = framer.open(transport).cut(side, {
      bytes: example,
      start: 0,
      end: example.length,
      scanned: 0,
      final: true,
      first: true,
    })
    if (cut.kind === 'message') return cut.message
  }
  return null
}

const KEYS_TRIED = 0x60

function fieldRows(holder: Pick<Message, 'get'>, field: FieldInfo, indent: string): string[][] {
  if (field.key === 'number')
    return Array.from({ length: KEYS_TRIED }, (_, key) => key).flatMap((key) =>
      valueRows(holder.get(field.path, key), field, `${indent}.${field.path}[${key}]`, indent),
    )
  if (field.key !== 'none') return []
  return valueRows(holder.get(field.path, null), field, `${indent}.${field.path}`, indent)
}

function valueRows(
  values: readonly FieldValue[],
  field: FieldInfo,
  name: string,
  indent: string,
): string[][] {
  return values.flatMap((value) =>
    value.kind === 'record'
      ? [
          [name, ''],
          ...(field.fields ?? []).flatMap((inner) => fieldRows(value, inner, `${indent}  `)),
        ]
      : [[name, printed(value)]],
  )
}

function printed(value: Exclude<FieldValue, { kind: 'record' }>): string {
  if (value.kind === 'number') return String(value.value)
  const bytes = value.bytes.subarray(value.start, value.end)
  const text = bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  return text
    ? JSON.stringify(String.fromCharCode(...bytes))
    : `|${Buffer.from(bytes).toString('hex')}|`
}
