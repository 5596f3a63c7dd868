// Why nothing was heard of a signature at all: no message on any flow of a capture came near its entry.

import type { CompiledSignature, Program } from '../compile/program.js'
import type { Flow } from '../desk/consumer.js'

/** Framers that count from the beginning of a flow: where the capture lacks it, they say nothing. */
const FROM_THE_BEGINNING: readonly string[] = ['stream', 'turn']

/** TCP flows of a capture, and how many of them began before it did. */
export class Beginnings {
  private flows = 0
  private missing = 0

  /** A flow inside a tunnel is a flow of its own: it began where its tunnel was ready. */
  add({ transport, midstream }: Flow): void {
    if (transport !== 'tcp') return
    this.flows++
    if (midstream) this.missing++
  }

  /** What keeps these framers from reading; null if nothing does. */
  whyUnread(framers: readonly string[]): string | null {
    if (this.missing === 0 || !framers.every((name) => FROM_THE_BEGINNING.includes(name)))
      return null
    const began =
      this.missing < this.flows
        ? `${this.missing} of ${this.flows} TCP flows began`
        : this.flows === 1
          ? 'the only TCP flow began'
          : `all ${this.flows} TCP flows began`
    const names = framers.map((name) => `\`${name}\``).join(' and ')
    return `${began} before the capture did, and ${names} can only be read from the beginning of a flow`
  }
}

export function whySilent(
  { tally, armedOnly, dialogues }: CompiledSignature,
  program: Program,
  beginnings: Beginnings,
): string {
  if (tally !== null) {
    const counted = program.signatures[tally.counted]?.name ?? 'what it counts'
    return `${counted} did not report often enough`
  }
  const gates = dialogues.flatMap((index) => program.dialogues[index]?.gates ?? [])
  const framers = [...new Set(gates.map(({ framer }) => framer))]
  const nothing = framers.every((name) => name === 'stream')
    ? 'the bytes that its entry looks for are in no stream'
    : 'no flow has a message of the framer that it begins with'
  if (armedOnly) return `${nothing}, or no \`expect\` announced that flow`
  const unread = beginnings.whyUnread(framers)
  return unread === null ? nothing : `${nothing}: ${unread}`
}
