// Vectors on flows: alone, within their sessions, and within the conversations of contexts.ts.

import { bytesOf, vector } from '../frame/vectors.js'
import type { Vector } from '../frame/vectors.js'
import { contexts } from './contexts.js'
import type { Context } from './contexts.js'
import { converse } from './conversation.js'
import { reportsOn } from './pack.js'
import type { Play } from './verdict.js'

/** Every play of every vector, by its id. */
export function playAll(all: readonly Vector[]): ReadonlyMap<string, readonly Play[]> {
  const alone = all.map(({ id }): Context[] => [{ lines: [id] }])
  const sessions = new Map<string, string[]>()
  for (const { id, session } of all)
    if (session !== undefined) sessions.set(session, [...(sessions.get(session) ?? []), id])
  const plays = new Map<string, Play[]>()
  for (const context of [
    ...alone,
    ...[...sessions.values()].map((lines) => [{ lines }]),
    ...contexts,
  ])
    for (const [id, play] of playsOf(context)) plays.set(id, [...(plays.get(id) ?? []), play])
  return plays
}

/** @param bytes of a vector, where they are to be others */
export function playsOf(
  context: readonly Context[],
  bytes: (id: string) => Uint8Array = bytesOf,
): [id: string, play: Play][] {
  const ids: string[] = []
  const legs = context.map(({ server, port, lines }) => {
    const first = vector(idOf(lines[0] ?? ''))
    return {
      transport: first.transport,
      port: port ?? first.port,
      ...(server === undefined ? {} : { server }),
      lines: lines.map((line) => {
        const id = idOf(line)
        ids.push(id)
        return { toServer: isToServer(line), bytes: bytes(id) }
      }),
    }
  })
  const { packets, numbers } = converse(legs)
  const reports = reportsOn(packets)
  return ids.map((id, index) => [id, { reports, packet: numbers[index] ?? 0 }])
}

function idOf(line: string): string {
  return line.replace(/^[<>]/, '')
}

function isToServer(line: string): boolean {
  return /^[<>]/.test(line) ? line.startsWith('>') : vector(line).direction !== 's2c'
}
