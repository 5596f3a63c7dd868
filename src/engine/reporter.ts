// From an `alert` or `record` stage to a report: what it says, whether it is new, who counts it, and whether `once per`
// holds it back. In this order.

import type {
  CompiledOperand,
  CompiledReport,
  CompiledSignature,
  CompiledTally,
} from '../compile/program.js'
import type { Instance } from './instance.js'
import { latin1 } from './key.js'
import { Once } from './once.js'
import { evaluate, numberValue, type Scope, textValue, tunnelsOf } from './operand.js'
import type { Draft, Reports } from './reports.js'
import type { Setting } from './setting.js'
import { Tally } from './tally.js'
import type { Value } from './value.js'

/** Stage index of the report of a count, which has no stages. */
const NO_STAGE = -1

export class Reporter {
  /** By index of the signature. */
  readonly #onces = new Map<number, Once>()
  readonly #tallies = new Map<number, Tally>()

  constructor(
    private readonly setting: Setting,
    private readonly reports: Reports,
  ) {}

  /** The instance stands at this report. */
  report(report: CompiledReport, stage: number, instance: Instance): void {
    const { signature, dialogue, product } = instance.plan
    const said = instance.slots[product] ?? null
    const draft = this.#draft(report, signature, instance, instance, said)
    if (!this.reports.isNew(draft)) return
    if (!instance.fired) {
      instance.fired = true
      for (const tally of this.setting.plan.talliesOf(dialogue.signature))
        this.#count(tally, instance)
    }
    this.#write(draft, report, stage, dialogue.signature, instance)
  }

  /** A count's signature sees that `instance`, of the one that it counts, fired. */
  #count(signatureIndex: number, instance: Instance): void {
    const signature = this.setting.plan.program.signatures[signatureIndex]
    if (signature === undefined || signature.tally === null) return
    const { tally } = signature
    const counted = this.#tallyOf(signatureIndex, tally)
    const keys = tally.per.map((operand) => evaluate(operand, instance))
    const distinct = tally.distinct === null ? undefined : evaluate(tally.distinct, instance)
    const reached = counted.fire(keys, distinct, this.setting.moment.now)
    if (counted.lost !== null)
      this.setting.losses.reached(counted.lost, instance.flow, instance.last.packet)
    if (!reached) return
    const { flow, server, end, facts } = instance
    const scope = { slots: keys, flow, server, end, facts, count: tally.threshold }
    const draft = this.#draft(tally.report, signature, instance, scope, null)
    this.#write(draft, tally.report, NO_STAGE, signatureIndex, scope)
  }

  #write(
    draft: Draft,
    report: CompiledReport,
    stage: number,
    signatureIndex: number,
    scope: Scope,
  ): void {
    if (report.once === null) return this.reports.hold(draft, signatureIndex)
    const once = this.#onceOf(signatureIndex)
    const repeats = once.admit(report.once, stage, scope, this.setting.moment.now)
    if (once.lost) this.setting.losses.reached('tuples', draft.conversation.flow, draft.last.packet)
    if (repeats !== null) this.reports.hold({ ...draft, repeats }, signatureIndex)
  }

  #draft(
    report: CompiledReport,
    signature: CompiledSignature,
    instance: Instance,
    scope: Scope,
    product: Value | null,
  ): Draft {
    const { conversation, evidence, last, gap } = instance
    const values = valuesOf(signature, scope)
    return {
      kind: report.kind,
      signature,
      conversation,
      evidence: [...evidence],
      last,
      time: this.setting.moment.time,
      text: report.text.map((part) =>
        'literal' in part
          ? part.literal
          : { value: ownAccount(part.value, values) ?? evaluate(part.value, scope) },
      ),
      values,
      trigger: this.setting.moment.trigger,
      truncated: this.setting.moment.truncated,
      gap,
      repeats: 0,
      product: product?.kind === 'text' ? latin1(product.bytes) : null,
    }
  }

  #onceOf(signatureIndex: number): Once {
    let once = this.#onces.get(signatureIndex)
    if (once === undefined) {
      once = new Once(this.setting.limits.tuples)
      this.#onces.set(signatureIndex, once)
    }
    return once
  }

  #tallyOf(signatureIndex: number, tally: CompiledTally): Tally {
    let kept = this.#tallies.get(signatureIndex)
    if (kept === undefined) {
      kept = new Tally(tally, this.setting.limits)
      this.#tallies.set(signatureIndex, kept)
    }
    return kept
  }
}

/** `flow.user` of a text is first of all the account that is reported. */
function ownAccount(operand: CompiledOperand, values: ReadonlyMap<string, Value>): Value | null {
  const isUser = operand.from === 'builtin' && operand.name === 'flow.user'
  return isUser ? (values.get('account') ?? null) : null
}

/**
 * What has a value, by name, in the order of the slots; then what the engine knows and the signature does not. Keys of a count
 * that are builtins (`flow.client`) have a slot as well, but are no names for EVE.
 */
function valuesOf(signature: CompiledSignature, scope: Scope): Map<string, Value> {
  const values = new Map<string, Value>()
  const account = scope.facts.get('account')
  for (const [slot, { name }] of signature.slots.entries()) {
    const value = scope.slots[slot] ?? (name === 'account' ? account : null)
    if (value !== null && !name.includes('.')) values.set(name, value)
  }
  if (account !== null && !values.has('account')) values.set('account', account)
  const via = tunnelsOf(scope.flow)
  if (via !== null && !values.has('via')) values.set('via', textValue(via))
  if (scope.count !== null) values.set('count', numberValue(scope.count))
  return values
}
