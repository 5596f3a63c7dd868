// `expect`: a flow that was announced. An expectation waits at an endpoint; a flow that calls there is armed, and the
// first one that passes the entry of the announced signature uses it up.
//
// An endpoint may leave its host or its port open, never both, so that a flow is looked up three times for each of its
// ends: `tcp 10.0.0.7 6891`, `tcp 10.0.0.7 *` and `tcp * 6891`.

import { isIP, SocketAddress } from 'node:net'
import type { Flow } from '../desk/consumer.js'
import { LOOK_BACK } from '../desk/silence.js'
import type { Side } from '../frame/framer.js'
import type { Micros } from '../front/front.js'
import type { Instance } from './instance.js'
import { keyOf } from './key.js'
import { opposite } from './orientation.js'
import { Timer, Timers } from './timers.js'
import type { Value } from './value.js'

/** Announcing instances that hear of one expectation (`met`). */
const ANNOUNCERS = 8

export interface Endpoint {
  readonly transport: 'tcp' | 'udp'
  /** Address or host name; null is any. */
  readonly host: string | null
  readonly port: number | null
}

export interface Announcement {
  readonly endpoint: Endpoint
  /** Index of the signature that is armed, and its parameters. */
  readonly signature: number
  readonly args: readonly (Value | null)[]
  readonly deadline: Micros
  /** Who wants to hear that it was used; null: nobody. */
  readonly announcer: Instance | null
}

export class Expectation {
  readonly signature: number
  readonly port: number | null
  readonly args: readonly (Value | null)[]
  readonly announcers: Instance[] = []
  /** A flow passed the entry: it waits for no other. */
  used = false
  readonly timer: Timer<Expectation>

  constructor(
    announcement: Announcement,
    readonly identity: string,
    readonly place: string,
    /** Flows that began before are not meant. */
    readonly from: Micros,
    /** Numbers the expectations in the order of their announcements. */
    readonly order: number,
  ) {
    this.signature = announcement.signature
    this.port = announcement.endpoint.port
    this.args = announcement.args
    this.timer = new Timer<Expectation>(this)
  }
}

export class Expectations {
  /** By identity, the oldest first. */
  readonly #all = new Map<string, Expectation>()
  readonly #places = new Map<string, Set<Expectation>>()
  /** How many wait at a port; null: at any. */
  readonly #ports = new Map<number | null, number>()
  readonly #timers = new Timers<Expectation>()
  #announced = 0

  /** At the last `announce` the oldest had to go. */
  pushedOut = false

  /** @param limit so many are kept */
  constructor(private readonly limit: number) {}

  get size(): number {
    return this.#all.size
  }

  /** When the next one ends; Infinity if there is none. */
  get deadline(): Micros {
    return this.#timers.next
  }

  /** The same announcement again extends the deadline. */
  announce(announcement: Announcement, now: Micros): Expectation {
    this.expire(now)
    this.pushedOut = false
    const place = placeOf(announcement.endpoint)
    const identity = `${announcement.signature} ${place} ${keyOf(announcement.args)}`
    const expectation =
      this.#all.get(identity) ??
      this.#add(new Expectation(announcement, identity, place, now - LOOK_BACK, this.#announced++))
    const { announcer, deadline } = announcement
    const { announcers, timer } = expectation
    if (announcer !== null && !announcers.includes(announcer)) {
      announcers.push(announcer)
      if (announcers.length > ANNOUNCERS) announcers.shift()
    }
    if (timer.place < 0 || timer.deadline < deadline) this.#timers.schedule(timer, deadline)
    return expectation
  }

  /** Does one wait at one of these ports, or at any? What most flows are told apart by. */
  awaits(ports: readonly [number, number]): boolean {
    return this.#awaitsPort(ports[0]) || this.#awaitsPort(ports[1])
  }

  #awaitsPort(port: number): boolean {
    return this.#ports.has(port) || this.#ports.has(null)
  }

  /** Those that wait for a flow like this, the oldest first. */
  waitingFor(flow: Flow): Expectation[] {
    const found = new Set<Expectation>()
    for (const end of calledEnds(flow)) {
      if (!this.#awaitsPort(end.port)) continue
      const { port } = end
      const host = canonicalHost(end.host)
      for (const place of [
        placeOf({ transport: flow.transport, host, port }),
        placeOf({ transport: flow.transport, host, port: null }),
        placeOf({ transport: flow.transport, host: null, port }),
      ])
        for (const expectation of this.#places.get(place) ?? [])
          if (expectation.from <= flow.first.time) found.add(expectation)
    }
    return [...found].sort((a, b) => a.order - b.order)
  }

  /** A flow passed the entry that it announces. */
  use(expectation: Expectation): void {
    expectation.used = true
    this.#remove(expectation)
  }

  /** Drops what is past its deadline. */
  expire(now: Micros): void {
    for (let timer = this.#timers.due(now); timer !== null; timer = this.#timers.due(now))
      this.#remove(timer.owner)
  }

  #add(expectation: Expectation): Expectation {
    if (this.#all.size >= this.limit)
      for (const oldest of this.#all.values()) {
        this.#remove(oldest)
        this.pushedOut = true
        break
      }
    this.#all.set(expectation.identity, expectation)
    this.#ports.set(expectation.port, (this.#ports.get(expectation.port) ?? 0) + 1)
    const there = this.#places.get(expectation.place)
    if (there === undefined) this.#places.set(expectation.place, new Set([expectation]))
    else there.add(expectation)
    return expectation
  }

  #remove(expectation: Expectation): void {
    this.#timers.cancel(expectation.timer)
    this.#all.delete(expectation.identity)
    const left = (this.#ports.get(expectation.port) ?? 0) - 1
    if (left > 0) this.#ports.set(expectation.port, left)
    else this.#ports.delete(expectation.port)
    const there = this.#places.get(expectation.place)
    there?.delete(expectation)
    if (there?.size === 0) this.#places.delete(expectation.place)
  }
}

/** Host names are lower case, addresses written in one way, so that they can be compared as text. */
export function canonicalHost(host: string): string {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  if (isIP(bare) !== 6) return bare.toLowerCase().replace(/\.$/, '')
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' })
  return address.startsWith('::ffff:') && address.includes('.')
    ? address.slice('::ffff:'.length)
    : address
}

export function isHostName(host: string): boolean {
  return isIP(host) === 0
}

function placeOf({ transport, host, port }: Endpoint): string {
  return `${transport} ${host ?? '*'} ${port ?? '*'}`
}

/**
 * The ends of a flow that an announcement may have meant. TCP: the side that was called; where nobody saw the opening, and
 * for UDP, either. Inside a tunnel: what the client asked the proxy for.
 */
function calledEnds(flow: Flow): { readonly host: string; readonly port: number }[] {
  const inner = flow.via?.at(-1)
  if (inner !== undefined) return [inner]
  const sides: readonly Side[] =
    flow.transport === 'tcp' && flow.opener !== null ? [opposite(flow.opener)] : [0, 1]
  return sides.map((side) => ({ host: flow.addresses[side], port: flow.ports[side] }))
}
