// A framer at work without a front: two sides speak, their bytes arrive in pieces, and what the framer makes of them is
// written down. Every window lies within poisoned surroundings, so that a look beyond it shows.

import type { FieldInfo, FieldValue, Framer, Message, Side } from '../../src/frame/framer.js'

/** Bytes of one side, a character each. */
export type Turn = readonly [side: Side, text: string]

/** How a turn is divided into segments: lengths, the last of which repeats. */
export type Division = readonly number[]

export interface Heard {
  readonly side: Side
  /** Place in its direction. */
  readonly offset: number
  readonly length: number
  readonly size: number
  readonly certain: boolean
  /** Main text, if the framer has one, and the fields without a key that have a value; then `keys` that were asked for. */
  readonly fields: Readonly<Record<string, readonly (string | number)[]>>
}

export interface Transcript {
  readonly heard: readonly Heard[]
  /** Why each side was given up; null if it was not. */
  readonly lost: readonly [string | null, string | null]
  /** Bytes of each side that were neither in a message nor stepped over. */
  readonly left: readonly [number, number]
  /** Single bytes that were looked at. */
  readonly looks: number
}

export interface Options {
  readonly transport?: 'tcp' | 'udp'
  readonly division?: Division
  /** Keys to ask for, by path: `{ header: ['Host'] }`. */
  readonly keys?: Readonly<Record<string, readonly (string | number)[]>>
  /** Called with every message while it is valid. */
  readonly onMessage?: (message: Message, side: Side) => void
  /** Leave the flow open: nothing is final. */
  readonly open?: boolean
  readonly countLooks?: boolean
}

const POISON = 0x0a
const MARGIN = 5

class Stream {
  pending = ''
  /** Place of `pending` in the direction. */
  offset = 0
  skip = 0
  scanned = 0
  atLeast = 0
  lost: string | null = null
}

/** Lets the sides speak, in turn, and says what `framer` heard. */
export function converse(
  framer: Framer,
  turns: readonly Turn[],
  options: Options = {},
): Transcript {
  const framing = framer.open(options.transport ?? 'tcp')
  const streams = [new Stream(), new Stream()] as const
  const heard: Heard[] = []
  let looks = 0

  const cutAll = (side: Side, final: boolean) => {
    const stream = streams[side]
    for (let turnsLeft = stream.pending.length + 2; ; turnsLeft--) {
      if (turnsLeft === 0) throw new Error('the framer does not get on')
      const skipped = Math.min(stream.skip, stream.pending.length)
      stream.pending = stream.pending.slice(skipped)
      stream.offset += skipped
      stream.skip -= skipped
      if (stream.lost !== null || stream.pending === '' || stream.skip > 0) return
      const poisoned = poison(stream.pending)
      const counted = options.countLooks === true ? counting(poisoned, () => looks++) : poisoned
      const available = stream.pending.length
      const cut = framing.cut(side, {
        bytes: counted,
        start: MARGIN,
        end: MARGIN + available,
        scanned: stream.scanned,
        final,
        first: stream.offset === 0,
      })
      if (cut.kind === 'lost') {
        stream.lost = cut.why
        return
      }
      if (cut.kind === 'more') {
        if (final) throw new Error('more is wanted though nothing follows')
        if (cut.atLeast <= available) throw new Error('what is wanted is there')
        stream.scanned = available
        stream.atLeast = cut.atLeast
        return
      }
      if (!final && available < stream.atLeast) throw new Error('less than `atLeast` was enough')
      stream.scanned = 0
      stream.atLeast = 0
      if (cut.kind === 'skip') {
        if (cut.length <= 0) throw new Error('an empty skip')
        stream.skip = cut.length
        continue
      }
      if (cut.length <= 0 || cut.length > available) throw new Error('a message beyond its bytes')
      const { message } = cut
      if (
        message.bytes !== counted ||
        message.start !== MARGIN ||
        message.end !== MARGIN + cut.length
      )
        throw new Error('the message is not where it was cut')
      if (cut.length > framer.limit) throw new Error('a message over the limit')
      options.onMessage?.(message, side)
      heard.push({
        side,
        offset: stream.offset,
        length: cut.length,
        size: message.size,
        certain: cut.certain,
        fields: fieldsOf(message, framer.info.fields, options.keys ?? {}),
      })
      stream.skip = cut.length + cut.skip
    }
  }

  for (const [side, text] of turns) {
    for (const segment of divided(text, options.division)) {
      streams[side].pending += segment
      cutAll(side, options.transport === 'udp')
    }
  }
  if (options.open !== true) for (const side of [0, 1] as const) cutAll(side, true)
  return {
    heard,
    lost: [streams[0].lost, streams[1].lost],
    left: [streams[0].pending.length, streams[1].pending.length],
    looks,
  }
}

/** Texts of the fields as `converse` shows them. */
export function textOf(value: FieldValue): string | number {
  if (value.kind === 'number') return value.value
  if (value.kind === 'record') return 'record'
  return Buffer.from(value.bytes.subarray(value.start, value.end)).toString('latin1')
}

function fieldsOf(message: Message, infos: readonly FieldInfo[], keys: Options['keys'] & object) {
  const fields: Record<string, (string | number)[]> = {}
  const note = (name: string, values: readonly FieldValue[]) => {
    for (const value of values) checkPlace(message, value)
    if (values.length > 0) fields[name] = values.map(textOf)
  }
  if (message.main !== null) note('main', [message.main])
  for (const { path, key } of infos) {
    if (key === 'none') note(path, message.get(path, null))
    else for (const name of keys[path] ?? []) note(`${path}[${name}]`, message.get(path, name))
  }
  return fields
}

/** A value has its place within the message; and if it claims to be verbatim, it is what stands there. */
function checkPlace(message: Message, value: FieldValue): void {
  if (value.kind === 'record') return
  const { wireStart, wireEnd } = value
  const isWithin = wireStart >= 0 && wireEnd >= wireStart && wireEnd <= message.end - message.start
  if (!isWithin) throw new Error(`a value at ${wireStart}..${wireEnd}, outside the message`)
  if (value.kind === 'number' || !value.verbatim) return
  const onWire = message.bytes.subarray(message.start + wireStart, message.start + wireEnd)
  const given = value.bytes.subarray(value.start, value.end)
  if (Buffer.compare(onWire, given) !== 0)
    throw new Error('a verbatim value that does not stand there')
}

function divided(text: string, division: Division = [Infinity]): string[] {
  const segments: string[] = []
  let at = 0
  for (let i = 0; at < text.length; i++) {
    const length = division[Math.min(i, division.length - 1)] ?? Infinity
    segments.push(text.slice(at, at + length))
    at += length
  }
  return segments
}

function poison(text: string): Uint8Array {
  const bytes = new Uint8Array(MARGIN + text.length + MARGIN).fill(POISON)
  bytes.set(Buffer.from(text, 'latin1'), MARGIN)
  return bytes
}

/** `bytes`, of which every single look is counted. */
function counting(bytes: Uint8Array, onLook: () => void): Uint8Array {
  return new Proxy(bytes, {
    get(target, property) {
      if (typeof property === 'string' && /^[0-9]/.test(property)) onLook()
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value
    },
  })
}
