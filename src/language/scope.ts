// The names of one signature: what has a value in it, of which kind, and what a name in an operand means.

import type { Name, Operand, Signature } from './ast.js'
import { builtins, transforms, types, type Kind } from './types.js'
import { capturesOf, eventsOf, messagesOf, stagesOf } from './walk.js'

/** A place at which a name gets its value. */
export interface Binding {
  readonly name: Name
  readonly by: 'parameter' | 'capture' | 'set' | 'column'
  readonly kind: Kind
  /** Marked so here. */
  readonly secret: boolean
  /** In a `?` clause, `any`, `maybe`, or a column with `?`. */
  readonly perhaps: boolean
}

/** What a name means. A fact is without its `flow.`. */
export type Reference =
  | { readonly to: 'value'; readonly name: string; readonly take: 'value' | 'size' | 'count' }
  | { readonly to: 'builtin'; readonly name: string }
  | { readonly to: 'fact'; readonly name: string }

export class Scope {
  readonly #bindings = new Map<string, Binding[]>()
  readonly #secrets = new Set<string>()

  constructor(readonly signature: Signature) {
    for (const { name, secret } of signature.params ?? []) {
      this.#bind({ name, by: 'parameter', kind: 'unknown', secret, perhaps: false })
    }
    for (const message of signature.dialogues.flatMap(messagesOf)) {
      for (const { name, hole, list, perhaps } of capturesOf(message)) {
        const kind = list ? 'list' : kindOf(hole)
        this.#bind({ name, by: 'capture', kind, secret: hole.secret, perhaps })
      }
    }
    for (const { name, optional } of stagesOf(signature).flatMap((stage) =>
      stage.kind === 'recall' ? stage.columns : [],
    )) {
      this.#bind({ name, by: 'column', kind: 'unknown', secret: false, perhaps: optional })
    }
    this.#bindSets()
  }

  /** Every name that has a value somewhere, in the order of the tree. */
  names(): IterableIterator<string> {
    return this.#bindings.keys()
  }

  bindings(name: string): readonly Binding[] {
    return this.#bindings.get(name) ?? []
  }

  /** `unknown` for what is given, and for a name with values of several kinds. */
  kindOf(name: string): Kind {
    const [first, ...others] = this.bindings(name)
    if (first === undefined || others.some(({ kind }) => kind !== first.kind)) return 'unknown'
    return first.kind
  }

  isSecret(name: string): boolean {
    return this.#secrets.has(name)
  }

  /** Whether a name stands for a secret itself, and not only for its size. */
  isSecretValue(text: string): boolean {
    const reference = this.resolve(text)
    return reference?.to === 'value' && reference.take === 'value' && this.isSecret(reference.name)
  }

  /** @returns whether that is news */
  markSecret(name: string): boolean {
    if (this.#secrets.has(name) || !this.#bindings.has(name)) return false
    this.#secrets.add(name)
    return true
  }

  /** null: it means nothing here; in a `set`, such a name is a word. */
  resolve(text: string): Reference | null {
    if (this.#bindings.has(text)) return { to: 'value', name: text, take: 'value' }
    const [, name, take] = /^(.+)\.(size|count)$/.exec(text) ?? []
    if (name !== undefined && this.#bindings.has(name)) {
      return { to: 'value', name, take: take === 'size' ? 'size' : 'count' }
    }
    if (builtins.has(text)) return { to: 'builtin', name: text }
    return text.startsWith('flow.') ? { to: 'fact', name: text.slice('flow.'.length) } : null
  }

  kindOfOperand(operand: Operand): Kind {
    if (operand.kind !== 'name') return operand.kind === 'number' ? 'number' : 'text'
    const reference = this.resolve(operand.text)
    if (reference === null) return 'text'
    if (reference.to === 'builtin') return builtins.get(reference.name) ?? 'unknown'
    if (reference.to === 'fact') return 'unknown'
    return reference.take === 'value' ? this.kindOf(reference.name) : 'number'
  }

  #bind(binding: Binding): void {
    const { text } = binding.name
    const known = this.#bindings.get(text)
    if (known) known.push(binding)
    else this.#bindings.set(text, [binding])
    if (binding.secret) this.#secrets.add(text)
  }

  /** After all others, since a `set` may take its value from any of them. */
  #bindSets(): void {
    for (const { sets } of stagesOf(this.signature).flatMap(eventsOf)) {
      for (const { name, value } of sets) {
        if (name.text.startsWith('flow.')) continue
        const kind = this.kindOfOperand(value)
        this.#bind({ name, by: 'set', kind, secret: false, perhaps: false })
      }
    }
  }
}

function kindOf(hole: { type: { name: Name }; pipes: readonly { name: Name }[] }): Kind {
  const before: Kind = types.get(hole.type.name.text)?.kind ?? 'unknown'
  return hole.pipes.reduce((kind, { name }) => {
    const after = transforms.get(name.text) ?? 'unknown'
    return after === 'same' ? kind : after
  }, before)
}
