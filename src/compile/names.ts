// The names of a signature: what has a slot, and what a name in an operand means (language.md §4).

import type {
  Clause,
  Event,
  Hole,
  Operand,
  Pattern,
  Signature,
  Stage,
  Tally,
} from '../language/ast.js'
import { latin1 } from './constants.js'
import { isBinary, kindOf } from './hole.js'
import type { SameOperands } from './instruction.js'
import type { CompiledOperand, Slot } from './program.js'

type Kind = Slot['kind']

/** Known on every flow; `flow.via` inside a tunnel only. Any other `flow.x` is a fact. */
const builtins: ReadonlyMap<string, Kind> = new Map([
  ['flow.id', 'number'],
  ['flow.client', 'text'],
  ['flow.server', 'text'],
  ['flow.client-port', 'number'],
  ['flow.server-port', 'number'],
  ['flow.gap', 'text'],
  ['flow.app', 'text'],
  ['flow.end', 'text'],
  ['flow.via', 'text'],
])

interface Entry {
  readonly name: string
  kind: Kind
  secret: boolean
  /** Names of the types that capture it. */
  readonly types: Set<string>
  binary: boolean
}

export class Names {
  readonly #entries: Entry[] = []
  readonly #indexOf = new Map<string, number>()
  readonly #tally: boolean

  /** Parameters first, then captures, names that are `set`, columns. */
  constructor(signature: Signature) {
    this.#tally = signature.tally !== null
    for (const { name, secret } of signature.params ?? [])
      this.#declare(name.text, 'unknown', secret)
    const stages = signature.dialogues.flatMap((dialogue) => dialogue.stages)
    for (const { hole, list } of stages.flatMap(holesOfStage)) this.#capture(hole, list)
    for (const event of stages.flatMap(eventsOf)) this.#set(event)
    for (const stage of stages)
      if (stage.kind === 'recall')
        for (const { name } of stage.columns) this.#declare(name.text, 'unknown', false)
    if (signature.tally !== null) this.#keys(signature.tally)
  }

  get slots(): Slot[] {
    return this.#entries.map(({ name, kind, secret }) => ({ name, kind, secret }))
  }

  slot(name: string): number {
    const slot = this.#indexOf.get(name)
    if (slot === undefined) throw new Error(`no slot for ${name}`)
    return slot
  }

  has(name: string): boolean {
    return this.#indexOf.has(name)
  }

  /** Of `=name`: where the value is, and how to read it again if it was captured by one binary type. */
  same(name: string): SameOperands {
    const slot = this.slot(name)
    const entry = this.#entries[slot]
    const [type, ...others] = entry?.types ?? []
    if (type === undefined || others.length > 0 || entry?.binary !== true) return { slot }
    return { slot, type }
  }

  /** A name or literal of `where`, of a key, of an argument. */
  operand(operand: Operand): CompiledOperand {
    const compiled = this.#literal(operand) ?? this.#named(operand)
    if (compiled === null) throw new Error('an operand without a meaning')
    return compiled
  }

  /** A value of `set`: a name that means nothing else is a word. */
  setOperand(operand: Operand): CompiledOperand {
    const word = operand.kind === 'name' ? operand.text : ''
    return this.#literal(operand) ?? this.#named(operand) ?? { from: 'text', bytes: word }
  }

  /** A name in braces, in a list of keys or of arguments. */
  name(text: string): CompiledOperand {
    const compiled = this.#ofName(text)
    if (compiled === null) throw new Error(`${text} has no meaning here`)
    return compiled
  }

  #literal(operand: Operand): CompiledOperand | null {
    switch (operand.kind) {
      case 'string':
        return { from: 'text', bytes: latin1(operand.bytes) }
      case 'number':
        return { from: 'number', value: operand.value }
      case 'name':
        return null
    }
  }

  #named(operand: Operand): CompiledOperand | null {
    return operand.kind === 'name' ? this.#ofName(operand.text) : null
  }

  #ofName(text: string): CompiledOperand | null {
    const slot = this.#indexOf.get(text)
    if (slot !== undefined) return { from: 'slot', slot, take: 'value' }
    if (this.#tally && text === 'count') return { from: 'builtin', name: text }
    const accessor = /^(.+)\.(size|count)$/.exec(text)
    const base = accessor?.[1] === undefined ? undefined : this.#indexOf.get(accessor[1])
    if (base !== undefined)
      return { from: 'slot', slot: base, take: accessor?.[2] === 'size' ? 'size' : 'count' }
    if (builtins.has(text)) return { from: 'builtin', name: text }
    if (text.startsWith('flow.')) return { from: 'fact', name: text.slice('flow.'.length) }
    return null
  }

  #declare(name: string, kind: Kind, secret: boolean): Entry {
    const slot = this.#indexOf.get(name)
    const known = slot === undefined ? undefined : this.#entries[slot]
    if (known !== undefined) {
      if (known.kind !== kind) known.kind = 'unknown'
      known.secret ||= secret
      return known
    }
    const entry: Entry = { name, kind, secret, types: new Set(), binary: false }
    this.#indexOf.set(name, this.#entries.push(entry) - 1)
    return entry
  }

  #capture(hole: Hole, list: boolean): void {
    if (hole.name === null) return
    const entry = this.#declare(hole.name.text, list ? 'list' : kindOf(hole), hole.secret)
    entry.types.add(hole.type.name.text)
    entry.binary = hole.pipes.length === 0 && isBinary(hole.type)
  }

  #set(event: Event): void {
    for (const { name, value } of event.sets) {
      if (name.text.startsWith('flow.')) continue
      const { kind, secret } = this.#valueOf(value)
      this.#declare(name.text, kind, secret)
    }
  }

  #valueOf(value: Operand): { kind: Kind; secret: boolean } {
    if (value.kind === 'number') return { kind: 'number', secret: false }
    if (value.kind === 'string') return { kind: 'text', secret: false }
    const operand = this.#ofName(value.text)
    switch (operand?.from) {
      case undefined:
        return { kind: 'text', secret: false }
      case 'slot':
        return this.#entries[operand.slot] ?? { kind: 'unknown', secret: false }
      case 'builtin':
        return { kind: builtins.get(operand.name) ?? 'unknown', secret: false }
      default:
        return { kind: 'unknown', secret: false }
    }
  }

  /** A tally's own slots are its keys, named as they are written. */
  #keys(tally: Tally): void {
    for (const { text } of tally.per) this.#declare(text, builtins.get(text) ?? 'unknown', false)
  }
}

// ---- where names are born

function eventsOf(stage: Stage): readonly Event[] {
  return stage.kind === 'state' ? stage.events : []
}

interface PlacedHole {
  readonly hole: Hole
  /** Inside `each`. */
  readonly list: boolean
}

function holesOfStage(stage: Stage): PlacedHole[] {
  return eventsOf(stage).flatMap(({ trigger }) =>
    trigger.kind === 'message'
      ? [
          ...holesOf(trigger.pattern).map((hole) => ({ hole, list: false })),
          ...trigger.clauses.flatMap((clause) => holesOfClause(clause, false)),
        ]
      : [],
  )
}

function holesOfClause(clause: Clause, list: boolean): PlacedHole[] {
  switch (clause.kind) {
    case 'field':
      return holesOf(clause.pattern).map((hole) => ({ hole, list }))
    case 'absent':
      return []
    case 'some':
    case 'each':
      return clause.clauses.flatMap((inner) => holesOfClause(inner, clause.kind === 'each'))
  }
}

function holesOf(pattern: Pattern): Hole[] {
  return pattern.flatMap((atom) => {
    switch (atom.kind) {
      case 'hole':
        return [atom]
      case 'any':
        return atom.alternatives.flatMap(holesOf)
      case 'maybe':
        return holesOf(atom.pattern)
      default:
        return []
    }
  })
}
