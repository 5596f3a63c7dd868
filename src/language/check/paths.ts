// The ways through a dialogue, and which names surely have a value on them: a forward analysis, repeated until
// nothing changes. A name is bound at a stage if it is on every way there.

import type { Clause, Dialogue, Event, Name, Pattern, Stage } from '../ast.js'
import type { Scope } from '../scope.js'
import { builtins } from '../types.js'
import { eventsOf, isReport } from '../walk.js'

/** One step, and the names that are bound behind it. */
export interface Edge {
  readonly from: number
  readonly to: number
  /** null: a stage that runs at once falls through. */
  readonly event: Event | null
  readonly bound: ReadonlySet<string>
}

export interface Paths {
  /** Bound where a stage begins; null: nothing leads there. */
  readonly boundAt: readonly (ReadonlySet<string> | null)[]
  /** For complaints: all steps, worked out anew. */
  edges(): readonly Edge[]
}

/** What is told of a name that is used while a message is matched. */
export type OnUse = (name: Name, bound: ReadonlySet<string>) => void

/** Index of the first of the reports that end a dialogue; the number of stages if there is none. */
export function doneBlock(stages: readonly Stage[]): number {
  let done = stages.length
  while (isReport(stages[done - 1])) done--
  return done
}

/** Where an event leads: a stage, or the number of stages for the end, or null for `drop`. A wrong label is passed over. */
export function targetOf(event: Event, from: number, stages: readonly Stage[]): number | null {
  if (event.goto === null) return from + 1
  const { text } = event.goto
  if (text === 'drop') return null
  const labelled = stages.findIndex(({ label }) => label?.text === text)
  if (labelled >= 0) return labelled
  return text === 'done' ? doneBlock(stages) : from + 1
}

export function pathsOf({ stages }: Dialogue, scope: Scope): Paths {
  const params = (scope.signature.params ?? []).map(({ name }) => name.text)
  const boundAt: (Set<string> | null)[] = stages.map(() => null)
  boundAt[0] = new Set(params)
  const waiting = [0]
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const { to, bound } of stepsFrom(from, stages, boundAt[from] ?? new Set(), scope)) {
      if (to >= stages.length) continue
      const known = boundAt[to]
      if (!known) boundAt[to] = new Set(bound)
      else if (!removeOthers(known, bound)) continue
      waiting.push(to)
    }
  }
  const edges = () =>
    boundAt.flatMap((bound, from) => (bound ? stepsFrom(from, stages, bound, scope) : []))
  return { boundAt, edges }
}

/** @returns whether anything was removed */
function removeOthers(names: Set<string>, kept: ReadonlySet<string>): boolean {
  const before = names.size
  for (const name of names) if (!kept.has(name)) names.delete(name)
  return names.size < before
}

function stepsFrom(
  from: number,
  stages: readonly Stage[],
  bound: ReadonlySet<string>,
  scope: Scope,
): Edge[] {
  const stage = stages[from]
  if (stage === undefined) return []
  if (stage.kind !== 'state') {
    const columns = stage.kind === 'recall' ? stage.columns : []
    const sure = columns.filter(({ optional }) => !optional).map(({ name }) => name.text)
    return [{ from, to: from + 1, event: null, bound: new Set([...bound, ...sure]) }]
  }
  return eventsOf(stage).flatMap((event) => {
    const to = targetOf(event, from, stages)
    if (to === null) return []
    const behind = new Set(bound)
    bindEvent(event, behind, scope)
    return [{ from, to, event, bound: behind }]
  })
}

// ---- what an event binds

/** Adds what is bound behind an event. */
export function bindEvent(event: Event, bound: Set<string>, scope: Scope): void {
  bindTrigger(event, bound)
  bindSets(event, bound, scope)
}

/** @param onUse told of each `=name`, with what is bound where it stands */
export function bindTrigger({ trigger }: Event, bound: Set<string>, onUse: OnUse = () => {}): void {
  if (trigger.kind !== 'message') return
  bindPattern(trigger.pattern, bound, onUse)
  for (const clause of trigger.clauses) bindClause(clause, bound, onUse)
}

export function bindSets({ sets }: Event, bound: Set<string>, scope: Scope): void {
  for (const { name, value } of sets) {
    const reference = value.kind === 'name' ? scope.resolve(value.text) : null
    const known =
      reference === null ||
      (reference.to === 'value' && bound.has(reference.name)) ||
      (reference.to === 'builtin' && isAlwaysKnown(reference.name))
    if (known) bound.add(name.text)
    else bound.delete(name.text)
  }
}

/** `flow.via` is known inside a tunnel only. */
export function isAlwaysKnown(builtin: string): boolean {
  return builtins.has(builtin) && builtin !== 'flow.via'
}

function bindClause(clause: Clause, bound: Set<string>, onUse: OnUse): void {
  switch (clause.kind) {
    case 'absent':
      return
    case 'field':
      // What is bound perhaps is bound for the rest of its clause.
      return bindPattern(clause.pattern, clause.optional ? new Set(bound) : bound, onUse)
    case 'some':
    case 'each':
      for (const one of clause.clauses) bindClause(one, bound, onUse)
  }
}

function bindPattern(pattern: Pattern, bound: Set<string>, onUse: OnUse): void {
  for (const atom of pattern) {
    if (atom.kind === 'same') onUse(atom.name, bound)
    if (atom.kind === 'hole' && atom.name) bound.add(atom.name.text)
    if (atom.kind === 'maybe') bindPattern(atom.pattern, new Set(bound), onUse)
    if (atom.kind === 'any') bindAlternatives(atom.alternatives, bound, onUse)
  }
}

/** Whichever of them matches: what all of them bind is bound. */
function bindAlternatives(
  alternatives: readonly Pattern[],
  bound: Set<string>,
  onUse: OnUse,
): void {
  const behind = alternatives.map((pattern) => {
    const own = new Set(bound)
    bindPattern(pattern, own, onUse)
    return own
  })
  for (const name of behind[0] ?? []) if (behind.every((own) => own.has(name))) bound.add(name)
}
