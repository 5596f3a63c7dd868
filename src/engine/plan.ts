// A program, rearranged for running: which entries a message of a framer may begin, and the events of each state by kind.
// Made once; immutable; nothing in it depends on traffic.

import type {
  CompiledDialogue,
  CompiledEvent,
  CompiledSignature,
  CompiledStage,
  CompiledState,
  Program,
} from '../compile/program.js'
import { EntryFilter } from './entry-filter.js'

/** The outcome that has to be `unknown` where bytes of the awaited direction are missing. */
export const UNANSWERED = 'unanswered'

/** A state of a dialogue. Events of one kind stand in the order of the text, except `afters`. */
export interface StatePlan {
  readonly kind: 'state'
  readonly label: string
  readonly messages: readonly MessageEvent[]
  /** By ascending deadline; those with the same one in the order of the text. */
  readonly afters: readonly CompiledEvent[]
  readonly closes: readonly CompiledEvent[]
  readonly mets: readonly CompiledEvent[]
  /** One of its events says `unanswered`. */
  readonly judgesSilence: boolean
}

export interface MessageEvent {
  readonly event: CompiledEvent
  readonly framer: string
}

export interface DialoguePlan {
  readonly index: number
  readonly dialogue: CompiledDialogue
  /** The one at `dialogue.signature` of the program. */
  readonly signature: CompiledSignature
  readonly entry: StatePlan
  readonly entryFramers: readonly string[]
  /** Some state waits for `met`. */
  readonly awaitsMet: boolean
  /** As many as the signature has slots: what an entry starts with. */
  readonly unbound: readonly null[]
  /** Slot of `outcome`, and of `product`; -1 without. */
  readonly outcome: number
  readonly product: number
}

/** What a message of one framer may begin for one signature. */
export interface EntryGroup {
  readonly signatureIndex: number
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly plan: DialoguePlan
  /** Those of the entry that name the framer. */
  readonly events: readonly CompiledEvent[]
  /** While all of these tables are empty, no match comes to anything; null: it might. */
  readonly recalls: readonly number[] | null
}

type Transport = 'tcp' | 'udp'

const NONE: readonly never[] = []

const plans = new WeakMap<Program, Plan>()

/** The plan of a program: engines that run the same one share it. */
export function planOf(program: Program): Plan {
  let plan = plans.get(program)
  if (plan === undefined) plans.set(program, (plan = new Plan(program)))
  return plan
}

export class Plan {
  /** By index of the program's dialogues. */
  readonly dialogues: readonly DialoguePlan[]
  /** By index of the program's stages. */
  readonly stages: readonly (StatePlan | Exclude<CompiledStage, CompiledState>)[]
  readonly #entries = entryTable()
  /** Made when a message of the framer is met. */
  readonly #filters: Record<Transport, Map<string, EntryFilter>> = {
    tcp: new Map(),
    udp: new Map(),
  }
  /** Of the signatures that only an expectation starts. */
  readonly #armed = entryTable()
  readonly #bySignature: Record<Transport, DialoguePlan[][]> = { tcp: [], udp: [] }
  /** Indices of the signatures that count the firings of a signature, by its index. */
  readonly #tallies = new Map<number, number[]>()

  constructor(readonly program: Program) {
    this.stages = program.stages.map((stage) =>
      stage.kind === 'state' ? planState(program, stage) : stage,
    )
    this.dialogues = program.dialogues.map((dialogue, index) => this.#planDialogue(dialogue, index))
    for (const [index, { tally, armedOnly, dialogues: own }] of program.signatures.entries()) {
      if (tally !== null) listIn(this.#tallies, tally.counted).push(index)
      for (const transport of ['tcp', 'udp'] as const) {
        const dialogues = own.flatMap((place) => {
          const plan = this.dialogues[place]
          return plan?.dialogue.transports.includes(transport) === true ? [plan] : []
        })
        this.#bySignature[transport].push(dialogues)
        const table = (armedOnly ? this.#armed : this.#entries)[transport]
        for (const framer of new Set(dialogues.flatMap(({ entryFramers }) => entryFramers)))
          listIn(table, framer).push({
            signatureIndex: index,
            entries: this.#entriesOf(dialogues, framer),
          })
      }
    }
  }

  /** By ascending signature. Signatures that only an expectation starts are not among them. */
  entries(framer: string, transport: Transport): readonly EntryGroup[] {
    return this.#entries[transport].get(framer) ?? NONE
  }

  /** Those of the entries that a message can match, as far as its first byte and literals in `bytes[start, end)` say. */
  candidates(
    framer: string,
    transport: Transport,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): readonly EntryGroup[] {
    const groups = this.#entries[transport].get(framer)
    if (groups === undefined) return NONE
    let filter = this.#filters[transport].get(framer)
    if (filter === undefined) {
      filter = new EntryFilter(this.program, framer, groups)
      this.#filters[transport].set(framer, filter)
    }
    return filter.candidates(bytes, start, end)
  }

  /** Of a signature that only an expectation starts. */
  armedEntries(signatureIndex: number, framer: string, transport: Transport): readonly Entry[] {
    const groups = this.#armed[transport].get(framer)
    return groups?.find((group) => group.signatureIndex === signatureIndex)?.entries ?? NONE
  }

  /** Indices of the signatures that count the firings of this one. */
  talliesOf(signatureIndex: number): readonly number[] {
    return this.#tallies.get(signatureIndex) ?? NONE
  }

  /** The dialogues of a signature that run over `transport`. */
  dialoguesOf(signatureIndex: number, transport: Transport): readonly DialoguePlan[] {
    return this.#bySignature[transport][signatureIndex] ?? NONE
  }

  #entriesOf(dialogues: readonly DialoguePlan[], framer: string): Entry[] {
    return dialogues.flatMap((plan) => {
      const messages = plan.entry.messages.filter((message) => message.framer === framer)
      const events = messages.map(({ event }) => event)
      return events.length === 0 ? [] : [{ plan, events, recalls: this.#recalls(plan, events) }]
    })
  }

  /** Of an entry that is followed by `recall`, the tables. What it takes for a secret is one even if no row is found. */
  #recalls({ signature }: DialoguePlan, events: readonly CompiledEvent[]): number[] | null {
    if (signature.slots.some(({ secret }) => secret)) return null
    const tables: number[] = []
    for (const { sets, next } of events) {
      const stage = this.stages[next]
      if (stage?.kind !== 'recall' || sets.some(({ to }) => 'fact' in to)) return null
      if (stage.columns.every(({ optional }) => optional)) return null
      tables.push(stage.table)
    }
    return tables
  }

  #planDialogue(dialogue: CompiledDialogue, index: number): DialoguePlan {
    const signature = this.program.signatures[dialogue.signature]
    const entry = this.stages[dialogue.stageFrom]
    if (signature === undefined || entry?.kind !== 'state')
      throw new Error(`dialogue ${index} of the program has no signature, or no entry`)
    const stages = this.stages.slice(dialogue.stageFrom, dialogue.stageTo)
    return {
      index,
      dialogue,
      signature,
      entry,
      entryFramers: [...new Set(entry.messages.map(({ framer }) => framer))],
      awaitsMet: stages.some((stage) => stage.kind === 'state' && stage.mets.length > 0),
      unbound: signature.slots.map(() => null),
      outcome: signature.slots.findIndex(({ name }) => name === 'outcome'),
      product: signature.slots.findIndex(({ name }) => name === 'product'),
    }
  }
}

function entryTable(): Record<Transport, Map<string, EntryGroup[]>> {
  return { tcp: new Map(), udp: new Map() }
}

function planState(program: Program, state: CompiledState): StatePlan {
  const of = (kind: CompiledEvent['on']) => state.events.filter(({ on }) => on === kind)
  return {
    kind: 'state',
    label: state.label,
    messages: of('message').map((event) => {
      const match = program.matches[event.match]
      if (match === undefined) throw new Error(`the program has no match ${event.match}`)
      return { event, framer: match.framer }
    }),
    afters: of('after').sort((a, b) => a.afterMs - b.afterMs),
    closes: of('close'),
    mets: of('met'),
    judgesSilence: state.events.some(({ sets }) =>
      sets.some(({ value }) => value.from === 'text' && value.bytes === UNANSWERED),
    ),
  }
}

function listIn<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  let list = lists.get(key)
  if (list === undefined) {
    list = []
    lists.set(key, list)
  }
  return list
}
