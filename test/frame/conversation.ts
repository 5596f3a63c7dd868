// Conversations as tests of text protocols write them: who says what, in characters; and what a framer hears of it.

import { describe, it } from 'vitest'
import type { Framer, Side } from '../../src/frame/framer.js'
import { shared } from '../support/shared.js'
import { runOf } from './cuts.js'
import type { Seen, SeenText, SeenValue } from './cuts.js'
import { conversationsOf } from './recordings.js'

/** Bytes of one side, a character each. */
export type Turn = readonly [side: Side, text: string]

/** How each turn is divided into segments: their lengths, the last of which repeats. */
export type Division = readonly number[]

export interface Options {
  readonly transport?: 'tcp' | 'udp'
  readonly division?: Division
  /** Keys to ask for, by path: `{ header: ['Host'] }`. */
  readonly keys?: Readonly<Record<string, readonly (string | number)[]>>
}

export interface Heard {
  readonly side: Side
  /** Place in its direction. */
  readonly offset: number
  readonly length: number
  readonly size: number
  readonly certain: boolean
  /** Values of the main text, of the fields that take no key, and of the keys that were asked for. */
  readonly fields: Readonly<Record<string, readonly (string | number)[]>>
  /** The same as they were seen, with their places on the wire. */
  readonly seen: Seen
}

export interface Transcript {
  readonly heard: readonly Heard[]
  /** Why each side was given up; null if it was not. */
  readonly lost: readonly [string | null, string | null]
}

export function converse(
  framer: Framer,
  turns: readonly Turn[],
  { transport = 'tcp', division = [Infinity], keys = {} }: Options = {},
): Transcript {
  const steps = turns.flatMap(([side, text]) =>
    divided(text, division).map((segment) => ({ side, bytes: Buffer.from(segment, 'latin1') })),
  )
  const { messages, lost } = runOf(framer, steps, 'whole', { transport, keys })
  const isKeyed = (name: string) =>
    framer.info.fields.some(({ path, key }) => path === name && key !== 'none')
  const heard = messages.map((seen) => {
    const { side, offset, length, size, certain, main } = seen
    const fields: Record<string, readonly (string | number)[]> = {}
    if (main !== null) fields['main'] = [main.text]
    for (const [name, values] of Object.entries(seen.fields))
      if (!isKeyed(name)) fields[name] = values.map(textOf)
    return { side, offset, length, size, certain, fields, seen }
  })
  return { heard, lost: [lost[0]?.why ?? null, lost[1]?.why ?? null] }
}

export interface Recorded {
  readonly transport: 'tcp' | 'udp'
  /** Address and port. */
  readonly server: string
  readonly turns: readonly Turn[]
}

/** What was said on the flows of a capture of the shared data, where something was; none where the data is absent. */
export function recorded(capture: string): readonly Recorded[] {
  return (conversationsOf(`${capture}.pcap`) ?? [])
    .map(({ transport, server, steps }) => ({
      transport,
      server,
      turns: steps.map(({ side, bytes }): Turn => [side, Buffer.from(bytes).toString('latin1')]),
    }))
    .filter(({ turns }) => turns.length > 0)
}

/** A `describe` of what needs captures; skipped, and says so, where they are absent. */
export function describeRecorded(title: string, body: () => void): void {
  if (shared('captures') !== null) describe(title, body)
  else describe(title, () => it.skip('needs the shared data (IMIDS_SHARED)'))
}

/** Main texts, one for each message. */
export function mainOf(heard: readonly Heard[]): readonly (string | null)[] {
  return heard.map(({ seen }) => seen.main?.text ?? null)
}

function textOf(value: SeenValue): string | number {
  if (typeof value === 'number') return value
  return isText(value) ? value.text : 'a record'
}

/** Of a field, what was seen of its values: their texts and places. */
export function textsSeen(heard: Heard | undefined, name: string): readonly SeenText[] {
  const values = name === 'main' ? [heard?.seen.main] : (heard?.seen.fields[name] ?? [])
  return values.filter((value) => typeof value === 'object' && value !== null && isText(value))
}

function isText(value: Exclude<SeenValue, number>): value is SeenText {
  return typeof value['text'] === 'string'
}

function divided(text: string, division: Division): readonly string[] {
  const segments: string[] = []
  for (let at = 0, i = 0; at < text.length; i++) {
    const length = division[Math.min(i, division.length - 1)] ?? Infinity
    if (length > 0) segments.push(text.slice(at, at + length))
    at += length
  }
  return segments
}
