// The target of a request (RFC 9112, section 3.2): a path, an absolute URI as proxies are sent it, host and port for CONNECT,
// or `*`.

import { find } from './bytes.js'
import type { Text } from './framer.js'
import { part } from './text.js'

const SLASH = 0x2f
const COLON = 0x3a
const QUESTION = 0x3f
const AT = 0x40
const BRACKET = 0x5b
const BRACKET_END = 0x5d

/** Longest scheme that is looked for. */
const SCHEME_LENGTH = 16

export interface Target {
  /** Host and port; null where the target has none. */
  readonly authority: Text | null
  readonly path: Text
  /** Behind the question mark; null where there is none. */
  readonly query: Text | null
}

/**
 * Takes the target of a request apart, but not CONNECT's, which is an authority as a whole. A `#` is part of a name: browsers
 * keep fragments to themselves, and file sharers send names as they are.
 */
export function readTarget(target: Text): Target {
  const { bytes, start, end } = target
  const queryMark = find(bytes, QUESTION, start, end)
  const authorityStart = behindScheme(bytes, start, queryMark)
  const pathStart = authorityStart === start ? start : find(bytes, SLASH, authorityStart, queryMark)
  return {
    authority: authorityStart === start ? null : part(target, authorityStart, pathStart),
    path: part(target, pathStart, queryMark),
    query: queryMark < end ? part(target, queryMark + 1, end) : null,
  }
}

/** Index behind `http://` or the like; `start` if there is no scheme. */
function behindScheme(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === SLASH) return start
  const colon = find(bytes, COLON, start, Math.min(end, start + SCHEME_LENGTH))
  const behind = colon + 3
  return behind <= end && bytes[colon + 1] === SLASH && bytes[colon + 2] === SLASH ? behind : start
}

/** The host of `user@host:port`: without user, port, and the brackets of an IPv6 address. */
export function hostOf(authority: Text): Text {
  const { bytes, end } = authority
  let start = authority.start
  for (let at = start; at < end; at++) if (bytes[at] === AT) start = at + 1
  if (bytes[start] === BRACKET && start < end) {
    const closing = find(bytes, BRACKET_END, start, end)
    return part(authority, start + 1, Math.max(start + 1, closing))
  }
  return part(authority, start, find(bytes, COLON, start, end))
}
