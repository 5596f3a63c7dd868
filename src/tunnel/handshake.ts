// What the handshakes of all proxies have in common: a client that asks, a proxy that answers, and what each of them does
// while it waits for the other.

import type { Via } from '../desk/consumer.js'
import type { Cut, Side, Window } from '../frame/framer.js'
import { UNANSWERED_LIMIT } from './tunnel.js'
import type { TunnelFraming } from './tunnel.js'

/** What a part of a handshake comes to: so many bytes of it, not all there, or nothing of the kind. */
export type Part = number | 'more' | 'wrong'

export abstract class Handshake implements TunnelFraming {
  via: Via | null = null
  /** Who asks: the first to say what only a client says. */
  protected client: Side | null = null
  protected state: 'asking' | 'asked' | 'granted' | 'failed' = 'asking'
  /** The proxy has said something. */
  private answered = false
  private readonly over: [boolean, boolean] = [false, false]

  /** Reads what stands next in the client's direction, from `start` on. State `asked` ends it. */
  protected abstract ask(window: Window): Part
  /** Reads what stands next in the proxy's direction. State `granted` ends it. */
  protected abstract answer(window: Window): Part

  get opener(): Side | null {
    return this.client
  }

  inside(side: Side): boolean {
    return this.over[side]
  }

  cut(side: Side, window: Window): Cut {
    this.client ??= side
    const part = side === this.client ? this.cutClient(window) : this.cutProxy(window)
    if (part === 'more') {
      if (!window.final) return { kind: 'more', atLeast: window.end - window.start + 1 }
      this.state = 'failed'
    }
    if (part === 'wrong') this.state = 'failed'
    if (typeof part === 'number' && part > 0) return { kind: 'skip', length: part }
    this.over[side] = part === 0
    return { kind: 'lost', why: part === 0 ? 'the tunnel begins' : 'not the handshake of a proxy' }
  }

  /** A part of no bytes: the handshake is over. */
  private cutClient(window: Window): Part {
    switch (this.state) {
      case 'asking':
        return this.ask(window)
      case 'granted':
        return 0
      case 'failed':
        return 'wrong'
      case 'asked': {
        if (this.answered) return 'more'
        const length = window.end - window.start
        return window.final || length >= UNANSWERED_LIMIT ? 0 : 'more'
      }
    }
  }

  private cutProxy(window: Window): Part {
    if (this.state === 'granted') return 0
    if (this.state === 'failed') return 'wrong'
    const part = this.answer(window)
    this.answered ||= typeof part === 'number'
    return part
  }

  /** Bytes were lost, and with them the place in the handshake. */
  reset(): void {
    if (this.state !== 'granted') this.state = 'failed'
  }
}
