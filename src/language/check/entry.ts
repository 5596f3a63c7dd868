// What an entry costs. It alone is looked for in all traffic: by a literal of three bytes or more anywhere, without
// one by the framer's probe, and where the framer has none, not at all.

import type { Probe } from '../../frame/framer.js'
import type { Atom, Clause, MessageTrigger, Pattern } from '../ast.js'
import { error, lint } from '../complaint.js'
import { types } from '../types.js'
import type { Context, KnownFramer } from './context.js'
import { bytesOf, longestRun, numbersOf } from './literals.js'

/** Bytes of the shortest literal that the prefilter looks for. */
const SHORTEST = 3

export function checkEntry(context: Context): void {
  const { signature, framers } = context
  // Behind an expectation there are few flows to look at.
  if (signature.params !== null) return
  for (const { stages } of signature.dialogues) {
    const [entry] = stages
    for (const { trigger } of entry?.kind === 'state' ? entry.events : []) {
      const framer = trigger.kind === 'message' ? framers.get(trigger.framer.text) : undefined
      if (trigger.kind === 'message' && framer) checkEvent(trigger, framer, context)
    }
  }
}

function checkEvent(message: MessageTrigger, { probes }: KnownFramer, context: Context): void {
  const { say } = context
  const { span, pattern, clauses, framer } = message
  if (framer.text === 'stream' && pattern[0]?.kind === 'skip') {
    say(
      lint('scans-everything', pattern[0].span, 'this entry looks at every byte of every flow', {
        label: '`stream` has no messages, and `...` skips any length',
        help: 'begin with what a flow begins with, or use the framer of the protocol',
      }),
    )
    return
  }
  const best = Math.max(
    bestIn(pattern, context),
    ...clauses.map((clause) => bestOf(clause, context)),
  )
  if (best > SHORTEST) return
  if (best === SHORTEST) {
    say(
      lint('short-literal', span, `the longest literal of this entry has ${SHORTEST} bytes`, {
        label: 'found by chance in much traffic',
        help: 'a longer literal in the message makes it cheaper',
      }),
    )
  } else if (passing(probes) > MANY && !saysAnything(message, context)) {
    say(
      error('hole-entry', span, 'every message is like this one', {
        label: 'nothing but holes',
        help: 'add a literal or a number, or let an `expect` arm the signature: `signature name() {`',
      }),
    )
  } else if (passing(probes) > FEW) {
    say(
      lint('slow-entry', span, `this entry has no literal of ${SHORTEST} bytes`, {
        label: `much traffic looks like \`${framer.text}\`, and all of that is matched against it`,
        help: 'a literal that each such message has makes it cheaper',
      }),
    )
  }
}

const MANY = 1 / 8
const FEW = 1 / 1_000

/** How many of all streams the framer is offered, if their bytes were random. */
function passing(probes: readonly Probe[]): number {
  if (probes.length === 0) return 1
  const admitted = (position: Probe[number]) =>
    position === null ? 256 : typeof position === 'number' ? 1 : position.length
  return probes
    .map((probe) => probe.reduce<number>((part, position) => (part * admitted(position)) / 256, 1))
    .reduce((sum, part) => sum + part, 0)
}

// ---- the longest literal without which nothing matches

function bestIn(pattern: Pattern, context: Context): number {
  return Math.max(0, ...pattern.map((atom) => bestAtom(atom, context)))
}

function bestAtom(atom: Atom, context: Context): number {
  const literals = bytesOf(atom, context.pack)
  if (literals) return Math.min(...literals.map(longestRun))
  if (atom.kind !== 'any') return 0
  return Math.min(...atom.alternatives.map((one) => bestIn(one, context)))
}

function bestOf(clause: Clause, context: Context): number {
  switch (clause.kind) {
    case 'absent':
      return 0
    case 'field': {
      if (clause.optional) return 0
      // A key that is a word is written in front of its value.
      const keys = clause.path.selectors.map(({ key }) =>
        typeof key === 'string' ? key.length : 0,
      )
      return Math.max(...keys, clause.pipes.length > 0 ? 0 : bestIn(clause.pattern, context))
    }
    case 'some':
    case 'each':
      return Math.max(0, ...clause.clauses.map((one) => bestOf(one, context)))
  }
}

/** Whether something in the message is not a hole. */
function saysAnything({ pattern, clauses }: MessageTrigger, context: Context): boolean {
  const { pack } = context
  const said = (atom: Atom) =>
    bytesOf(atom, pack) !== null ||
    numbersOf(atom, pack) !== null ||
    // An unknown word is complained of elsewhere; it is hardly meant to say nothing.
    (atom.kind === 'hole' && !types.has(atom.type.name.text))
  const inClause = (clause: Clause): boolean => {
    if (clause.kind === 'absent') return false
    if (clause.kind === 'field') return !clause.optional && clause.pattern.some(said)
    return clause.clauses.some(inClause)
  }
  return pattern.some(said) || clauses.some(inClause)
}
