// Reports on their way out. They are held until every signature has seen the packet's messages, because a secret that
// one of them finds is masked in the reports of all; then they are put in order, masked and written.
//
// Order: by what led to them (a message, a timer, an end: the calls of the desk are in order already); those of one
// cause by signature, then as they came. Messages that end at the same byte of a stream are one cause, since several
// framers may read it.

import type { CompiledSignature } from '../compile/program.js'
import type { Delivery, Flow } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'
import type { Micros, Offset } from '../front/front.js'
import type { FlowEvent, Sink } from '../output/sink.js'
import { appOf, productOf, type Applications } from './application.js'
import type { Conversation } from './conversation.js'
import type { Witness } from './instance.js'
import { keyOf } from './key.js'
import { numberValue, textValue } from './operand.js'
import { serverSide } from './orientation.js'
import type { Printer } from './print.js'
import type { Value } from './value.js'

/** A report that is decided, but not yet masked. */
export interface Draft {
  readonly kind: 'alert' | 'record'
  readonly signature: CompiledSignature
  readonly conversation: Conversation
  readonly evidence: readonly Witness[]
  readonly last: Witness
  readonly time: Micros
  readonly text: readonly (string | { readonly value: Value | null })[]
  readonly values: ReadonlyMap<string, Value>
  readonly trigger: string | null
  readonly truncated: boolean
  readonly gap: boolean
  readonly repeats: number
  /** What the dialogue said of it; null if nothing. */
  readonly product: string | null
}

interface Held {
  readonly cause: number
  /** Of the signature; Infinity for what comes after all reports of the cause. */
  readonly order: number
  readonly finding: Draft | FlowEvent
}

export class Reports {
  #held: Held[] = []
  /** Since reports were written: the first of each signature, and of signatures with several, what they all say. */
  readonly #first = new Map<number, Draft>()
  readonly #identities = new Set<string>()
  #cause = 0
  /** Of the message that is the present cause: its flow, sender, and end in the stream. */
  #flow: Flow | null = null
  #side: Side = 0
  #end: Offset = 0

  constructor(
    private readonly sink: Sink,
    private readonly printer: Printer,
    private readonly applications: Applications,
  ) {}

  /** A timer, an end: what is held from now on comes after all that was held before. */
  cause(): void {
    this.#cause++
    this.#flow = null
  }

  /** A message, which is the same cause as the one before if both end at one place. */
  causedBy(flow: Flow, { side, offset, length }: Delivery): void {
    const end = offset + length
    if (this.#flow === flow && this.#side === side && this.#end === end) return
    this.#cause++
    this.#flow = flow
    this.#side = side
    this.#end = end
  }

  /** Two dialogues of a signature may describe the same bytes: what they report alike is one report. */
  isNew(draft: Draft): boolean {
    const first = this.#first.get(draft.signature.id)
    if (first === undefined) {
      this.#first.set(draft.signature.id, draft)
      return true
    }
    this.#identities.add(identityOf(first))
    const identity = identityOf(draft)
    if (this.#identities.has(identity)) return false
    this.#identities.add(identity)
    return true
  }

  /** @param signatureIndex decides between reports of one cause */
  hold(draft: Draft, signatureIndex: number): void {
    this.#held.push({ cause: this.#cause, order: signatureIndex, finding: draft })
  }

  /** The flow's end comes after what it led to. */
  holdEnd(event: FlowEvent): void {
    this.#held.push({ cause: this.#cause, order: Infinity, finding: event })
  }

  /** Writes all that is held. */
  write(): void {
    this.#flow = null
    if (this.#first.size > 0) this.#first.clear()
    if (this.#identities.size > 0) this.#identities.clear()
    if (this.#held.length === 0) return
    const held = this.#held
    this.#held = []
    held.sort((a, b) => a.cause - b.cause || a.order - b.order)
    for (const { finding } of held) {
      if ('kind' in finding) this.#writeReport(finding)
      else this.sink.flow(finding)
    }
  }

  #writeReport(draft: Draft): void {
    const { signature, conversation, last } = draft
    const { flow } = conversation
    const product = productOf(signature, draft.product, conversation.product)
    const app = appOf(this.applications, last.framer, product)
    const server = serverSide(flow, signature.ports)
    if (draft.product === null) conversation.product ??= product
    else conversation.product = product
    flow.alerted = true
    flow.app ??= app
    this.sink.report({
      kind: draft.kind,
      signature,
      flow,
      packet: last.packet,
      time: draft.time,
      sender: last.side,
      message: draft.text
        .map((part) => (typeof part === 'string' ? part : this.printer.text(part.value)))
        .join(''),
      product,
      app,
      values: new Map([...draft.values].map(([name, value]) => [name, this.printer.print(value)])),
      evidence: draft.evidence.map(({ state, side, offset, length, packet }) => ({
        state,
        direction: side === server ? 'to_client' : 'to_server',
        offset,
        length,
        packet: packet.number,
      })),
      trigger: draft.trigger,
      truncated: draft.truncated,
      gap: draft.gap,
      repeats: draft.repeats,
    })
  }
}

/** Of what would be written if nothing were masked. */
function identityOf(draft: Draft): string {
  const { kind, signature, conversation, last, time, trigger } = draft
  const literals = draft.text.map((part) => (typeof part === 'string' ? part : '{}')).join('')
  const printed = draft.text.flatMap((part) => (typeof part === 'string' ? [] : flat(part.value)))
  const captured = [...draft.values].flatMap(([name, value]) => [textValue(name), ...flat(value)])
  return [
    kind,
    signature.id,
    conversation.flow.id,
    last.side,
    last.offset + last.length,
    last.packet.number,
    time,
    trigger,
    literals.length,
    literals + keyOf(printed) + keyOf(captured),
  ].join(' ')
}

function flat(value: Value | null): (Value | null)[] {
  return value?.kind === 'list' ? [numberValue(value.count), ...value.values] : [value]
}
