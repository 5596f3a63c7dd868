// Numbers and bytes out of hostile input. Who reads has checked that the bytes are there; behind the end of the array
// everything reads as 0.

export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}

/** Big-endian, as all of these are that do not say `le`. */
export function u16(bytes: Uint8Array, at: number): number {
  return (u8(bytes, at) << 8) | u8(bytes, at + 1)
}

export function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 0x10000 + u16(bytes, at + 2)
}

export function u16le(bytes: Uint8Array, at: number): number {
  return u8(bytes, at) | (u8(bytes, at + 1) << 8)
}

export function u32le(bytes: Uint8Array, at: number): number {
  return u16le(bytes, at) + u16le(bytes, at + 2) * 0x10000
}

/** Where `byte` first stands in `[start, end)`, or `end`. */
export function find(bytes: Uint8Array, byte: number, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] !== byte) at++
  return at
}

/** Do all bytes of `literal` stand at `at`, before `end`? */
export function standsAt(bytes: Uint8Array, literal: Uint8Array, at: number, end: number): boolean {
  if (end - at < literal.length) return false
  for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return false
  return true
}

/** The bytes of an ASCII text. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
