// A signature of a pack, as a user names it.

import type { Signature } from '../language/ast.js'
import { nearest } from '../language/suggest.js'

/** By its name, or by its id, as reports have it in EVE. */
export function signatureNamed(
  name: string,
  signatures: readonly Signature[],
): Signature | undefined {
  return signatures.find((one) => one.name.text === name || idOf(one) === name)
}

/** What the user may have meant by a name that no signature has. */
export function hintAt(name: string, signatures: readonly Signature[]): string {
  const names = signatures.map((one) => one.name.text)
  const begun = names.filter((one) => one.startsWith(`${name}.`))
  if (begun.length > 0) return `; \`imids list ${name}\` has ${begun.length} that begin so`
  const close = nearest(name.toLowerCase(), names)
  return close === null ? '; `imids list` has the signatures' : `; did you mean ${close}?`
}

function idOf({ fields }: Signature): string | undefined {
  const [id] = fields.find(({ key }) => key.text === 'id')?.values ?? []
  return id?.kind === 'number' ? String(id.value) : undefined
}
