// Who is the client. An opener is known from a SYN, a datagram, or evidence; where there is none yet, what is printed
// needs a guess, and only that: guesses never decide a match.

import type { CompiledDialogue, CompiledEvent, CompiledSignature } from '../compile/program.js'
import type { Flow } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'

export function opposite(side: Side): Side {
  return side === 0 ? 1 : 0
}

/** The side that is called the server: the one that was called, else whose port is hinted at, else the lower port. */
export function serverSide(flow: Flow, hints: CompiledSignature['ports']): Side {
  if (flow.opener !== null) return opposite(flow.opener)
  const [low, high] = flow.ports
  const hinted = isHinted(flow, hints, low)
  if (hinted !== isHinted(flow, hints, high)) return hinted ? 0 : 1
  return low <= high ? 0 : 1
}

function isHinted(flow: Flow, hints: CompiledSignature['ports'], port: number): boolean {
  return hints.some(
    (hint) => hint.transport === flow.transport && hint.from <= port && port <= hint.to,
  )
}

/**
 * May a message from `sender` be the one that the arrow asks for? Where nobody knows who opened the flow, both ways round.
 * @param speaker the sender of the entry, which in a `peer` dialogue stands for the opener
 */
export function isFrom(
  sender: Side,
  direction: CompiledEvent['direction'],
  dialogue: CompiledDialogue,
  flow: Flow,
  speaker: Side,
): boolean {
  if (direction === 'either') return true
  const client = dialogue.peer ? speaker : flow.opener
  return client === null || (direction === 'to_server') === (sender === client)
}

/** A message from `sender` was taken for this arrow: that fixes who opened the flow, if nobody knew, for good. */
export function settleOpener(
  flow: Flow,
  sender: Side,
  direction: CompiledEvent['direction'],
  dialogue: CompiledDialogue,
): void {
  if (flow.opener !== null || direction === 'either' || dialogue.peer) return
  flow.opener = direction === 'to_server' ? sender : opposite(sender)
}
