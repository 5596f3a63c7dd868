// How values look when they are written, and what of them is not written.

import { isUtf8 } from 'node:buffer'
import type { PrintedValue } from '../output/sink.js'
import { latin1 } from './key.js'
import type { Secrets } from './secrets.js'
import type { NumberValue, TextValue, Value } from './value.js'

export class Printer {
  /** @param reveal writes secrets as well */
  constructor(
    private readonly secrets: Secrets,
    private readonly reveal: boolean,
  ) {}

  /** For EVE: a number stays a number, a list is an array, everything else a string. */
  print(value: Value): PrintedValue {
    return value.kind === 'list'
      ? value.values.map((one) => this.#one(one, value))
      : this.#one(value, value)
  }

  /** For texts: lists are joined; `-` where there is no value. */
  text(value: Value | null): string {
    if (value === null) return '-'
    const printed = this.print(value)
    return typeof printed === 'object' ? printed.join(', ') : String(printed)
  }

  /** One of a list that does not know its own place is judged by the place of the list. */
  #one(value: TextValue | NumberValue, whole: Value): string | number {
    const hidden =
      value.secret || whole.secret || this.secrets.hides(value.origin === null ? whole : value)
    if (hidden && !this.reveal) return `[redacted ${value.size} bytes]`
    switch (value.kind) {
      case 'number':
        return value.value
      case 'bytes':
        return Buffer.from(value.bytes).toString('hex')
      case 'text':
        return isUtf8(value.bytes) ? Buffer.from(value.bytes).toString('utf8') : latin1(value.bytes)
    }
  }
}
