// How protocols are told by their first bytes; those of text protocols by the words that a message of theirs can begin with.

import type { Probe, Sync } from './framer.js'

/** Admits all of `words`, which are equally long, and few others: at each position the letters that one of them has there. */
export function beginsWith(...words: string[]): Probe {
  const length = Math.min(...words.map((word) => word.length))
  return Array.from({ length }, (_, at) => [...new Set(words.map((word) => word.charCodeAt(at)))])
}

/** A message that begins with `text`, in which `?` is any byte. */
export function headerOf(text: string, startsLine = false): Sync {
  const bytes = [...text].map((letter) => (letter === '?' ? null : letter.charCodeAt(0)))
  return { bytes, startsLine }
}

/** A message that begins with these bytes: pairs of hex digits between blanks, of which `??` is any byte. */
export function binaryHeader(pairs: string): Sync {
  return { bytes: pairs.split(' ').map((pair) => (pair === '??' ? null : parseInt(pair, 16))) }
}

/** Whether `probe` admits `bytes[start, end)`, as far as they are there. */
export function admits(probe: Probe, bytes: Uint8Array, start: number, end: number): boolean {
  return probe.every((admitted, i) => {
    const byte = bytes[start + i]
    if (admitted === null || start + i >= end || byte === undefined) return true
    return typeof admitted === 'number' ? byte === admitted : admitted.includes(byte)
  })
}
