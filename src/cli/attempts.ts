// How far the instances of signatures got, in sentences.

import type { Flow } from '../desk/consumer.js'
import type { Attempt } from '../rehearsal/why-not.js'

/** Attempts on one flow of which the same is said. */
interface Said {
  times: number
  heldBack: number
}

/** Of each flow a line, and below it what is said of the attempts on it. */
export function describeAttempts(attempts: readonly Attempt[]): string[] {
  return [...saidByFlow(attempts)].flatMap(([flow, lines]) => [
    `${endpoint(flow, flow.opener ?? 0)} -> ${endpoint(flow, flow.opener === 1 ? 0 : 1)}`,
    ...[...lines].map(([line, said]) => `  ${line}${howOften(said)}`),
  ])
}

/** Flows and lines in the order of the attempts. */
function saidByFlow(attempts: readonly Attempt[]): Map<Flow, Map<string, Said>> {
  const flows = new Map<Flow, Map<string, Said>>()
  for (const attempt of attempts) {
    const lines = flows.get(attempt.flow) ?? new Map<string, Said>()
    flows.set(attempt.flow, lines)
    const line = `${attempt.signature}: ${progress(attempt)}`
    const said = lines.get(line) ?? { times: 0, heldBack: 0 }
    lines.set(line, said)
    said.times++
    if (attempt.heldBack) said.heldBack++
  }
  return flows
}

function howOften({ times, heldBack }: Said): string {
  const held = '`once per` held back what it reported'
  if (times === 1) return heldBack === 0 ? '' : ` (${held})`
  const which =
    heldBack === 0 ? '' : heldBack === times ? `; ${held}` : `; ${held} ${heldBack} times`
  return ` (${times} times${which})`
}

function progress({ passed, waitsIn, ended, refused }: Attempt): string {
  const closest = refused === null ? '' : `; packet ${refused.packet} came closest: ${refused.why}`
  if (waitsIn === null) return `its entry matched nothing${closest}`
  const way = passed.join(', ')
  switch (ended) {
    case 'done':
      return `passed ${way}, to the end`
    case 'goto':
      return `passed ${way}, and was told to forget it`
    case 'recall':
      return `passed ${way}; what it looked up was not there`
    case 'within':
      return `passed ${way}, then its time was over in \`${waitsIn}\`${closest}`
    case 'limit':
      return `passed ${way}, then a limit put it out`
    default:
      return `passed ${way}, then waited in \`${waitsIn}\`${closest}`
  }
}

function endpoint(flow: Flow, side: 0 | 1): string {
  return `${flow.addresses[side]}:${flow.ports[side]}`
}
