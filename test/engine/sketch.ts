// Programs made by hand, without the compiler, and messages that are plain text: for tests that need many odd programs.
//
// In a pattern `<name>` takes a run without blanks, `<!name>` a secret one, `<#name>` a number, and `=name` demands a value
// again; everything else is literal. A pattern matches a prefix of the message.

import type {
  CompiledEvent,
  CompiledOperand,
  CompiledReport,
  CompiledSet,
  CompiledSignature,
  CompiledStage,
  Program,
  TextPart,
} from '../../src/compile/program.js'
import { DROP } from '../../src/compile/program.js'
import type { Matcher } from '../../src/engine/dialogues.js'
import { latin1 } from '../../src/engine/key.js'
import type { Value } from '../../src/engine/value.js'
import { number, text } from './values.js'

/** A stage, whose names are not yet slots, and whose event targets are not yet indices. */
export type Sketched =
  | { readonly kind: 'state'; readonly events: readonly SketchedEvent[] }
  | { readonly kind: 'alert' | 'record'; readonly text: string; readonly once?: readonly string[] }
  | { readonly kind: 'remember'; readonly key: string; readonly columns: readonly string[] }
  | { readonly kind: 'recall'; readonly key: string; readonly columns: readonly string[] }
  | { readonly kind: 'expect'; readonly port: string; readonly signature: number }

export interface SketchedEvent {
  readonly on: CompiledEvent['on']
  readonly direction?: CompiledEvent['direction']
  readonly framer?: string
  readonly pattern?: string
  readonly afterMs?: number
  readonly set?: Readonly<Record<string, string>>
  /** Index of a stage of the dialogue, or `drop`; the next one if it is not given. */
  readonly goto?: number | 'drop'
}

export interface SketchedSignature {
  readonly id: number
  readonly armedOnly?: boolean
  readonly peer?: boolean
  readonly withinMs?: number
  readonly stages: readonly Sketched[]
}

export interface Sketch {
  readonly program: Program
  readonly match: Matcher
}

const PIECE = /<([!#]?)(\w+)>|=(\w+)|[^<=]+|[<=]/g

/** All signatures over TCP, with one table. */
export function sketch(signatures: readonly SketchedSignature[]): Sketch {
  const program = {
    version: 0,
    signatures: [] as CompiledSignature[],
    dialogues: [] as Program['dialogues'][number][],
    stages: [] as CompiledStage[],
    matches: [] as Program['matches'][number][],
    instructions: [],
    automata: [],
    literals: [],
    tables: [{ name: 'table', columns: 1 }],
    framers: ['line'],
  }
  const patterns: { readonly pattern: string; readonly slotOf: (name: string) => number }[] = []

  for (const [index, { id, armedOnly, peer, withinMs, stages }] of signatures.entries()) {
    const names: string[] = []
    const slotOf = (name: string) => {
      if (!names.includes(name)) names.push(name)
      return names.indexOf(name)
    }
    const stageFrom = program.stages.length
    const operand = (name: string): CompiledOperand =>
      name.startsWith('flow.')
        ? { from: 'builtin', name }
        : { from: 'slot', slot: slotOf(name), take: 'value' }
    const event = (from: SketchedEvent, at: number): CompiledEvent => {
      if (from.on === 'message') {
        program.matches.push({ framer: from.framer ?? 'line', main: -1, clauses: [] })
        patterns.push({ pattern: from.pattern ?? '', slotOf })
        for (const [, , name] of (from.pattern ?? '').matchAll(PIECE))
          if (name !== undefined) slotOf(name)
      }
      return {
        on: from.on,
        direction: from.direction ?? 'to_server',
        match: from.on === 'message' ? program.matches.length - 1 : -1,
        afterMs: from.afterMs ?? 0,
        where: [],
        sets: Object.entries(from.set ?? {}).map(([name, bytes]): CompiledSet => ({
          to: name.startsWith('flow.') ? { fact: name.slice(5) } : { slot: slotOf(name) },
          value: { from: 'text', bytes },
        })),
        next:
          from.goto === 'drop' ? DROP : stageFrom + Math.min(from.goto ?? at + 1, stages.length),
      }
    }
    stages.forEach((stage, at) => {
      program.stages.push(compileStage(stage, at, event, operand))
    })
    program.dialogues.push({
      signature: index,
      transports: ['tcp'],
      peer: peer ?? false,
      withinMs: withinMs ?? null,
      stageFrom,
      stageTo: program.stages.length,
      gates: [],
    })
    program.signatures.push({
      ...blank,
      id,
      name: `sketch.s${id}`,
      armedOnly: armedOnly ?? false,
      slots: names.map((name) => ({ name, kind: 'text', secret: false })),
      dialogues: [index],
    })
  }

  return {
    program,
    match: (match, delivery, flow, slots) => {
      const sought = patterns[match]
      if (sought === undefined) return null
      const { bytes, start, end } = delivery.message
      const message = latin1(bytes.subarray(start, end))
      const values = new Map<number, Value>()
      const secrets = []
      let at = 0
      for (const [piece, mark, name, again] of sought.pattern.matchAll(PIECE)) {
        if (name !== undefined) {
          const found = (mark === '#' ? /^\d{1,15}/ : /^\S+/).exec(message.slice(at))?.[0]
          if (found === undefined) return null
          const origin = {
            flow,
            side: delivery.side,
            from: delivery.offset + at,
            to: delivery.offset + at + found.length,
          }
          const value = mark === '#' ? number(Number(found)) : text(found)
          values.set(sought.slotOf(name), { ...value, origin, secret: mark === '!' })
          if (mark === '!') secrets.push(origin)
          at += found.length
        } else {
          const known = again === undefined ? undefined : slots[sought.slotOf(again)]
          if (again !== undefined && known?.kind !== 'text') return null
          const literal = known?.kind === 'text' ? latin1(known.bytes) : piece
          if (!message.startsWith(literal, at)) return null
          at += literal.length
        }
      }
      return { values, secrets }
    },
  }
}

function compileStage(
  stage: Sketched,
  at: number,
  event: (from: SketchedEvent, at: number) => CompiledEvent,
  operand: (name: string) => CompiledOperand,
): CompiledStage {
  switch (stage.kind) {
    case 'state':
      return {
        kind: 'state',
        label: `s${at + 1}`,
        events: stage.events.map((one) => event(one, at)),
      }
    case 'remember':
      return {
        kind: 'remember',
        table: 0,
        keys: [operand(stage.key)],
        columns: stage.columns.map(operand),
        lifetimeMs: 60_000,
      }
    case 'recall':
      return {
        kind: 'recall',
        table: 0,
        keys: [operand(stage.key)],
        columns: stage.columns.flatMap((name) => {
          const column = operand(name)
          return column.from === 'slot' ? [{ slot: column.slot, optional: true }] : []
        }),
        where: [],
      }
    case 'expect':
      return {
        kind: 'expect',
        transport: 'tcp',
        host: null,
        port: operand(stage.port),
        withinMs: 60_000,
        signature: stage.signature,
        args: [],
      }
    default:
      return report(stage, operand)
  }
}

function report(
  { kind, text: sentence, once }: Extract<Sketched, { kind: 'alert' | 'record' }>,
  operand: (name: string) => CompiledOperand,
): CompiledReport {
  const parts = [...sentence.matchAll(/\{([\w.-]+)\}|[^{]+/g)]
  return {
    kind,
    text: parts.map(([literal, name]): TextPart =>
      name === undefined ? { literal } : { value: operand(name) },
    ),
    once: once === undefined ? null : { keys: once.map(operand), withinMs: 10_000 },
  }
}

const blank: CompiledSignature = {
  id: 0,
  rev: 1,
  name: 'sketch',
  title: 'Sketch',
  caveat: null,
  class: 'state',
  category: 'State',
  severity: 'low',
  confidence: 'high',
  products: ['sketch'],
  risks: [],
  attack: [],
  references: [],
  ports: [],
  slots: [],
  params: 0,
  armedOnly: false,
  dialogues: [],
  tally: null,
}
