import { compileRegexp } from '../../src/compile/regexp.js'
import type { ExpressionReader } from '../../src/language/check/context.js'

/** The compiler's reader of expressions, as the checker takes it. */
export const problemOf: ExpressionReader = (expression, ignoreCase) => {
  const read = compileRegexp(expression, ignoreCase)
  return 'code' in read ? read : null
}
