// On which first bytes framers are started: on those of a stream, of a stream met in the middle, and of a datagram.

import type { CompiledLiteral, Gate, Program } from '../compile/program.js'
import type { Framer, Probe } from '../frame/framer.js'
import type { Beginning } from '../front/front.js'
import { PROBE_LENGTH } from '../front/front.js'
import { fits } from './probes.js'
import type { Offer, Verdict } from './probes.js'

type Transport = 'tcp' | 'udp'

/** One of: begins so, or holds the literal. Empty: it is not started by what the traffic holds. */
export interface Start {
  readonly probes: readonly Probe[]
  /** Those of them that admit a first byte, by that byte. */
  readonly byFirst: readonly (readonly Probe[] | undefined)[]
  /** Indices into the program's. */
  readonly literals: readonly number[]
  /** What a datagram begins with that may hold one of the literals. */
  readonly searched: readonly Probe[]
}

/** Fits any bytes. */
const ANY: Probe = []
const ANY_BYTE = Array.from({ length: 256 }, (_, byte) => byte)

export class Starts {
  private readonly known: Readonly<Record<Beginning, Map<Framer, Start>>> = {
    stream: new Map(),
    midway: new Map(),
    datagram: new Map(),
  }
  private readonly gates: Readonly<Record<Transport, ReadonlyMap<string, readonly Gate[]>>>

  constructor(private readonly program: Program) {
    this.gates = { tcp: entryGates(program, 'tcp'), udp: entryGates(program, 'udp') }
  }

  /** Does an entry ask for messages of the framer? */
  hasEntry(framer: string, transport: Transport): boolean {
    return this.gates[transport].has(framer)
  }

  add(framer: Framer): void {
    const { info, probes, messageProbes } = framer
    if (info.transports.includes('tcp')) {
      const started = probes.length > 0 ? probes : this.streamProbes(framer)
      const midway = messageProbes === undefined ? started : orAny(messageProbes)
      this.known.stream.set(framer, beginsWith(started))
      this.known.midway.set(framer, beginsWith(midway))
    }
    if (info.transports.includes('udp')) this.known.datagram.set(framer, this.datagramStart(framer))
  }

  /** A proxy's handshake has to be seen from its beginning. */
  addTunnel(tunnel: Framer): void {
    this.known.stream.set(tunnel, beginsWith(tunnel.probes))
  }

  /** What a proxy relays in datagrams is told by the header in front. */
  addRelay(relay: Framer): void {
    this.known.datagram.set(relay, beginsWith(relay.probes))
  }

  of(framer: Framer, beginning: Beginning): Start | undefined {
    return this.known[beginning].get(framer)
  }

  /** What the front has to look for, of the first bytes of streams and datagrams. */
  get offers(): Offer<Framer>[] {
    return (['stream', 'midway', 'datagram'] as const).flatMap((of) =>
      [...this.known[of]].flatMap(([framer, { probes, searched }]) => [
        ...probes.map((probe) => ({ to: framer, of, probe })),
        ...searched.map((probe) => ({ to: null, of, probe })),
      ]),
    )
  }

  /** Is the framer to be started on what begins with `head[start, end)`? */
  fits(
    framer: Framer,
    beginning: Beginning,
    head: Uint8Array,
    start: number,
    end: number,
  ): Verdict {
    const probes = this.known[beginning].get(framer)?.byFirst[head[start] ?? 0]
    if (probes === undefined || start >= end) return 'no'
    const verdict = fits(probes, head, start, end)
    // Nothing will follow that could make a datagram fit.
    return beginning === 'datagram' && verdict === 'maybe' ? 'no' : verdict
  }

  /**
   * A framer without probes of its own would be offered every stream: it is, if an entry asks for it and nothing narrows
   * it down. What is known of the beginning of a message is known of a stream's if all of it is one message.
   */
  private streamProbes({ info }: Framer): readonly Probe[] {
    const gates = this.gates.tcp.get(info.name) ?? []
    if (gates.length === 0) return []
    if (info.name !== 'stream') return [ANY]
    return orAny(gates.map((gate) => this.probeOf(gate) ?? ANY))
  }

  /** By the entries: a datagram that none of them can match need not be read. */
  private datagramStart(framer: Framer): Start {
    const own = framer.datagramProbes ?? framer.messageProbes ?? framer.probes
    const probes: Probe[] = []
    const literals: number[] = []
    for (const gate of this.gates.udp.get(framer.info.name) ?? []) {
      const probe = this.probeOf(gate)
      if (probe !== null) probes.push(probe)
      else if (gate.literal !== null) literals.push(gate.literal)
      else probes.push(...orAny(own))
    }
    const start = beginsWith(probes.includes(ANY) ? [ANY] : [...new Set(probes)])
    return { ...start, literals, searched: literals.length === 0 ? [] : orAny(own) }
  }

  /** What a message that passes the gate begins with, as far as it is known; null: anything. */
  private probeOf({ literal, firstBytes }: Gate): Probe | null {
    const known = literal === null ? undefined : this.program.literals[literal]
    return (
      (known === undefined ? null : literalProbe(known)) ??
      (firstBytes === undefined ? null : [bytesOf(firstBytes)])
    )
  }
}

function beginsWith(probes: readonly Probe[]): Start {
  return { probes, byFirst: byFirstByte(probes), literals: [], searched: [] }
}

function byFirstByte(probes: readonly Probe[]): Probe[][] {
  const rows: Probe[][] = []
  const add = (byte: number, probe: Probe) => (rows[byte] ??= []).push(probe)
  for (const probe of probes) {
    const admitted = probe[0] ?? ANY_BYTE
    if (typeof admitted === 'number') add(admitted, probe)
    else for (const byte of admitted) add(byte, probe)
  }
  return rows
}

/** No probes at all are those of a framer whose messages begin with anything. */
function orAny(probes: readonly Probe[]): readonly Probe[] {
  return probes.length === 0 || probes.includes(ANY) ? [ANY] : probes
}

function literalProbe({ bytes, ignoreCase, at }: CompiledLiteral): Probe | null {
  if (at === null || at >= PROBE_LENGTH) return null
  const positions = Array.from(bytes, (character) => {
    const byte = character.charCodeAt(0)
    const letter = ignoreCase && /[a-z]/i.test(character)
    return letter ? [byte & ~0x20, byte | 0x20] : byte
  })
  return [...Array.from({ length: at }, () => null), ...positions].slice(0, PROBE_LENGTH)
}

/** Gates of the entries that are searched for in all traffic, by framer. */
function entryGates(program: Program, transport: Transport): Map<string, Gate[]> {
  const gates = new Map<string, Gate[]>()
  for (const { signature, transports, gates: ofDialogue } of program.dialogues) {
    if (program.signatures[signature]?.armedOnly || !transports.includes(transport)) continue
    for (const gate of ofDialogue) {
      const ofFramer = gates.get(gate.framer)
      if (ofFramer === undefined) gates.set(gate.framer, [gate])
      else ofFramer.push(gate)
    }
  }
  return gates
}

function bytesOf(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0))
}
