// What a signature's test plays, as steps with bytes: lengths computed, flows told apart, times worked out.

import type { AddressLiteral, Bytes, Play, Test } from '../language/ast.js'

/** A conversation of a test. The client is always the same host; its port tells the flows apart. */
export interface ScriptedFlow {
  readonly transport: 'tcp' | 'udp'
  readonly clientPort: number
  readonly server: string
  readonly serverPort: number
  /** The handshake is left out. */
  readonly midstream: boolean
}

export type Step =
  | {
      readonly kind: 'send'
      readonly flow: ScriptedFlow
      readonly toServer: boolean
      readonly bytes: Uint8Array
      readonly atMs: number
    }
  | {
      readonly kind: 'lose'
      readonly flow: ScriptedFlow
      readonly toServer: boolean
      readonly length: number
      readonly atMs: number
    }
  | {
      readonly kind: 'open' | 'close'
      readonly flow: ScriptedFlow
      readonly atMs: number
    }

export const CLIENT = '192.0.2.1'
const SERVER = '192.0.2.2'
const FIRST_CLIENT_PORT = 1025
const DEFAULT_PORT = 4000

/** Steps are a millisecond apart, `wait` aside; the last time is when the capture ends. */
export interface Script {
  readonly steps: readonly Step[]
  readonly endMs: number
}

/**
 * @param transport of the test's own flow
 * @param port the signature's first port hint, null without one
 */
export function writeScript(test: Test, transport: 'tcp' | 'udp', port: number | null): Script {
  const writer = new ScriptWriter()
  writer.flow(
    {
      transport,
      clientPort: FIRST_CLIENT_PORT,
      server: SERVER,
      serverPort: port ?? DEFAULT_PORT,
      midstream: test.plays.some(({ kind }) => kind === 'midstream'),
    },
    test.plays,
  )
  return { steps: writer.steps, endMs: writer.clockMs }
}

class ScriptWriter {
  readonly steps: Step[] = []
  clockMs = 0
  private flows = 0

  flow(flow: ScriptedFlow, plays: readonly Play[]): void {
    this.flows++
    this.steps.push({ kind: 'open', flow, atMs: this.tick() })
    for (const play of plays) this.play(flow, play)
  }

  private play(flow: ScriptedFlow, play: Play): void {
    switch (play.kind) {
      case 'send':
        this.steps.push({
          kind: 'send',
          flow,
          toServer: play.arrow === '->',
          bytes: bytesOf(play.bytes),
          atMs: this.tick(),
        })
        break
      case 'gap': {
        const { length } = play
        this.steps.push({
          kind: 'lose',
          flow,
          toServer: play.arrow === '->',
          length,
          atMs: this.tick(),
        })
        break
      }
      case 'wait':
        this.clockMs += play.duration.ms
        break
      case 'close':
        this.steps.push({ kind: 'close', flow, atMs: this.tick() })
        break
      case 'flow':
        this.flow(
          {
            transport: play.transport.text === 'udp' ? 'udp' : 'tcp',
            clientPort: FIRST_CLIENT_PORT + this.flows,
            server: addressOf(play.endpoint.address),
            serverPort: play.endpoint.port,
            midstream: play.plays.some(({ kind }) => kind === 'midstream'),
          },
          play.plays,
        )
        break
      case 'midstream':
        break
    }
  }

  private tick(): number {
    return this.clockMs++
  }
}

function addressOf({ text }: AddressLiteral): string {
  return text
}

/** Writes lengths before what they count: `len16("ab")` is 00 02 61 62. */
export function bytesOf(parts: readonly Bytes[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (part.kind === 'string') return part.bytes
      if (part.kind === 'hex') return Uint8Array.from(part.bytes, (byte) => byte ?? 0)
      const inner = bytesOf(part.bytes)
      return Buffer.concat([lengthField(part.name.text, inner.length), inner])
    }),
  )
}

/** @param name `len8`, `len16`, `len32`, `len16le`, `len32le` */
function lengthField(name: string, length: number): Uint8Array {
  const size = Number(/\d+/.exec(name)?.[0] ?? 8) / 8
  const field = Buffer.alloc(size)
  if (name.endsWith('le')) field.writeUIntLE(length, 0, size)
  else field.writeUIntBE(length, 0, size)
  return field
}
