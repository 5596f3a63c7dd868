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

const DAY = 86_400

/** The day that was printed last, and how: nearly all times of a capture are of one. */
let day = NaN
let date = ''

function isoSeconds(time: Micros): string {
  const seconds = Math.floor(time / 1_000_000)
  const today = Math.floor(seconds / DAY)
  if (today !== day) {
    date = new Date(today * DAY * 1000).toISOString().split('T', 1).join()
    day = today
  }
  const ofDay = seconds - today * DAY
  const minutes = Math.floor(ofDay / 60)
  return `${date}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(ofDay % 60)}`
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

function fraction(time: Micros): string {
  return String(time % 1_000_000).padStart(6, '0')
}
