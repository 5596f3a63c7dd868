// Instructions as they are run: numbers for names, typed arrays for strings. All steps have the same properties, so that
// the loop over them reads objects of one shape.

import {
  patternInstruction,
  type HoleOperands,
  type Needle,
  type PatternInstruction,
  type RunOperands,
  type SameOperands,
  type TailEnd,
  type TakeOperands,
} from '../compile/instruction.js'
import type { Automaton, Program } from '../compile/program.js'
import { firstBytes, prepareLiteral, type PreparedLiteral } from './literal.js'
import { prepareTransform, type Transform } from './transform.js'
import { holeType, textType, type HoleType } from './types.js'

export const OP = {
  literal: 0,
  number: 1,
  take: 2,
  same: 3,
  until: 4,
  tail: 5,
  rest: 6,
  end: 7,
  try: 8,
  commit: 9,
  done: 10,
} as const

export interface Step {
  readonly op: (typeof OP)[keyof typeof OP]
  /** `literal`: what may stand here. `until`: what is looked for. */
  readonly literals: readonly PreparedLiteral[]
  /** `until`: bytes with which one of `literals` begins. */
  readonly first: Uint8Array
  /** `until`: values that are looked for as well. `same`: the one value. */
  readonly sames: readonly Same[]
  /** `until`: the end of the span will do. */
  readonly orEnd: boolean
  readonly ends: readonly { readonly length: number; readonly literal: PreparedLiteral | null }[]
  readonly numbers: readonly number[]
  /** `take`: what is read. A run has none. */
  readonly type: HoleType | null
  readonly length: number
  readonly equals: Uint8Array | number | null
  readonly hole: Hole
  /** `try`: where a failure goes on. `commit`: where success does. */
  readonly target: number
}

export interface Same {
  readonly slot: number
  /** The binary type that writes the value as bytes; null: it stands there as it is, a number in digits. */
  readonly type: HoleType | null
}

/** What becomes of what was taken. */
export interface Hole {
  /** -1: it is not kept. */
  readonly slot: number
  readonly kind: 'text' | 'bytes' | 'number'
  readonly secret: boolean
  readonly transforms: readonly Transform[]
  /** A `...`, which takes what is no text as well: a field that is there. */
  readonly skip: boolean
}

/** All patterns of a program. */
export function prepareCode({ instructions, automata }: Program): Step[] {
  const machines = automata.map(machineType)
  return instructions.map((instruction) => prepareStep(patternInstruction(instruction), machines))
}

function prepareStep(step: PatternInstruction, machines: readonly HoleType[]): Step {
  switch (step.op) {
    case 'literal':
      return { ...nothing, op: OP.literal, literals: step.oneOf.map(prepareLiteral) }
    case 'number':
      return { ...nothing, op: OP.number, numbers: step.values }
    case 'take':
      return {
        ...nothing,
        op: OP.take,
        hole: prepareHole(step, false),
        ...prepareType(step, machines),
      }
    case 'same':
      return { ...nothing, op: OP.same, sames: [prepareSame(step)] }
    case 'until':
      return { ...nothing, op: OP.until, hole: prepareRun(step), ...prepareNeedles(step.needles) }
    case 'tail':
      return { ...nothing, op: OP.tail, hole: prepareRun(step), ends: step.ends.map(prepareEnd) }
    case 'rest':
      return { ...nothing, op: OP.rest, hole: prepareRun(step) }
    case 'try':
      return { ...nothing, op: OP.try, target: step.otherwise }
    case 'commit':
      return { ...nothing, op: OP.commit, target: step.to }
    case 'end':
    case 'done':
      return { ...nothing, op: OP[step.op] }
  }
}

const nothing: Step = {
  op: OP.done,
  literals: [],
  first: new Uint8Array(0),
  sames: [],
  orEnd: false,
  ends: [],
  numbers: [],
  type: null,
  length: 0,
  equals: null,
  hole: { slot: -1, kind: 'text', secret: false, transforms: [], skip: false },
  target: -1,
}

function prepareHole(operands: HoleOperands, skip: boolean): Hole {
  return {
    slot: operands.slot ?? -1,
    kind: operands.kind ?? 'text',
    secret: operands.secret ?? false,
    transforms: operands.pipes?.map(prepareTransform) ?? [],
    skip,
  }
}

function prepareRun(run: RunOperands): Hole {
  return prepareHole(run, run.type === 'skip')
}

function prepareType(
  take: TakeOperands,
  machines: readonly HoleType[],
): Pick<Step, 'type' | 'length' | 'equals'> {
  const { automaton, length = 0, equals } = take
  const type = (automaton === undefined ? undefined : machines[automaton]) ?? holeType(take.type)
  return { type, length, equals: equals === undefined ? null : wanted(type, equals) }
}

/** The value that a type with a literal argument takes, as the type prints it. */
function wanted(type: HoleType, equals: string | number): Uint8Array | number {
  if (type.kind === 'number') return Number(equals)
  const written = Uint8Array.from(Buffer.from(String(equals), 'latin1'))
  return type.spell?.(written) ?? written
}

function prepareSame({ slot, type }: SameOperands): Same {
  return { slot, type: type === undefined ? null : holeType(type) }
}

function prepareNeedles(
  needles: readonly Needle[],
): Pick<Step, 'literals' | 'first' | 'sames' | 'orEnd'> {
  const literals = needles.filter((needle) => needle.find === 'literal').map(prepareLiteral)
  return {
    literals,
    first: firstBytes(literals),
    sames: needles.filter((needle) => needle.find === 'same').map(prepareSame),
    orEnd: needles.some((needle) => needle.find === 'end'),
  }
}

function prepareEnd({ length, literal }: TailEnd): Step['ends'][number] {
  return { length, literal: literal === undefined ? null : prepareLiteral(literal) }
}

/** The longest stretch that an automaton accepts. */
function machineType({ classes, classOf, next, accepting }: Automaton): HoleType {
  const columnOf = Uint8Array.from(classOf)
  const rows = Int16Array.from(next)
  const accepts = new Uint8Array(next.length / classes)
  for (const state of accepting) accepts[state] = 1
  const after = (state: number, byte: number): number =>
    rows[state * classes + (columnOf[byte] ?? 0)] ?? -1
  const goesOn = Uint8Array.from(accepts, (_, state) =>
    rows.subarray(state * classes, (state + 1) * classes).some((next) => next >= 0) ? 1 : 0,
  )
  const read: HoleType['read'] = (bytes, at, end) => {
    let state = 0
    let longest = accepts[0] === 1 ? at : -1
    while (at < end) {
      state = after(state, bytes[at++] ?? 0)
      if (state < 0) break
      if (accepts[state] === 1) longest = at
    }
    return longest
  }
  const open: HoleType['open'] = (bytes, at, end) => {
    let state = 0
    while (at < end && state >= 0) state = after(state, bytes[at++] ?? 0)
    return state >= 0 && goesOn[state] === 1
  }
  return textType(read, open)
}
