// Which application a report is about: the product, a column of the threat matrix, and EVE's `app_proto`.

import type { CompiledSignature } from '../compile/program.js'

/** Words of the taxonomy, and of the framers. */
export interface Applications {
  /** `app_proto` of each product that has one. */
  readonly products: ReadonlyMap<string, string>
  /** A framer's own word; `none` to write none; undefined where the product decides. */
  readonly framer: (name: string) => string | undefined
}

/**
 * What the dialogue said; else what an earlier report on the flow decided, if the signature allows for it; else the
 * first of the signature's products.
 */
export function productOf(
  signature: CompiledSignature,
  said: string | null,
  earlier: string | null,
): string {
  if (said !== null) return said
  if (earlier !== null && signature.products.includes(earlier)) return earlier
  return signature.products[0] ?? signature.name.split('.', 1).join()
}

/** @param framer of the message that led to the report */
export function appOf(applications: Applications, framer: string, product: string): string | null {
  const word = applications.framer(framer) ?? applications.products.get(product) ?? 'none'
  return word === 'none' ? null : word
}
