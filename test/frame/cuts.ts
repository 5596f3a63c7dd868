// Runs a framer over the two directions of a flow, divided as one likes, and checks what every framer promises.
// In production the desk keeps the bytes; this is a desk of the smallest kind.

import { expect } from 'vitest'
import type {
  Cut,
  FieldInfo,
  FieldRecord,
  FieldValue,
  Framer,
  Message,
  Probe,
  Side,
  Text,
} from '../../src/frame/framer.js'

/** What a side sends next. A datagram where the transport is UDP. */
export interface Step {
  readonly side: Side
  readonly bytes: Uint8Array
}

/** How each step reaches the framer: at once, byte by byte, or in two parts. */
export type Division = 'whole' | 'bytes' | { readonly at: number }

export interface Options {
  readonly transport?: 'tcp' | 'udp'
  /** The directions are met in the middle. */
  readonly midstream?: boolean
  /** Keys to ask keyed fields for, by path; all values are asked for without a key as well. */
  readonly keys?: Readonly<Record<string, readonly (string | number)[]>>
}

/** A message as it was when it was delivered. */
export interface Seen {
  readonly side: Side
  /** Of its first byte in its direction. */
  readonly offset: number
  readonly length: number
  readonly skip: number
  readonly size: number
  readonly certain: boolean
  readonly main: SeenText | null
  readonly fields: Readonly<Record<string, readonly SeenValue[]>>
}

export interface SeenText {
  /** A character per byte. */
  readonly text: string
  readonly wire: readonly [number, number]
  readonly verbatim: boolean
  readonly cut: boolean
}

export type SeenValue = SeenText | number | Readonly<Record<string, readonly SeenValue[]>>

export interface Run {
  readonly messages: readonly Seen[]
  /** Where each direction was given up, and why; null if it never was. */
  readonly lost: readonly [Lost | null, Lost | null]
  /** Bytes that the framer was shown anew, over all calls, and a constant for each call. */
  readonly looked: number
}

export interface Lost {
  readonly offset: number
  readonly why: string
}

export function messagesOf(
  framer: Framer,
  steps: readonly Step[],
  division: Division = 'whole',
  options: Options = {},
): readonly Seen[] {
  return runOf(framer, steps, division, options).messages
}

export function runOf(
  framer: Framer,
  steps: readonly Step[],
  division: Division = 'whole',
  options: Options = {},
): Run {
  const transport = options.transport ?? 'tcp'
  const framing = framer.open(transport)
  const messages: Seen[] = []
  const directions = [newDirection(), newDirection()] as const
  let looked = 0
  if (options.midstream) {
    framing.reset(0)
    framing.reset(1)
  }

  const advance = (side: Side, final: boolean): void => {
    const direction = directions[side]
    for (;;) {
      const stepped = Math.min(direction.skip, direction.kept.length)
      direction.take(stepped)
      direction.skip -= stepped
      const have = direction.kept.length
      if (have === 0 || direction.lost !== null || (have < direction.atLeast && !final)) return
      const { bytes, start } = poisoned(direction.kept)
      const cut: Cut = framing.cut(side, {
        bytes,
        start,
        end: start + have,
        scanned: direction.scanned,
        final,
        first: direction.offset === 0 && !options.midstream,
      })
      looked += have - direction.scanned + CALL_COST
      direction.scanned = 0
      direction.atLeast = 0
      switch (cut.kind) {
        case 'more':
          promise(!final, '`more` where nothing follows')
          promise(cut.atLeast > have, '`more` that asks for what is there')
          promise(cut.atLeast <= framer.limit, 'more than the limit is asked for')
          direction.scanned = have
          direction.atLeast = cut.atLeast
          return
        case 'lost':
          direction.lost = { offset: direction.offset, why: cut.why }
          return
        case 'skip':
          promise(cut.length > 0, 'a skip of nothing')
          direction.skip = cut.length
          break
        case 'message':
          promise(cut.length > 0 && cut.length <= have, 'a message outside the window')
          promise(cut.length <= framer.limit, 'a message over the limit')
          if (direction.offset === 0 || transport === 'udp') {
            const isFirst = transport === 'tcp' && !options.midstream
            const ofMessages = framer.messageProbes ?? framer.probes
            const ofDatagrams = framer.datagramProbes ?? ofMessages
            const probes = transport === 'udp' ? ofDatagrams : isFirst ? framer.probes : ofMessages
            promise(isProbed(probes, direction.kept), 'a message that no probe admits')
          }
          for (const message of [cut.message, ...(cut.further ?? [])])
            messages.push(seen(framer, side, direction.offset, { ...cut, message }, options))
          if (cut.again !== undefined && !final) {
            promise(cut.again > have, '`again` with what is there')
            direction.scanned = have
            direction.atLeast = cut.again
            return
          }
          direction.take(cut.length)
          direction.skip = cut.skip
      }
    }
  }

  for (const step of steps)
    if (transport === 'udp') {
      const direction = directions[step.side]
      Object.assign(direction, newDirection(), { offset: direction.offset })
      direction.give(step.bytes)
      advance(step.side, true)
    } else
      for (const piece of divided(step.bytes, division)) {
        directions[step.side].give(piece)
        advance(step.side, false)
      }
  if (transport === 'tcp') for (const side of [0, 1] as const) advance(side, true)
  return { messages, lost: [directions[0].lost, directions[1].lost], looked }
}

const CALL_COST = 16

/**
 * Every division of the steps that cuts each of them in two, and byte by byte: none may be told from the whole. Not for
 * framers that deliver a message before its end.
 */
export function sameHoweverCut(
  framer: Framer,
  steps: readonly Step[],
  options: Options = {},
): readonly Seen[] {
  const whole = runOf(framer, steps, 'whole', options)
  const longest = Math.max(0, ...steps.map((step) => step.bytes.length))
  const divisions: Division[] = ['bytes']
  for (let at = 1; at < longest; at += longest > MANY ? 7 : 1) divisions.push({ at })
  for (const division of divisions) {
    const { messages, lost } = runOf(framer, steps, division, options)
    expect({ messages, lost }, `cut ${JSON.stringify(division)}`).toEqual({
      messages: whole.messages,
      lost: whole.lost,
    })
  }
  return whole.messages
}

const MANY = 600

function promise(kept: boolean, broken: string): asserts kept {
  if (!kept) throw new Error(`the framer broke a promise: ${broken}`)
}

function isProbed(probes: readonly Probe[], bytes: Uint8Array): boolean {
  if (probes.length === 0) return true
  return probes.some((probe) =>
    probe.every((admitted, i) => {
      const byte = bytes[i]
      if (admitted === null || byte === undefined) return true
      return typeof admitted === 'number' ? admitted === byte : admitted.includes(byte)
    }),
  )
}

interface Direction {
  kept: Uint8Array
  offset: number
  skip: number
  scanned: number
  atLeast: number
  lost: Lost | null
  give(bytes: Uint8Array): void
  take(length: number): void
}

function newDirection(): Direction {
  return {
    kept: new Uint8Array(0),
    offset: 0,
    skip: 0,
    scanned: 0,
    atLeast: 0,
    lost: null,
    give(bytes) {
      this.kept = Buffer.concat([this.kept, bytes])
    },
    take(length) {
      this.kept = this.kept.subarray(length)
      this.offset += length
    },
  }
}

function divided(bytes: Uint8Array, division: Division): readonly Uint8Array[] {
  if (division === 'whole') return [bytes]
  if (division === 'bytes') return Array.from(bytes, (byte) => Uint8Array.of(byte))
  return [bytes.subarray(0, division.at), bytes.subarray(division.at)].filter((p) => p.length > 0)
}

let poison = 0

/** The bytes with others around them, of which a framer must not see any; never the same twice. */
function poisoned(kept: Uint8Array): { bytes: Uint8Array; start: number } {
  poison = (poison + 1) & 0xff
  const around = new Uint8Array(40).fill(poison)
  return { bytes: Buffer.concat([around, kept, around]), start: around.length }
}

function seen(
  framer: Framer,
  side: Side,
  offset: number,
  cut: Cut & { kind: 'message' },
  options: Options,
): Seen {
  const { message, length, skip, certain } = cut
  promise(message.end - message.start <= length, 'a message that is longer than what was cut')
  promise(message.size >= message.end - message.start, 'a message longer than its size')
  const fields: Record<string, readonly SeenValue[]> = {}
  for (const info of framer.info.fields) {
    const values = fieldsOf(info, message, message, null)
    if (values.length > 0) fields[info.path] = values
    for (const key of options.keys?.[info.path] ?? []) {
      const keyed = fieldsOf(info, message, message, key)
      if (keyed.length > 0) fields[`${info.path}[${key}]`] = keyed
    }
  }
  const main = message.main === null ? null : seenText(message.main, message)
  if (message.main !== null) withinVerbatim(message.main, message)
  return { side, offset, length, skip, size: message.size, certain, main, fields }
}

function fieldsOf(
  info: FieldInfo,
  owner: Message | FieldRecord,
  message: Message,
  key: string | number | null,
): SeenValue[] {
  const values = owner.get(info.path, key)
  if (!info.repeated && info.key === 'none')
    promise(values.length <= 1, `\`${info.path}\` more than once`)
  return values.map((value) => seenValue(info, value, message))
}

function seenValue(info: FieldInfo, value: FieldValue, message: Message): SeenValue {
  switch (value.kind) {
    case 'text':
      promise(info.type === 'text' || info.type === 'bytes', `\`${info.path}\` is a text`)
      if (info.verbatim === true || info.at !== undefined) withinVerbatim(value, message)
      return seenText(value, message)
    case 'number':
      promise(info.type === 'number', `\`${info.path}\` is a number`)
      promise(Number.isSafeInteger(value.value), `\`${info.path}\` is no integer`)
      promise(inside(value, message), `\`${info.path}\` comes from outside`)
      return value.value
    case 'record': {
      promise(info.type === 'record', `\`${info.path}\` is a record`)
      const fields: Record<string, readonly SeenValue[]> = {}
      for (const inner of info.fields ?? [])
        fields[inner.path] = fieldsOf(inner, value, message, null)
      return fields
    }
  }
}

function seenText(text: Text, message: Message): SeenText {
  promise(inside(text, message), 'a text from outside the message')
  promise(0 <= text.start && text.start <= text.end, 'a text that ends before it starts')
  promise(text.end <= text.bytes.length, 'a text that is not there')
  const characters = latin1(text.bytes.subarray(text.start, text.end))
  if (text.verbatim) {
    const wire = [message.start + text.wireStart, message.start + text.wireEnd] as const
    promise(latin1(message.bytes.subarray(...wire)) === characters, 'a text not as on the wire')
  }
  const { wireStart, wireEnd, verbatim, cut } = text
  return { text: characters, wire: [wireStart, wireEnd], verbatim, cut }
}

function withinVerbatim({ wireEnd }: Text, { start, end, verbatimEnd = end }: Message): void {
  promise(start + wireEnd <= verbatimEnd, 'a verbatim text behind where the last can be')
}

function inside(range: { wireStart: number; wireEnd: number }, message: Message): boolean {
  const length = message.end - message.start
  return 0 <= range.wireStart && range.wireStart <= range.wireEnd && range.wireEnd <= length
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
