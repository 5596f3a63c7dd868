// Packet times as text. Always UTC: the same capture gives the same bytes everywhere.

import type { Micros } from '../front/front.js'

/** `2003-04-01T09:26:53.589793+0000`: six digits and an offset without a colon, which Arkime counts on. */
export function eveTimestamp(time: Micros): string {
  return `${isoSeconds(time)}.${fraction(time)}+0000`
}

/** `2003-04-01 09:26:53.589`, for people. */
export function printedTime(time: Micros): string {
  return `${isoSeconds(time).replace('T', ' ')}.${fraction(time).slice(0, 3)}`
}

function isoSeconds(time: Micros): string {
  return new Date(Math.floor(time / 1_000_000) * 1000).toISOString().slice(0, -5)
}

function fraction(time: Micros): string {
  return String(time % 1_000_000).padStart(6, '0')
}
