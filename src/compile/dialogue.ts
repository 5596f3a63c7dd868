// Stages and events, with their labels turned into indices.

import type {
  Clause,
  Dialogue,
  Event,
  Expect,
  MessageTrigger,
  Path,
  Recall,
  Remember,
  Stage,
  Wish,
} from '../language/ast.js'
import { compileTransforms } from './hole.js'
import { compilePattern, type PatternContext } from './pattern.js'
import {
  DROP,
  type CompiledClause,
  type CompiledComparison,
  type CompiledEvent,
  type CompiledExpect,
  type CompiledOperand,
  type CompiledRecall,
  type CompiledRemember,
  type CompiledStage,
  type MessageMatch,
} from './program.js'
import { compileReport } from './report.js'
import type { SharedMatches } from './shared.js'

export interface DialogueContext extends PatternContext {
  readonly matches: SharedMatches
  /** Index of a table; the first mention gives it one. */
  readonly table: (name: string, columns: number) => number
  readonly signature: (name: string) => number
}

/** What `expect` without `within` means. */
const EXPECT_WITHIN_MS = 60_000

/** @param stageFrom index of the dialogue's first stage in the program */
export function compileStages(
  dialogue: Dialogue,
  stageFrom: number,
  context: DialogueContext,
): CompiledStage[] {
  const places = new Places(dialogue.stages, stageFrom)
  let states = 0
  return dialogue.stages.map((stage, index) => {
    switch (stage.kind) {
      case 'state': {
        states++
        const label = stage.label?.text ?? `s${states}`
        const next = stageFrom + index + 1
        const events = stage.events.map((event) =>
          compileEvent(event, event.goto === null ? next : places.of(event.goto.text), context),
        )
        return { kind: 'state', label, events }
      }
      case 'alert':
      case 'record':
        return compileReport(stage, context.names)
      case 'expect':
        return compileExpect(stage, context)
      case 'remember':
        return compileRemember(stage, context)
      case 'recall':
        return compileRecall(stage, context)
    }
  })
}

/** Where `goto` leads. */
class Places {
  readonly #byLabel = new Map<string, number>()

  constructor(stages: readonly Stage[], stageFrom: number) {
    let done = stages.length
    while (isReport(stages[done - 1])) done--
    this.#byLabel.set('done', stageFrom + done)
    this.#byLabel.set('drop', DROP)
    stages.forEach(({ label }, index) => {
      if (label !== null) this.#byLabel.set(label.text, stageFrom + index)
    })
  }

  of(label: string): number {
    const place = this.#byLabel.get(label)
    if (place === undefined) throw new Error(`no label ${label}`)
    return place
  }
}

function isReport(stage: Stage | undefined): boolean {
  return stage?.kind === 'alert' || stage?.kind === 'record'
}

// ---- states

function compileEvent(event: Event, next: number, context: DialogueContext): CompiledEvent {
  const { trigger, where, sets } = event
  const message = trigger.kind === 'message'
  return {
    on: trigger.kind,
    direction: message ? directions[trigger.arrow] : 'either',
    match: message ? context.matches.place(compileMessage(trigger, context)) : -1,
    afterMs: trigger.kind === 'after' ? trigger.duration.ms : 0,
    where: where.map((comparison) => compileComparison(comparison, context)),
    sets: sets.map(({ name, value }) => ({
      to: name.text.startsWith('flow.')
        ? { fact: name.text.slice('flow.'.length) }
        : { slot: context.names.slot(name.text) },
      value: context.names.setOperand(value),
    })),
    next,
  }
}

const directions = { '->': 'to_server', '<-': 'to_client', '<>': 'either' } as const

function compileComparison(
  { left, operator, right }: Event['where'][number],
  { names }: DialogueContext,
): CompiledComparison {
  return { left: names.operand(left), operator, right: names.operand(right) }
}

function compileMessage(trigger: MessageTrigger, context: DialogueContext): MessageMatch {
  return {
    framer: trigger.framer.text,
    main: trigger.pattern.length === 0 ? -1 : compilePattern(trigger.pattern, false, context),
    clauses: trigger.clauses.map((clause) => compileClause(clause, context)),
  }
}

function compileClause(clause: Clause, context: DialogueContext): CompiledClause {
  const field = fieldOf(clause.path)
  switch (clause.kind) {
    case 'field':
      return {
        kind: 'field',
        ...field,
        optional: clause.optional,
        decode: compileTransforms(clause.pipes, context.constants),
        pattern: compilePattern(clause.pattern, true, context),
      }
    case 'absent':
      return { kind: 'absent', ...field }
    case 'some':
    case 'each':
      return {
        kind: clause.kind,
        ...field,
        clauses: clause.clauses.map((inner) => compileClause(inner, context)),
      }
  }
}

/** `.rv.tlv[0x2711]` is the path `rv.tlv` with the key 10001: only the last selector has one. */
export function fieldOf({ selectors }: Path): { path: string; key: string | number | null } {
  return {
    path: selectors.map(({ name }) => name).join('.'),
    key: selectors[selectors.length - 1]?.key ?? null,
  }
}

// ---- relations

function compileExpect(expect: Expect, context: DialogueContext): CompiledExpect {
  const { host, port } = expect
  return {
    kind: 'expect',
    transport: transportOf(expect.transport.text),
    host:
      host === 'any'
        ? null
        : host.kind === 'ip'
          ? { from: 'text', bytes: host.text }
          : wished(host, context),
    port:
      port === 'any'
        ? null
        : port.kind === 'wish'
          ? wished(port, context)
          : context.names.operand(port),
    withinMs: expect.within?.ms ?? EXPECT_WITHIN_MS,
    signature: context.signature(expect.signature.text),
    args: expect.args.map((arg) => wished(arg, context)),
  }
}

export function transportOf(word: string): 'tcp' | 'udp' {
  if (word === 'tcp' || word === 'udp') return word
  throw new Error(`no transport ${word}`)
}

function wished({ name }: Wish, { names }: DialogueContext): CompiledOperand {
  return names.name(name.text)
}

function compileRemember(remember: Remember, context: DialogueContext): CompiledRemember {
  return {
    kind: 'remember',
    table: context.table(remember.table.text, remember.columns.length),
    keys: remember.keys.map((key) => context.names.name(key.text)),
    columns: remember.columns.map((column) => wished(column, context)),
    lifetimeMs: remember.lifetime.ms,
  }
}

function compileRecall(recall: Recall, context: DialogueContext): CompiledRecall {
  return {
    kind: 'recall',
    table: context.table(recall.table.text, recall.columns.length),
    keys: recall.keys.map((key) => context.names.name(key.text)),
    columns: recall.columns.map(({ name, optional }) => ({
      slot: context.names.slot(name.text),
      optional,
    })),
    where: recall.where.map((comparison) => compileComparison(comparison, context)),
  }
}
