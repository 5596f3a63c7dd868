// The ciphers of ICQ before OSCAR. They hide nothing: the key is made of the length and of a check code that travels along.
// The check code names one byte of the packet by its place and its value, and one entry of the table in the same way. So
// it can be told whether a packet is what it seems.
//
// Sources: licq 1.0.4 for all three; icqlib of gaim 0.59 for version 5.

import { Buffer } from 'node:buffer'

/** Of version 4: what the program greets with. */
const V4_TABLE = Buffer.from(
  '\n[1] You can modify the sounds ICQ makes. Just select "Sounds" from the "preferences/misc" in ICQ ' +
    'or from the "Sounds" in the control panel. Credit: Eran\n' +
    "[2] Can't remember what was said?  Double-click on a user to get a dialog of all messages sent " +
    'incomin',
)

const V5_TABLE = Buffer.from(
  '5960376b6562464853614c5960575b3d5e346d36503f6f6753614c5940476339' +
    '505f5f3f6f47436948333164355a4a425640675341076c49583b4d4668436948' +
    '333144656246485341076c69483351545d4e6c49384b554a6246483351346d36' +
    '505f5f5f3f6f4763594067333164355a6a526e3c51346d36505f5f3f4f374b35' +
    '5a4a6266583b4d66585b5d4e6c49583b4d66583b4d464853614c594067333164' +
    '556a323e4445526e3c3164556a524e6c694853614c39306f47635960575b3d3e' +
    '64353a3a5a6a524e6c694853616c49583b4d46686339505f5f3f6f6753412541' +
    '3c51543d5e545d4e4c39505f5f5f3f6f474369483351545d6e3c3164355a0000',
  'hex',
)

/** Between clients: what the licence says. */
const PEER_TABLE = Buffer.from(
  'As part of this software beta version Mirabilis is granting a limited access to the ICQ network, ' +
    'servers, directories, listings, information and databases ("ICQ Services and Information"). ' +
    'The ICQ Service and Information may databases ("ICQ Services and Information"). ',
)

const V4_KEY = 0x66756b65
const V5_KEY = 0x68656c6c
const PEER_KEY = 0x67657268

const CHECK_LENGTH = 4

/**
 * A client's datagram of version 4 in clear, with zeros for the check code; null if it is none. No more than the first
 * quarter is encrypted, and never the version.
 *
 *    OFFSET  SIZE  FIELD
 *      0      2    version
 *     16      4    check code, little-endian
 */
export function decryptV4(datagram: Uint8Array): Uint8Array | null {
  const checkAt = 16
  if (datagram.length < checkAt + CHECK_LENGTH) return null
  const plain = Buffer.from(datagram)
  const check = plain.readUInt32LE(checkAt)
  unmask(plain, 0, (plain.length + 3) >>> 2, V4_KEY, check, V4_TABLE)
  plain.set(datagram.subarray(0, 2))
  plain.fill(0, checkAt, checkAt + CHECK_LENGTH)
  return datagramVouched(plain, check, V4_TABLE) ? plain : null
}

/**
 * A client's datagram of version 5 in clear, with zeros for the check code; null if it is none. The version and the number
 * of the account are never encrypted.
 *
 *    OFFSET  SIZE  FIELD
 *      0      2    version
 *      6      4    number of the account
 *     10           encrypted, four bytes at a time
 *     20      4    check code, little-endian, with its bits in another order
 */
export function decryptV5(datagram: Uint8Array): Uint8Array | null {
  const checkAt = 20
  if (datagram.length < checkAt + CHECK_LENGTH) return null
  const plain = Buffer.from(datagram)
  const check = unscramble(plain.readUInt32LE(checkAt))
  unmask(plain, 10, plain.length, V5_KEY, check, V5_TABLE)
  plain.fill(0, checkAt, checkAt + CHECK_LENGTH)
  return datagramVouched(plain, check, V5_TABLE) ? plain : null
}

function unscramble(code: number): number {
  return (
    ((code & 0x0001f000) >>> 12) |
    ((code & 0x07c007c0) >>> 1) |
    ((code & 0x003e0001) << 10) |
    ((code & 0xf8000000) >>> 16) |
    ((code & 0x0000083e) << 15)
  )
}

function datagramVouched(plain: Buffer, check: number, table: Buffer): boolean {
  const [place, value, entry, code] = bytesOf(check ^ wordOf(plain, 8, 4, 2, 6) ^ 0x00ff00ff)
  return plain[place] === value && table[entry] === code
}

/**
 * A packet between clients of version 4 and later in clear, with zeros for the check code; null if it is none. Only the
 * first quarter is encrypted. In versions 4 and 5 the number of the sender and the version, six bytes, go before and are
 * in clear.
 *
 *    OFFSET  SIZE  FIELD
 *      0      4    check code, little-endian; in versions 4 and 5 at 6
 *
 * @param size of the whole packet, of which `packet` may be only the beginning; what is not there cannot be checked
 */
export function decryptPeer(packet: Uint8Array, size: number, version: number): Uint8Array | null {
  const clear = version < 6 ? 6 : 0
  if (packet.length < clear + CHECK_LENGTH) return null
  const plain = Buffer.from(packet)
  const check = plain.readUInt32LE(clear)
  unmask(plain, 4, (size + 3) >>> 2, PEER_KEY, check, PEER_TABLE, size)
  plain.set(packet.subarray(0, clear))
  plain.fill(0, clear, clear + CHECK_LENGTH)
  const fixed = clear === 0 ? wordOf(plain, 4, 6, 4, 6) : wordOf(plain, 10, 12, 2, 0)
  const [place, value, entry, code] = bytesOf(check ^ fixed)
  if (place < 10 || place >= size) return null
  if (place < plain.length && plain[place] !== (value ^ 0xff)) return null
  return entry >= 220 || PEER_TABLE[entry] === (code ^ 0xff) ? plain : null
}

/** Removes key and table from `bytes[from, to)`, four bytes at a time; the last of them may reach beyond `to`. */
function unmask(
  bytes: Buffer,
  from: number,
  to: number,
  seed: number,
  check: number,
  table: Buffer,
  size = bytes.length,
): void {
  const key = Math.imul(size, seed) + check
  for (let at = from; at < to; at += 4) {
    const mask = key + (table[at & 0xff] ?? 0)
    for (let i = 0; i < 4 && at + i < bytes.length; i++)
      bytes[at + i] = (bytes[at + i] ?? 0) ^ ((mask >>> (8 * i)) & 0xff)
  }
}

function wordOf(bytes: Buffer, a: number, b: number, c: number, d: number): number {
  return (
    ((bytes[a] ?? 0) << 24) | ((bytes[b] ?? 0) << 16) | ((bytes[c] ?? 0) << 8) | (bytes[d] ?? 0)
  )
}

function bytesOf(word: number): [number, number, number, number] {
  return [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]
}
