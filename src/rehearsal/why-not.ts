// Why there was no alert: on each flow, how far the instances of a signature got, and what refused the next message.

import type { CompiledClause, Program } from '../compile/program.js'
import type { Delivery, Flow } from '../desk/consumer.js'
import type { Instance } from '../engine/instance.js'
import { matchMessage } from '../engine/match.js'
import { prepare } from '../engine/prepare.js'
import type { PreparedProgram } from '../engine/prepare.js'
import type { Ending, Refusal, Trace } from '../engine/trace.js'
import type { Value } from '../engine/value.js'
import type { Report } from '../output/sink.js'

/** What became of one instance, or of the entry of a dialogue on a flow where nothing matched it. */
export interface Attempt {
  readonly signature: string
  readonly flow: Flow
  /** Labels of the states that were passed, in order. */
  readonly passed: readonly string[]
  /** Where it waits, or waited last; null: the entry did not match. */
  readonly waitsIn: string | null
  readonly ended: Ending | null
  /** `once per` held back all that it reported. */
  readonly heldBack: boolean
  /** The message that came closest to what was awaited, and what of it did not fit. */
  readonly refused: { readonly packet: number; readonly why: string } | null
}

/** Clauses that fitted before one did not: more is closer. */
interface Closest {
  readonly fitted: number
  readonly packet: number
  readonly why: string
}

interface Progress {
  readonly passed: readonly string[]
  closest: Closest | null
  readonly ended: Ending | null
}

/** Collects attempts of some signatures. */
export class WhyNot implements Trace {
  private readonly explainer: Explainer
  private readonly attempts = new Map<Instance, Progress>()
  /** Of entries, by flow and dialogue. */
  private readonly entries = new Map<Flow, Map<number, Closest & { signature: string }>>()
  private readonly begun = new Map<Flow, Set<string>>()
  /** Instances of which a report was written, by how they began. */
  private readonly written = new Set<string>()

  constructor(
    program: Program,
    private readonly signatures: ReadonlySet<string>,
  ) {
    this.explainer = new Explainer(program)
  }

  waits(instance: Instance): void {
    this.note(instance, null)
  }

  refused({ flow, plan, instance, event, why, delivery }: Refusal): void {
    const { name } = plan.signature
    if (!this.signatures.has(name)) return
    const [fitted, reason] =
      why === 'pattern'
        ? this.explainer.explain(event.match, delivery, flow, instance?.slots ?? [])
        : [
            why === 'direction' ? -1 : Infinity,
            why === 'direction' ? 'it went the other way' : 'a `where` was false',
          ]
    const closest = { fitted, packet: delivery.packet.number, why: reason }
    if (instance !== null) {
      const attempt = this.attempts.get(instance)
      if (attempt !== undefined && fitted > (attempt.closest?.fitted ?? -Infinity))
        attempt.closest = closest
      return
    }
    const ofFlow = this.entries.get(flow) ?? new Map<number, Closest & { signature: string }>()
    this.entries.set(flow, ofFlow)
    const known = ofFlow.get(plan.index)
    if (known === undefined || fitted > known.fitted)
      ofFlow.set(plan.index, { ...closest, signature: name })
  }

  /** Also of one that never waited: its entry was all that it had to pass. */
  ended(instance: Instance, how: Ending): void {
    this.note(instance, how)
  }

  private note(instance: Instance, ended: Ending | null): void {
    const { name } = instance.plan.signature
    if (!this.signatures.has(name)) return
    const passed = instance.evidence.map(({ state }) => state)
    const closest = ended === null ? null : (this.attempts.get(instance)?.closest ?? null)
    this.attempts.set(instance, { passed, closest, ended })
    const names = this.begun.get(instance.flow) ?? new Set()
    this.begun.set(instance.flow, names.add(name))
  }

  armed(): void {}

  /** A report that was written, of any signature. */
  report({ signature, flow, evidence: [first] }: Report): void {
    if (first !== undefined) this.written.add(originOf(signature.name, flow, first, first.packet))
  }

  private isHeldBack({ plan, flow, fired, evidence: [first] }: Instance): boolean {
    if (!fired || first === undefined) return false
    return !this.written.has(originOf(plan.signature.name, flow, first, first.packet.number))
  }

  /** In the order in which the flows were met. To be asked when all reports were written. */
  all(): Attempt[] {
    const begun = [...this.attempts].map(([instance, { passed, closest, ended }]): Attempt => ({
      signature: instance.plan.signature.name,
      flow: instance.flow,
      passed,
      waitsIn: instance.state.label,
      ended,
      heldBack: this.isHeldBack(instance),
      refused: closest,
    }))
    const never = [...this.entries].flatMap(([flow, dialogues]) =>
      [...dialogues.values()]
        .filter(({ signature }) => !this.begun.get(flow)?.has(signature))
        .map((closest): Attempt => ({
          signature: closest.signature,
          flow,
          passed: [],
          waitsIn: null,
          ended: null,
          heldBack: false,
          refused: closest,
        })),
    )
    return [...begun, ...never].sort(
      (left, right) => left.flow.first.number - right.flow.first.number,
    )
  }
}

/** An instance, told from others by the message that it began with. */
function originOf(
  signature: string,
  flow: Flow,
  { state, offset }: { readonly state: string; readonly offset: number },
  packet: number,
): string {
  return [signature, flow.id, state, offset, packet].join(' ')
}

/** Matches a message clause by clause, to find the one that refuses it. */
class Explainer {
  private readonly variants = new Map<number, PreparedProgram>()

  constructor(private readonly program: Program) {}

  /** @returns how many parts fitted, and which one did not */
  explain(
    match: number,
    delivery: Delivery,
    flow: Flow,
    slots: readonly (Value | null)[],
  ): [fitted: number, why: string] {
    const whole = this.program.matches[match]
    if (whole === undefined) return [0, 'it does not fit']
    const fits = (clauses: number) =>
      matchMessage(this.variant(match, clauses), 0, delivery, flow, slots) !== null
    if (whole.main >= 0 && !fits(0)) return [0, 'its main text does not fit']
    for (let clauses = 1; clauses <= whole.clauses.length; clauses++) {
      const clause = whole.clauses[clauses - 1]
      if (!fits(clauses))
        return [clauses, clause === undefined ? 'it does not fit' : reasonOf(clause)]
    }
    return [whole.clauses.length, 'it does not fit']
  }

  /** A program of which the only match is the beginning of another's. */
  private variant(match: number, clauses: number): PreparedProgram {
    const key = match * 1000 + clauses
    const known = this.variants.get(key)
    if (known !== undefined) return known
    const whole = this.program.matches[match]
    const cut = whole === undefined ? [] : [{ ...whole, clauses: whole.clauses.slice(0, clauses) }]
    const made = prepare({ ...this.program, matches: cut })
    this.variants.set(key, made)
    return made
  }
}

function reasonOf(clause: CompiledClause): string {
  const key = clause.key === null ? '' : `[${JSON.stringify(clause.key)}]`
  const path = `\`.${clause.path}${key}\``
  switch (clause.kind) {
    case 'absent':
      return `${path} is there`
    case 'some':
    case 'each':
      return `no record of ${path} fits`
    case 'field':
      return `${path} is not there, or does not fit`
  }
}
