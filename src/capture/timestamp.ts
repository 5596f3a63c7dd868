// pcapng's timestamps: a 64-bit count of units since 1970, in units that each interface chooses.

import type { Interface } from './capture.js'

const TWO_32 = 0x1_0000_0000

/**
 * Microseconds since 1970, truncated, and kept within what a JavaScript number holds exactly: 0 to the year 2255. Times
 * outside are the work of a broken clock or an attacker, and nothing behind has to be prepared for them.
 *
 * @param high upper, `low` lower 32 bits of the count
 */
export function timestampUs(high: number, low: number, origin: Interface): number {
  const us = ticksToUs(high, low, origin.ticksPerSecond) + origin.offsetSeconds * 1e6
  return Math.min(Math.max(us, 0), Number.MAX_SAFE_INTEGER)
}

function ticksToUs(high: number, low: number, ticksPerSecond: number): number {
  if (ticksPerSecond === 1e6) return high * TWO_32 + low
  // A count of nanoseconds exceeds 2^53 today, so the division comes before the sum: 2^32 = 4294967 * 1000 + 296.
  if (ticksPerSecond === 1e9) return high * 4_294_967 + Math.floor((high * 296 + low) / 1000)
  const units = BigInt(high) * BigInt(TWO_32) + BigInt(low)
  return Number((units * 1_000_000n) / BigInt(ticksPerSecond))
}

/** Units in a second, from the byte of the option `if_tsresol`: 10^n, or 2^n when the highest bit is set. */
export function ticksPerSecond(resolution: number): number {
  return resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution
}
