// What the compiler has to know of the language's types and transforms: what kind of value comes out, and how many
// bytes go in. How they are read is the engine's affair (`engine/types.ts`, `engine/transform.ts`).

import type { Call, Hole } from '../language/ast.js'
import { latin1, type Constants } from './constants.js'
import type { HoleOperands } from './instruction.js'
import type { CompiledTransform } from './program.js'

/** Of one value; a list has values of one of these. */
export type Kind = 'text' | 'bytes' | 'number'

interface TypeFacts {
  readonly kind: Kind
  /** Bytes it takes, where that is always the same. */
  readonly length?: number
  /** Not read as text: `=name` has to read it the same way again. */
  readonly binary?: true
}

const text: TypeFacts = { kind: 'text' }

const types: Readonly<Record<string, TypeFacts>> = {
  text,
  word: text,
  token: text,
  digits: text,
  hex: text,
  blank: text,
  email: text,
  host: text,
  url: text,
  guid: text,
  quoted: text,
  ipv4: text,
  ipv6: text,
  cstring: text,
  re: text,
  int: { kind: 'number' },
  port: { kind: 'number' },
  bytes: { kind: 'bytes' },
  u8: { kind: 'number', length: 1, binary: true },
  u16: { kind: 'number', length: 2, binary: true },
  u32: { kind: 'number', length: 4, binary: true },
  u64: { kind: 'number', length: 8, binary: true },
  u16le: { kind: 'number', length: 2, binary: true },
  u32le: { kind: 'number', length: 4, binary: true },
  u64le: { kind: 'number', length: 8, binary: true },
  ip4: { kind: 'text', length: 4, binary: true },
  uuid: { kind: 'text', length: 16, binary: true },
}

function factsOf(type: Call): TypeFacts {
  const facts = Object.hasOwn(types, type.name.text) ? types[type.name.text] : undefined
  if (facts === undefined) throw new Error(`no type ${type.name.text}`)
  return facts
}

/** `text`, and `bytes` without a size. */
export function isRun(hole: Hole): boolean {
  const { name, args } = hole.type
  return args.length === 0 && (name.text === 'text' || name.text === 'bytes')
}

/** Bytes that a hole takes, or null where that depends on what stands there. */
export function fixedLength(type: Call): number | null {
  return sizeArgument(type) ?? factsOf(type).length ?? null
}

/** The `n` of `bytes(n)` and `hex(n)`. */
export function sizeArgument(type: Call): number | null {
  const [arg] = type.args
  const sized = type.name.text === 'bytes' || type.name.text === 'hex'
  return sized && arg?.kind === 'number' ? arg.value : null
}

export function isBinary(type: Call): boolean {
  return factsOf(type).binary ?? false
}

/** Of the value that a hole keeps, after its transforms. */
export function kindOf(hole: Hole): Kind {
  return hole.pipes.reduce(kindAfter, factsOf(hole.type).kind)
}

const toBytes = new Set(['xor', 'base64', 'unhex'])

function kindAfter(before: Kind, pipe: Call): Kind {
  if (pipe.name.text === 'urldecode') return before
  return toBytes.has(pipe.name.text) ? 'bytes' : 'text'
}

export function compileTransforms(
  pipes: readonly Call[],
  constants: Constants,
): CompiledTransform[] {
  return pipes.map((pipe) => {
    const [arg] = pipe.args
    if (arg === undefined) return { name: pipe.name.text }
    return { name: pipe.name.text, key: keyBytes(arg, constants) }
  })
}

function keyBytes(arg: Call['args'][number], constants: Constants): string {
  switch (arg.kind) {
    case 'name':
      return constants.literals(arg.text)[0]?.bytes ?? ''
    case 'string':
      return latin1(arg.bytes)
    case 'hex':
      return latin1(arg.bytes.map((byte) => byte ?? 0))
    case 'number':
      throw new Error('a key is no number')
  }
}

export function holeOperands(
  hole: Hole,
  slot: number | null,
  pipes: readonly CompiledTransform[],
): HoleOperands {
  return {
    ...(slot === null ? {} : { slot, kind: kindOf(hole) }),
    ...(hole.secret ? { secret: true } : {}),
    ...(pipes.length === 0 ? {} : { pipes }),
  }
}
