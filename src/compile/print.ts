// A program as people read it: `imids explain --program msn.login.md5`. Slots appear by their names, stages by their
// numbers within the dialogue, instructions by theirs within the pattern.

import { printInstruction, printTransforms, quote } from './print-instruction.js'
import { patternInstruction } from './instruction.js'
import {
  DROP,
  type CompiledClause,
  type CompiledComparison,
  type CompiledDialogue,
  type CompiledEvent,
  type CompiledOperand,
  type CompiledReport,
  type CompiledSignature,
  type CompiledStage,
  type Gate,
  type Program,
} from './program.js'

/** @throws RangeError if the program has no such signature */
export function printProgram(program: Program, signatureName: string): string {
  const signature = program.signatures.find(({ name }) => name === signatureName)
  if (signature === undefined) throw new RangeError(`no signature ${signatureName}`)
  return `${new Printer(program, signature).lines().join('\n')}\n`
}

const INDENT = '  '

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => INDENT + line)
}

class Printer {
  constructor(
    readonly program: Program,
    readonly signature: CompiledSignature,
  ) {}

  lines(): string[] {
    const { id, rev, name, slots, params, armedOnly, dialogues, tally } = this.signature
    const described = slots.map(({ name, kind, secret }, slot) => {
      const given = slot < params ? ', given' : ''
      return `${name}: ${kind}${secret ? ', secret' : ''}${given}`
    })
    return [
      `${id}.${rev} ${name}${armedOnly ? ', armed by an expectation only' : ''}`,
      ...(slots.length > 0 ? ['slots', ...indented(described)] : []),
      ...dialogues.flatMap((index) => this.#dialogue(index)),
      ...(tally === null ? [] : this.#tally()),
    ]
  }

  #dialogue(index: number): string[] {
    const dialogue = this.program.dialogues[index]
    if (dialogue === undefined) return []
    const { transports, peer, withinMs, stageFrom, stageTo, gates } = dialogue
    const within = withinMs === null ? '' : ` within ${withinMs} ms`
    const stages = this.program.stages.slice(stageFrom, stageTo)
    return [
      `dialogue ${transports.join(', ')}${peer ? ' peer' : ''}${within}`,
      ...indented(gates.map((gate) => `gate: ${this.#gate(gate)}`)),
      ...indented(stages.flatMap((stage, number) => this.#stage(stage, number, dialogue))),
    ]
  }

  #gate({ framer, literal, cost, firstBytes }: Gate): string {
    const known = literal === null ? undefined : this.program.literals[literal]
    if (known === undefined) {
      const first = firstBytes === undefined ? '' : ` that begins with one of ${quote(firstBytes)}`
      return `${framer}, every message${first}`
    }
    const where = known.at === null ? 'anywhere' : `at ${known.at}`
    const everywhere = cost === 'stream' ? ', in every byte of every flow' : ''
    return `${framer}, ${quote(known.bytes)}${known.ignoreCase ? 'i' : ''} ${where}${everywhere}`
  }

  // ---- stages

  #stage(stage: CompiledStage, number: number, dialogue: CompiledDialogue): string[] {
    switch (stage.kind) {
      case 'state':
        return [
          `${number} ${stage.label}:`,
          ...indented(stage.events.flatMap((event) => this.#event(event, number, dialogue))),
        ]
      case 'alert':
      case 'record':
        return [`${number} ${this.#report(stage)}`]
      case 'expect': {
        const host = stage.host === null ? 'any' : this.#operand(stage.host)
        const port = stage.port === null ? 'any' : this.#operand(stage.port)
        const armed = this.program.signatures[stage.signature]?.name ?? ''
        const args = this.#list(stage.args)
        const within = `within ${stage.withinMs} ms`
        return [
          `${number} expect ${stage.transport} ${host}:${port} ${within} as ${armed}(${args})`,
        ]
      }
      case 'remember': {
        const { keys, columns, lifetimeMs } = stage
        const row = `${this.#table(stage.table)}(${this.#list(columns)})`
        return [`${number} remember ${this.#list(keys)} as ${row} for ${lifetimeMs} ms`]
      }
      case 'recall': {
        const columns = stage.columns.map(
          ({ slot, optional }) => `${this.#slot(slot)}${optional ? '?' : ''}`,
        )
        const from = `${this.#table(stage.table)}(${columns.join(', ')})`
        return [
          `${number} recall ${this.#list(stage.keys)} from ${from}${this.#where(stage.where)}`,
        ]
      }
    }
  }

  #event(event: CompiledEvent, number: number, { stageFrom, stageTo }: CompiledDialogue): string[] {
    const sets = event.sets.map(({ to, value }) => {
      const name = 'slot' in to ? this.#slot(to.slot) : `flow.${to.fact}`
      return ` set ${name} = ${this.#operand(value)}`
    })
    const follows = event.next === stageFrom + number + 1 && event.next < stageTo
    const next =
      event.next === DROP
        ? ' drop'
        : event.next === stageTo
          ? ' end'
          : ` go to ${event.next - stageFrom}`
    const effects = `${this.#where(event.where)}${sets.join('')}${follows ? '' : next}`
    switch (event.on) {
      case 'message':
        return [
          `${event.direction} ${this.program.matches[event.match]?.framer ?? ''}${effects}`,
          ...indented(this.#match(event.match)),
        ]
      case 'after':
        return [`after ${event.afterMs} ms${effects}`]
      default:
        return [`${event.on}${effects}`]
    }
  }

  #report({ kind, text, once }: CompiledReport): string {
    const parts = text.map((part) =>
      'literal' in part ? part.literal.replaceAll('{', '{{') : `{${this.#operand(part.value)}}`,
    )
    const within = once === null || once.withinMs === null ? '' : ` within ${once.withinMs} ms`
    const seldom = once === null ? '' : ` once per ${this.#list(once.keys)}${within}`
    return `${kind} "${parts.join('')}"${seldom}`
  }

  #tally(): string[] {
    const { tally } = this.signature
    if (tally === null) return []
    const counted = this.program.signatures[tally.counted]
    if (counted === undefined) return []
    const names = new Printer(this.program, counted)
    const distinct = tally.distinct === null ? '' : `${names.#operand(tally.distinct)} of `
    const per = `within ${tally.withinMs} ms per ${names.#list(tally.per)}`
    return [
      `count ${tally.threshold} ${distinct}${counted.name} ${per}`,
      ...indented([this.#report(tally.report)]),
    ]
  }

  // ---- messages

  #match(index: number): string[] {
    const match = this.program.matches[index]
    if (match === undefined) return []
    const main = match.main < 0 ? [] : ['main text', ...indented(this.#pattern(match.main))]
    return [...main, ...match.clauses.flatMap((clause) => this.#clause(clause))]
  }

  #clause(clause: CompiledClause): string[] {
    const key = typeof clause.key === 'string' ? quote(clause.key) : clause.key
    const field = `.${clause.path}${key === null ? '' : `[${key}]`}`
    switch (clause.kind) {
      case 'field': {
        const decode = printTransforms(clause.decode)
        return [
          `${field}${clause.optional ? '?' : ''}${decode}`,
          ...indented(this.#pattern(clause.pattern)),
        ]
      }
      case 'absent':
        return [`${field} absent`]
      case 'some':
      case 'each':
        return [
          `${clause.kind} ${field}`,
          ...indented(clause.clauses.flatMap((inner) => this.#clause(inner))),
        ]
    }
  }

  #pattern(start: number): string[] {
    const lines: string[] = []
    for (let index = start; ; index++) {
      const instruction = this.program.instructions[index]
      if (instruction === undefined || instruction.op === 'done') return lines
      const step = patternInstruction(instruction)
      const text = printInstruction(step, start, (slot) => this.#slot(slot))
      lines.push(`${index - start} ${text}`)
    }
  }

  // ---- names

  #slot(slot: number): string {
    return this.signature.slots[slot]?.name ?? `slot ${slot}`
  }

  #table(table: number): string {
    return this.program.tables[table]?.name ?? `table ${table}`
  }

  #where(comparisons: readonly CompiledComparison[]): string {
    if (comparisons.length === 0) return ''
    const printed = comparisons.map(
      ({ left, operator, right }) => `${this.#operand(left)} ${operator} ${this.#operand(right)}`,
    )
    return ` where ${printed.join(' and ')}`
  }

  #list(operands: readonly CompiledOperand[]): string {
    return operands.map((operand) => this.#operand(operand)).join(', ')
  }

  #operand(operand: CompiledOperand): string {
    switch (operand.from) {
      case 'slot':
        return this.#slot(operand.slot) + (operand.take === 'value' ? '' : `.${operand.take}`)
      case 'builtin':
        return operand.name
      case 'fact':
        return `flow.${operand.name}?`
      case 'text':
        return quote(operand.bytes)
      case 'number':
        return String(operand.value)
    }
  }
}
