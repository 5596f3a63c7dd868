// What every check is given.

import type { Framer } from '../../frame/framer.js'
import type { Signature } from '../ast.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Scope } from '../scope.js'
import type { Taxonomy } from '../taxonomy.js'
import type { Pack } from './pack.js'

export interface Knowledge {
  readonly taxonomy: Taxonomy
  readonly framers: ReadonlyMap<string, KnownFramer>
  readonly expressions: ExpressionReader
  readonly pack: Pack
}

export type KnownFramer = Pick<Framer, 'info' | 'probes'>

/**
 * Reads the expression of `re("…")`, one character a byte.
 *
 * @returns null if there is nothing to say, else what is wrong and at which character
 */
export type ExpressionReader = (expression: string, ignoreCase: boolean) => ExpressionProblem | null

export interface ExpressionProblem {
  readonly code: 're-syntax' | 're-too-large'
  readonly message: string
  readonly at: number
}

/** For the checks of one signature. */
export interface Context extends Knowledge {
  readonly signature: Signature
  readonly scope: Scope
  say(diagnostic: Diagnostic): void
}
