// Tests: that what they send can be sent, and that what they want can be reported.

import type { Bytes, Endpoint, Name, Play, Signature, Test, Wanted } from '../ast.js'
import { error } from '../complaint.js'
import { didYouMean } from '../suggest.js'
import { engineKeys, lengths } from '../types.js'
import type { Context } from './context.js'
import { unknownSignature } from './expectations.js'
import { checkPort, checkTransport } from './metadata.js'

export function checkTests(context: Context): void {
  for (const test of context.signature.tests) {
    if (test.transport) checkTransport(test.transport, context)
    checkPlays(test.plays, context)
    checkMidstream(test, context)
    for (const wanted of test.wanted) checkWanted(wanted, context)
  }
}

function checkPlays(plays: readonly Play[], context: Context): void {
  for (const play of plays) {
    if (play.kind === 'send' || play.kind === 'gap') checkArrow(play, context)
    if (play.kind === 'send') play.bytes.forEach((bytes) => checkBytes(bytes, context))
    if (play.kind !== 'flow') continue
    checkTransport(play.transport, context)
    checkEndpoint(play.endpoint, context)
    checkPlays(play.plays, context)
  }
}

function checkArrow({ arrow, span }: Extract<Play, { arrow: unknown }>, { say }: Context): void {
  if (arrow !== '<>') return
  say(
    error('unknown-arrow', { ...span, end: span.start + arrow.length }, 'a test knows who speaks', {
      label: 'either side?',
      help: 'use `->` to the server or `<-` to the client',
    }),
  )
}

function checkBytes(bytes: Bytes, context: Context): void {
  const { say } = context
  if (bytes.kind === 'hex' && bytes.bytes.includes(null)) {
    say(
      error('bad-hex', bytes.span, '`??` cannot be sent', {
        label: 'which byte?',
        help: 'write two hex digits for each byte',
      }),
    )
  }
  if (bytes.kind !== 'length') return
  if (!lengths.has(bytes.name.text)) {
    say(
      error('unknown-length', bytes.name.span, `there is no length \`${bytes.name.text}\``, {
        label: 'what does it write?',
        help: didYouMean(bytes.name.text, lengths) ?? `lengths are ${[...lengths].join(' ')}`,
      }),
    )
  }
  bytes.bytes.forEach((one) => checkBytes(one, context))
}

function checkEndpoint({ address, port }: Endpoint, context: Context): void {
  checkPort({ value: port, span: address.span }, context)
}

/** `midstream` leaves the handshake out, so it is the first that is said. */
function checkMidstream({ plays }: Test, { say }: Context): void {
  plays.forEach(({ kind, span }, index) => {
    if (kind !== 'midstream' || index === 0) return
    say(
      error('syntax', span, '`midstream` comes too late', {
        label: 'the flow has begun',
        help: 'write it first',
      }),
    )
  })
}

function checkWanted(wanted: Wanted, context: Context): void {
  const { signature, pack, say } = context
  if (wanted.kind === 'expect') {
    checkTransport(wanted.transport, context)
    return checkEndpoint(wanted.endpoint, context)
  }
  const { signature: name } = wanted
  const target = name ? pack.signatures.get(name.text) : signature
  if (name && !target) {
    say(unknownSignature(name, pack.signatures.keys()))
  }
  if (target) for (const pair of wanted.pairs) checkKey(pair.name, target, context)
}

/** What the engine writes into the context of reports beside the values of the signature. */
const OTHERS = ['account', 'via', ...engineKeys]

function checkKey({ text, span }: Name, target: Signature, { pack, say }: Context): void {
  const keys = target.tally
    ? target.tally.per.map((key) => key.text)
    : [...pack.scope(target).names()]
  const known = [...new Set([...keys, ...OTHERS])]
  if (known.includes(text)) return
  say(
    error('unknown-capture', span, `\`${target.name.text}\` reports no \`${text}\``, {
      label: 'never captured',
      notes: [{ span: target.name.span, label: 'the signature' }],
      help: didYouMean(text, known) ?? `it reports ${known.join(' ')}`,
    }),
  )
}
