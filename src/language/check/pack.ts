// What is known in all files of a pack: its constants, signatures and tables, and who uses whom.

import type { Const, Expect, Item, Name, Recall, Remember, Signature, Stage } from '../ast.js'
import { Scope } from '../scope.js'
import { eventsOf, stagesOf } from '../walk.js'

export interface Table {
  readonly remembered: In<Remember>[]
  readonly recalled: In<Recall>[]
  /** Indices of columns in which some signature remembers a secret. */
  readonly secret: Set<number>
}

/** Something, and the signature that it stands in. */
export interface In<T> {
  readonly signature: Signature
  readonly stage: T
}

export class Pack {
  readonly constants = new Map<string, Const>()
  readonly signatures = new Map<string, Signature>()
  readonly tables = new Map<string, Table>()
  /** By the name of the signature that is expected. */
  readonly expected = new Map<string, In<Expect>[]>()
  /** Names of facts that some signature sets, without their `flow.`. */
  readonly facts = new Set<string>()
  /** Signatures that a test of any signature wants a report of. */
  readonly tested = new Set<string>()
  readonly #scopes = new Map<Signature, Scope>()

  constructor(readonly items: readonly Item[]) {
    for (const item of items) {
      if (item.kind === 'const') this.#addFirst(this.constants, item)
      else this.#addSignature(item)
    }
    this.#spreadSecrets()
  }

  scope(signature: Signature): Scope {
    let scope = this.#scopes.get(signature)
    if (scope === undefined) this.#scopes.set(signature, (scope = new Scope(signature)))
    return scope
  }

  #addFirst<T extends { readonly name: Name }>(map: Map<string, T>, item: T): void {
    if (!map.has(item.name.text)) map.set(item.name.text, item)
  }

  #addSignature(signature: Signature): void {
    this.#addFirst(this.signatures, signature)
    for (const stage of stagesOf(signature)) {
      if (stage.kind === 'remember') this.#table(stage.table).remembered.push({ signature, stage })
      if (stage.kind === 'recall') this.#table(stage.table).recalled.push({ signature, stage })
      if (stage.kind === 'expect') {
        const known = this.expected.get(stage.signature.text)
        if (known) known.push({ signature, stage })
        else this.expected.set(stage.signature.text, [{ signature, stage }])
      }
      for (const { name } of eventsOf(stage).flatMap(({ sets }) => sets)) {
        if (name.text.startsWith('flow.')) this.facts.add(name.text.slice('flow.'.length))
      }
    }
    for (const wanted of signature.tests.flatMap((test) => test.wanted)) {
      if (wanted.kind !== 'expect') this.tested.add((wanted.signature ?? signature.name).text)
    }
  }

  #table({ text }: Name): Table {
    let table = this.tables.get(text)
    if (table === undefined)
      this.tables.set(text, (table = { remembered: [], recalled: [], secret: new Set() }))
    return table
  }

  /** What is set or recalled from a secret is one, in whatever signature: repeated until nothing is news. */
  #spreadSecrets(): void {
    for (let news = true; news;) {
      news = false
      for (const signature of this.signatures.values()) {
        const scope = this.scope(signature)
        for (const stage of stagesOf(signature)) news = this.#spreadFrom(stage, scope) || news
      }
    }
  }

  #spreadFrom(stage: Stage, scope: Scope): boolean {
    let news = false
    for (const { name, value } of eventsOf(stage).flatMap(({ sets }) => sets)) {
      const secret = value.kind === 'name' && scope.isSecret(value.text)
      if (secret) news = scope.markSecret(name.text) || news
    }
    if (stage.kind !== 'remember' && stage.kind !== 'recall') return news
    const { secret } = this.#table(stage.table)
    stage.columns.forEach(({ name }, column) => {
      if (stage.kind === 'recall') {
        if (secret.has(column)) news = scope.markSecret(name.text) || news
      } else if (scope.isSecret(name.text) && !secret.has(column)) {
        secret.add(column)
        news = true
      }
    })
    return news
  }
}
