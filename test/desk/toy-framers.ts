// Framers that are small enough to be seen through.

import type { Cut, Framer, Message, Probe, Sync, Window } from '../../src/frame/framer.js'

function toy(
  name: string,
  more: {
    probes?: readonly Probe[]
    syncs?: readonly Sync[]
    limit?: number
    transports?: readonly ('tcp' | 'udp')[]
  },
  cut: (window: Window) => Cut,
): Framer {
  return {
    info: {
      name,
      transports: more.transports ?? ['tcp'],
      summary: '',
      main: null,
      fields: [],
      example: null,
    },
    probes: more.probes ?? [],
    syncs: more.syncs ?? [],
    limit: more.limit ?? 0x10000,
    open: () => ({ cut: (_side, window) => cut(window), reset() {} }),
  }
}

export function message({ bytes, start }: Window, length: number, size = length): Message {
  return { bytes, start, end: start + length, size, main: null, get: () => [] }
}

const NEED = (atLeast: number): Cut => ({ kind: 'more', atLeast })
const LOST: Cut = { kind: 'lost', why: 'not mine' }

/** `FM`, a byte, a length of 16 bits, and so many bytes. */
export const frames = toy(
  'frames',
  { probes: [[0x46, 0x4d]], syncs: [{ bytes: [0x46, 0x4d, 0x31] }], limit: 400 },
  (window) => {
    const { bytes, start, end, final } = window
    const there = end - start
    for (const [at, byte] of [0x46, 0x4d].entries())
      if (at < there && bytes[start + at] !== byte) return LOST
    const size = there < 5 ? 5 : 5 + (bytes[start + 3] ?? 0) * 256 + (bytes[start + 4] ?? 0)
    if (there < size && !final) return NEED(size)
    const length = Math.min(size, there)
    return {
      kind: 'message',
      length,
      skip: 0,
      message: message(window, length, size),
      certain: false,
    }
  },
)

/** `HEAD n`, a line feed, and n bytes that are stepped over. */
export const heads = toy(
  'heads',
  {
    probes: [Array.from('HEAD ', (c) => c.charCodeAt(0))],
    syncs: [{ bytes: Array.from('HEAD ', (c) => c.charCodeAt(0)), startsLine: true }],
  },
  (window) => {
    const { bytes, start, end, scanned, final } = window
    const text = Buffer.from(bytes.subarray(start, Math.min(end, start + 5))).toString('latin1')
    if (!'HEAD '.startsWith(text)) return LOST
    const lineEnd = bytes.indexOf(0x0a, start + scanned)
    if (lineEnd < 0 || lineEnd >= end) {
      if (!final) return NEED(end - start + 1)
      return {
        kind: 'message',
        length: end - start,
        skip: 0,
        message: message(window, end - start),
        certain: false,
      }
    }
    const length = lineEnd + 1 - start
    const digits = Buffer.from(bytes.subarray(start + 5, lineEnd)).toString('latin1')
    if (!/^[0-9]{1,9}$/.test(digits)) return LOST
    const skip = Number(digits)
    return { kind: 'message', length, skip, message: message(window, length), certain: true }
  },
)

/** Lines; any stream has them. */
export const lines = toy('lines', { limit: 100 }, (window) => {
  const { bytes, start, end, scanned, final } = window
  const lineEnd = bytes.indexOf(0x0a, start + scanned)
  if (lineEnd >= 0 && lineEnd < end) {
    const length = lineEnd + 1 - start
    return { kind: 'message', length, skip: 0, message: message(window, length), certain: false }
  }
  if (!final) return NEED(end - start + 1)
  return {
    kind: 'message',
    length: end - start,
    skip: 0,
    message: message(window, end - start),
    certain: false,
  }
})

/** Pairs of a tag and a byte, `#` starts each; `-` between them is skipped. Eight bytes are needed to know the stream. */
export const tags = toy(
  'tags',
  { probes: [[0x23, null, [0x23, 0x2d], null, null, null, null, null]] },
  (window) => {
    const { bytes, start, end } = window
    if (bytes[start] === 0x2d) return { kind: 'skip', length: 1 }
    if (bytes[start] !== 0x23) return LOST
    if (end - start < 2) return window.final ? LOST : NEED(2)
    return { kind: 'message', length: 2, skip: 0, message: message(window, 2), certain: false }
  },
)

/** The stream from its start, delivered as it grows, up to 32 bytes. */
export const whole = toy('whole', { probes: [[0x57, 0x48]] }, (window) => {
  const there = Math.min(window.end - window.start, 32)
  const grown = message(window, there, there)
  const cut = {
    kind: 'message',
    length: there,
    skip: Infinity,
    message: grown,
    certain: true,
  } as const
  return there < 32 && !window.final ? { ...cut, again: there + 1 } : cut
})

/** Datagrams that begin with `Q`. */
export const queries = toy('queries', { probes: [[0x51]], transports: ['udp'] }, (window) => {
  const length = window.end - window.start
  return { kind: 'message', length, skip: 0, message: message(window, length), certain: false }
})

/** Any datagram. */
export const any = toy('any', { transports: ['udp'] }, (window) => {
  const length = window.end - window.start
  return { kind: 'message', length, skip: 0, message: message(window, length), certain: false }
})
