// How far a scan is, on a terminal's last line: rewritten in place, and gone before anything else is written there.
//
//     1.2 GB of 3.4 GB, 35%, 310 MB/s, 7 s left

import { statSync } from 'node:fs'
import { filesBelow } from '../capture/directory.js'

const EVERY_MS = 200
/** A rate that is measured over less says nothing about the time that is left. */
const SETTLED_MS = 1000
const ERASE = '\r\u001b[K'

export interface ProgressOptions {
  readonly write: (text: string) => void
  readonly columns: () => number
  /** A clock, in ms. */
  readonly now: () => number
  /** Bytes of all captures; null where nobody knows. */
  readonly total: number | null
}

export class Progress {
  private readonly began: number
  private next: number
  private shown = false

  constructor(private readonly options: ProgressOptions) {
    this.began = options.now()
    this.next = this.began + EVERY_MS
  }

  /** So many bytes were read. Cheap enough to be told of every chunk. */
  reached(bytes: number): void {
    const now = this.options.now()
    if (now < this.next) return
    this.next = now + EVERY_MS
    const line = progressLine(bytes, this.options.total, now - this.began)
    this.options.write(`${ERASE}${line.slice(0, Math.max(this.options.columns() - 1, 0))}`)
    this.shown = true
  }

  /** Before something else is written to the terminal, and at the end. */
  erase(): void {
    if (this.shown) this.options.write(ERASE)
    this.shown = false
  }
}

export function progressLine(bytes: number, total: number | null, elapsedMs: number): string {
  const perSecond = (bytes * 1000) / Math.max(elapsedMs, 1)
  const rate = `${inBytes(perSecond)}/s`
  // What is unpacked may be more than the files that it comes from.
  if (total === null || bytes > total || total === 0) return `${inBytes(bytes)}, ${rate}`
  const share = `${inBytes(bytes)} of ${inBytes(total)}, ${Math.floor((bytes / total) * 100)}%`
  if (elapsedMs < SETTLED_MS || perSecond === 0) return `${share}, ${rate}`
  return `${share}, ${rate}, ${inTime((total - bytes) / perSecond)} left`
}

/** Bytes of the files that are named, and of those in named directories; null for what has no size beforehand. */
export function totalOf(names: readonly string[]): number | null {
  let total = 0
  for (const name of names) {
    const stat = name === '-' ? undefined : statSync(name, { throwIfNoEntry: false })
    if (stat?.isFile()) total += stat.size
    else if (stat?.isDirectory())
      for (const { path, regular } of filesBelow(name))
        total += regular ? (statSync(path, { throwIfNoEntry: false })?.size ?? 0) : 0
    else return null
  }
  return total
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

function inBytes(bytes: number): string {
  let unit = 0
  let amount = bytes
  for (; amount >= 1000 && unit < UNITS.length - 1; unit++) amount /= 1000
  return `${amount.toFixed(unit > 0 && amount < 10 ? 1 : 0)} ${UNITS[unit]}`
}

function inTime(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
