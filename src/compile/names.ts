// The slots of a signature, and what a name in an operand means there. The checker has the same knowledge (`Scope`); here
// names become numbers.

import type { Operand, Signature } from '../language/ast.js'
import type { Scope } from '../language/scope.js'
import { builtins } from '../language/types.js'
import { capturesOf, messagesOf } from '../language/walk.js'
import { latin1 } from './constants.js'
import { isBinary } from './hole.js'
import type { SameOperands } from './instruction.js'
import type { CompiledOperand, Slot } from './program.js'

export class Names {
  readonly slots: readonly Slot[]
  readonly #slotOf: ReadonlyMap<string, number>
  /** By name, the binary type that captures it; null for several types, and for one that reads text. */
  readonly #binary = new Map<string, string | null>()

  constructor(
    private readonly signature: Signature,
    private readonly scope: Scope,
  ) {
    this.slots = signature.tally === null ? slotsOf(scope) : keysOf(signature.tally.per)
    this.#slotOf = new Map(this.slots.map(({ name }, slot) => [name, slot]))
    for (const { name, hole } of signature.dialogues.flatMap(messagesOf).flatMap(capturesOf)) {
      const plain = hole.pipes.length === 0 && isBinary(hole.type)
      const type = plain ? hole.type.name.text : null
      const known = this.#binary.get(name.text)
      this.#binary.set(name.text, known === undefined || known === type ? type : null)
    }
  }

  slot(name: string): number {
    const slot = this.#slotOf.get(name)
    if (slot === undefined) throw new Error(`no slot for ${name}`)
    return slot
  }

  /** Of `=name`: where the value is, and how to read it again if it was captured by one binary type. */
  same(name: string): SameOperands {
    const slot = this.slot(name)
    const type = this.#binary.get(name) ?? null
    return type === null ? { slot } : { slot, type }
  }

  /** A name or literal of `where`. */
  operand(operand: Operand): CompiledOperand {
    switch (operand.kind) {
      case 'string':
        return { from: 'text', bytes: latin1(operand.bytes) }
      case 'number':
        return { from: 'number', value: operand.value }
      case 'name':
        return this.name(operand.text)
    }
  }

  /** A value of `set`: a name that means nothing else is a word. */
  setOperand(operand: Operand): CompiledOperand {
    const word = operand.kind === 'name' && this.#named(operand.text) === null
    return word ? { from: 'text', bytes: operand.text } : this.operand(operand)
  }

  /** A name in braces, in a list of keys or of arguments. */
  name(text: string): CompiledOperand {
    const compiled = this.#named(text)
    if (compiled === null) throw new Error(`${text} has no meaning here`)
    return compiled
  }

  #named(text: string): CompiledOperand | null {
    if (this.signature.tally !== null) {
      const key = this.#slotOf.get(text)
      if (key !== undefined) return { from: 'slot', slot: key, take: 'value' }
      if (text === 'count') return { from: 'builtin', name: text }
    }
    const reference = this.scope.resolve(text)
    switch (reference?.to) {
      case undefined:
        return null
      case 'value':
        return { from: 'slot', slot: this.slot(reference.name), take: reference.take }
      case 'builtin':
        return { from: 'builtin', name: reference.name }
      case 'fact':
        return { from: 'fact', name: reference.name }
    }
  }
}

/** Parameters first, then captures, names that are `set`, columns. */
function slotsOf(scope: Scope): Slot[] {
  const order = ['parameter', 'capture', 'set', 'column']
  return [...scope.names()]
    .map((name) => ({ name, rank: order.indexOf(scope.bindings(name)[0]?.by ?? '') }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => ({ name, kind: scope.kindOf(name), secret: scope.isSecret(name) }))
}

/** A tally's own slots are its keys, named as they are written. */
function keysOf(per: readonly { readonly text: string }[]): Slot[] {
  const names = new Set(per.map(({ text }) => text))
  return [...names].map((name) => ({ name, kind: builtins.get(name) ?? 'unknown', secret: false }))
}
