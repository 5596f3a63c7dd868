// The instruction loop: one pattern against one field (`compile/instruction.ts` says what each instruction does).
//
// Hostile bytes come in here. Every read is below `end`; each instruction runs at most once; a run looks once at each byte
// for each thing that it looks for. So the work is linear in the field. Nothing is allocated but for values that a
// transform makes, and for those a failure is late.

import type { FieldValue } from '../frame/framer.js'
import type { Captures } from './captures.js'
import { OP, type Hole, type Same, type Step } from './code.js'
import { begins, standsAt } from './literal.js'
import { equalAt, findBytes, findLiteral, findNumber } from './search.js'
import { applyTransforms } from './transform.js'
import { decimal, readInt, type HoleType } from './types.js'
import type { Value } from './value.js'

/** Where an alternative began, and where the next one is. */
interface Choice {
  target: number
  at: number
  captures: number
}

const NOWHERE = -1
const NOTHING = new Uint8Array(0)

export class PatternMatcher {
  readonly #code: readonly Step[]
  readonly #captures: Captures
  readonly #choices: Choice[] = []
  #slots: readonly (Value | null)[] = []
  /** The field; its bytes `[at, end)` are still to be taken. What is no text has none. */
  #value: FieldValue = { kind: 'record', get: () => [] }
  #bytes: Uint8Array = NOTHING
  #end = 0
  /** More bytes will come: what they might change does not match yet. */
  #grows = false

  constructor(code: readonly Step[], captures: Captures) {
    this.#code = code
    this.#captures = captures
  }

  /**
   * Matches `value` against the pattern that begins at instruction `start`. Captures are added to what there is, also by
   * a pattern that fails in the end.
   *
   * @param slots what `=name` means, where this message has not captured it
   */
  matches(start: number, value: FieldValue, slots: readonly (Value | null)[]): boolean {
    this.#value = value
    this.#slots = slots
    const text = value.kind === 'text'
    this.#bytes = text ? value.bytes : NOTHING
    this.#end = text ? value.end : 0
    this.#grows = text && value.grows === true
    return this.#run(start, text ? value.start : 0)
  }

  #run(start: number, from: number): boolean {
    let depth = 0
    let at = from
    for (let next = start; ;) {
      const step = this.#code[next++]
      if (step === undefined || (this.#grows && this.#isOpen(step, at))) return false
      switch (step.op) {
        case OP.literal:
          at = this.#literal(step, at)
          break
        case OP.number:
          at = this.#number(step, at)
          break
        case OP.take:
          at = this.#take(step, at)
          break
        case OP.same:
          at = this.#same(step, at)
          break
        case OP.until:
          at = this.#keepRun(step.hole, at, this.#runEnd(step, at))
          break
        case OP.tail:
          at = this.#keepRun(step.hole, at, this.#tail(step, at))
          break
        case OP.rest:
          at = this.#keepRun(step.hole, at, this.#end)
          break
        case OP.end:
          if (at !== this.#end || (this.#value.kind === 'text' && this.#value.cut)) at = NOWHERE
          break
        case OP.try:
          this.#choose(depth++, step.target, at)
          break
        case OP.commit:
          depth--
          next = step.target
          break
        case OP.done:
          return true
      }
      if (at >= 0) continue
      if (depth === 0) return false
      const choice = this.#choices[--depth]
      if (choice === undefined) return false
      next = choice.target
      at = choice.at
      this.#captures.rollback(choice.captures)
    }
  }

  #choose(depth: number, target: number, at: number): void {
    const choice = (this.#choices[depth] ??= { target: 0, at: 0, captures: 0 })
    choice.target = target
    choice.at = at
    choice.captures = this.#captures.mark()
  }

  /** In a message that grows: could the bytes to come change what this step does at `at`? */
  #isOpen(step: Step, at: number): boolean {
    switch (step.op) {
      case OP.literal:
        return this.#couldStand(step, at)
      case OP.take:
        return step.type?.open(this.#bytes, at, this.#end, step.length) ?? false
      case OP.same:
        return step.sames.some((same) => this.#sameCouldStand(same, at))
      case OP.until:
        return this.#couldEndEarlier(step, at)
      case OP.end:
        return at === this.#end
      case OP.rest:
        return step.hole.slot >= 0
      case OP.tail:
        return true
      default:
        return false
    }
  }

  /** Is one that would be tried before any that stands here cut off by the end? */
  #couldStand({ literals }: Step, at: number): boolean {
    for (const literal of literals) {
      if (standsAt(literal, this.#bytes, at, this.#end)) return false
      if (begins(literal, this.#bytes, at, this.#end)) return true
    }
    return false
  }

  #sameCouldStand(same: Same, at: number): boolean {
    const written = this.#written(same)
    const there = this.#end - at
    if (written === null) return false
    if (typeof written === 'number')
      return there === 0 || readInt(this.#bytes, at, this.#end) === this.#end
    return there < written.length && equalAt(written.subarray(0, there), this.#bytes, at)
  }

  /** A run: nothing ends it yet, or something that would end it earlier is cut off. */
  #couldEndEarlier(step: Step, at: number): boolean {
    const to = this.#search(step, at)
    if (to < 0) return true
    const longest = Math.max(0, ...step.literals.map(({ bytes }) => bytes.length))
    for (let from = Math.max(at, this.#end - longest + 1); from < to; from++)
      if (this.#couldStand(step, from)) return true
    // Of a value it is not looked where it begins: one that is longer than what is left may have begun.
    return step.sames.some((same) => {
      const written = this.#written(same)
      if (written === null || typeof written === 'number') return this.#sameCouldStand(same, to)
      return to > this.#end - written.length
    })
  }

  // ---- instructions: each is given a position, and gives the next one, or a negative number

  #literal({ literals }: Step, at: number): number {
    for (const literal of literals)
      if (standsAt(literal, this.#bytes, at, this.#end)) return at + literal.bytes.length
    return NOWHERE
  }

  #number({ numbers }: Step, at: number): number {
    return this.#value.kind === 'number' && numbers.includes(this.#value.value) ? at : NOWHERE
  }

  #take({ type, length, hole, equals }: Step, at: number): number {
    const value = this.#value
    if (type === null || value.kind === 'record') return NOWHERE
    if (value.kind === 'number') {
      if (!type.numeric || value.value > type.max) return NOWHERE
      if (equals !== null && equals !== value.value) return NOWHERE
      if (hole.slot >= 0) this.#captures.addNumber(hole, value.value).readFromNumeric(value)
      return at
    }
    const bytes = this.#bytes
    const to = type.read(bytes, at, this.#end, length)
    if (to < 0) return NOWHERE
    if (type.number !== undefined) {
      const number = type.number(bytes, at, to)
      if (equals !== null && equals !== number) return NOWHERE
      if (hole.slot >= 0) this.#captures.addNumber(hole, number).readFrom(value, at, to)
      return to
    }
    return this.#keep(hole, at + type.before, to - type.behind, type.value, equals) ? to : NOWHERE
  }

  #keepRun(hole: Hole, at: number, to: number): number {
    if (to < 0) return NOWHERE
    if (this.#value.kind !== 'text') return hole.skip ? to : NOWHERE
    return this.#keep(hole, at, to, undefined, null) ? to : NOWHERE
  }

  /** Reads the value of `[from, to)`, and keeps it if it has a slot. @returns false if it is not the one that is wanted */
  #keep(
    hole: Hole,
    from: number,
    to: number,
    read: HoleType['value'],
    equals: Step['equals'],
  ): boolean {
    const text = this.#value
    if (text.kind !== 'text') return false
    const plain = equals === null && hole.transforms.length === 0
    if (plain && hole.slot < 0) return true
    if (plain && read === undefined) {
      this.#captures.addText(hole, text.bytes, from, to).readFrom(text, from, to)
      return true
    }
    const own = read === undefined ? text.bytes.subarray(from, to) : read(text.bytes, from, to)
    if (equals !== null && !sameBytes(equals, own)) return false
    const made = applyTransforms(hole.transforms, own)
    if (made === null) return false
    if (hole.slot >= 0) this.#captures.addText(hole, made, 0, made.length).readFrom(text, from, to)
    return true
  }

  #tail({ ends }: Step, at: number): number {
    for (const { length, literal } of ends) {
      const to = this.#end - length
      if (to < at) continue
      if (literal === null || standsAt(literal, this.#bytes, to, this.#end)) return to
    }
    return NOWHERE
  }

  #runEnd(step: Step, at: number): number {
    const found = this.#search(step, at)
    return found < 0 && step.orEnd ? this.#end : found
  }

  #search({ literals, first, sames }: Step, at: number): number {
    let found =
      literals.length === 0 ? NOWHERE : findLiteral(literals, first, this.#bytes, at, this.#end)
    for (const same of sames) {
      const place = this.#find(same, at)
      if (place >= 0 && (found < 0 || place < found)) found = place
    }
    return found
  }

  // ---- the same value again

  #same({ sames: [same] }: Step, at: number): number {
    if (same === undefined) return NOWHERE
    if (this.#value.kind !== 'text')
      return this.#value.kind === 'number' && this.#value.value === this.#known(same.slot)
        ? at
        : NOWHERE
    const written = this.#written(same)
    if (written === null) return NOWHERE
    if (typeof written === 'number') {
      const to = readInt(this.#bytes, at, this.#end)
      return to >= 0 && decimal(this.#bytes, at, to) === written ? to : NOWHERE
    }
    const to = at + written.length
    return to <= this.#end && equalAt(written, this.#bytes, at) ? to : NOWHERE
  }

  #find(same: Same, at: number): number {
    const written = this.#written(same)
    if (written === null) return NOWHERE
    return typeof written === 'number'
      ? findNumber(written, this.#bytes, at, this.#end)
      : findBytes(written, this.#bytes, at, this.#end)
  }

  /** A value as it stands in text: its bytes, or a number in digits; null where nothing does. */
  #written({ slot, type }: Same): Uint8Array | number | null {
    const wanted = this.#known(slot)
    return wanted === null || type?.write === undefined ? wanted : type.write(wanted)
  }

  /** What a name stands for: this message's capture, else what the instance has; null for nothing and for a list. */
  #known(slot: number): Uint8Array | number | null {
    const held = this.#captures.find(slot)
    if (held !== null)
      return held.kind === 'number' ? held.number : held.bytes.subarray(held.from, held.to)
    const value = this.#slots[slot] ?? null
    if (value === null || value.kind === 'list') return null
    return value.kind === 'number' ? value.value : value.bytes
  }
}

function sameBytes(wanted: Uint8Array | number, found: Uint8Array): boolean {
  return typeof wanted !== 'number' && wanted.length === found.length && equalAt(wanted, found, 0)
}
