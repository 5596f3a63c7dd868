// How much a framer looks at: the bytes of one side, one at a time, each look of it counted.

import type { Framer } from '../../src/frame/framer.js'

/**
 * Single bytes that were looked at for each byte of `text`, whose characters are bytes. The framer is asked at every byte,
 * also where it had said that it wants more: it must not answer before.
 */
export function looksPerByte(framer: Framer, text: string): number {
  const framing = framer.open('tcp')
  let looks = 0
  const bytes = counting(Buffer.from(text, 'latin1'), () => looks++)
  let start = 0
  let scanned = 0
  let atLeast = 0
  for (let end = 1; end <= text.length; end++) {
    while (start < end) {
      const first = start === 0
      const cut = framing.cut(0, { bytes, start, end, scanned, final: false, first })
      if (cut.kind === 'lost') return looks / end
      if (cut.kind === 'more') {
        scanned = end - start
        atLeast = cut.atLeast
        break
      }
      if (end - start < atLeast) throw new Error('less than was wanted is enough')
      start += cut.length + (cut.kind === 'message' ? cut.skip : 0)
      scanned = 0
      atLeast = 0
    }
  }
  return looks / text.length
}

function counting(bytes: Uint8Array, onLook: () => void): Uint8Array {
  return new Proxy(bytes, {
    get(target, property) {
      if (typeof property === 'string' && /^[0-9]/.test(property)) onLook()
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value
    },
  })
}
