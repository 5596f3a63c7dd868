// Whether the lengths inside a sign-on or a message agree with the length of the frame around them: a frame that is one
// byte too short or too long for its TLVs is something else that looks alike.

import type { Cursor } from './cursor.js'

const TLV_HEADER_LENGTH = 4
const SNAC_HEADER_LENGTH = 10
const BLOCK_BEFORE_BODY = 0x8000

const CAPABILITIES = 0x0002_0004
const SENT = 0x0004_0006
const DELIVERED = 0x0004_0007
/** Sign-on by MD5: the answer, the verdict, the request. */
const CHAINS = new Set([CAPABILITIES, 0x0017_0002, 0x0017_0003, 0x0017_0006])

/** Of the TLVs from here on, for which `declared` bytes are left, none is longer and nothing is over. */
export function fitsChain(chain: Cursor, declared: number): boolean {
  let left = declared
  while (left > 0) {
    if (left < TLV_HEADER_LENGTH) return false
    // Bytes that were lost can hold anything.
    if (chain.left < TLV_HEADER_LENGTH) return true
    chain.skip(2)
    const length = chain.u16()?.value ?? 0
    left -= TLV_HEADER_LENGTH + length
    chain.skip(length)
  }
  return left === 0
}

/**
 * Of a SNAC whose body is, or ends in, a chain of TLVs. Other SNACs fit as they are.
 *
 * @param declared bytes that the frame announces for `payload`
 */
export function fitsSnac(payload: Cursor, declared: number): boolean {
  const there = payload.left
  const id = payload.u32()?.value ?? 0
  const flags = payload.u16()?.value ?? 0
  payload.skip(SNAC_HEADER_LENGTH - 6)
  if ((flags & BLOCK_BEFORE_BODY) !== 0) payload.counted(payload.u16())
  if (id === SENT || id === DELIVERED) {
    payload.skip(10)
    payload.counted(payload.u8())
    if (id === DELIVERED) skipUser(payload)
  } else if (!CHAINS.has(id)) return true
  return fitsChain(payload, declared - (there - payload.left))
}

/** Warning level, count, and as many TLVs. */
function skipUser(body: Cursor): void {
  body.skip(2)
  const count = body.u16()?.value ?? 0
  for (let i = 0; i < count && body.left > 0; i++) {
    body.skip(2)
    body.counted(body.u16())
  }
}
