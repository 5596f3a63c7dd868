// Holes: what kind of value comes out, and how many bytes go in. How they are read is the engine's affair
// (`engine/types.ts`, `engine/transform.ts`).

import type { Call, Hole } from '../language/ast.js'
import { transforms, types, type TypeInfo } from '../language/types.js'
import { latin1, type Constants } from './constants.js'
import type { HoleOperands } from './instruction.js'
import type { CompiledTransform } from './program.js'

/** @throws if it is no type: the checker has passed it */
function infoOf(type: Call): TypeInfo {
  const info = types.get(type.name.text)
  if (info === undefined) throw new Error(`no type ${type.name.text}`)
  return info
}

/** @throws if it is no type */
export function typeName(type: Call): string {
  infoOf(type)
  return type.name.text
}

/** `text`, and `bytes` without a size. */
export function isRun(hole: Hole): boolean {
  const { name, args } = hole.type
  return args.length === 0 && (name.text === 'text' || name.text === 'bytes')
}

/** Bytes that a hole takes, or null where that depends on what stands there. */
export function fixedLength(type: Call): number | null {
  return sizeArgument(type) ?? infoOf(type).length
}

/** The `n` of `bytes(n)` and `hex(n)`. */
export function sizeArgument(type: Call): number | null {
  const [arg] = type.args
  const sized = type.name.text === 'bytes' || type.name.text === 'hex'
  return sized && arg?.kind === 'number' ? arg.value : null
}

/** Not written in characters, so that `=name` has to read it the same way again. */
export function isBinary(type: Call): boolean {
  return infoOf(type).length !== null
}

/** Of the value that a hole keeps, after its transforms. */
function kindOf({ type, pipes }: Hole): TypeInfo['kind'] {
  return pipes.reduce((before, { name }) => {
    const after = transforms.get(name.text)
    return after === undefined || after === 'same' ? before : after
  }, infoOf(type).kind)
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
