// The lines in front of a signature's dialogues.

import type { Field, PortHint, Signature } from '../language/ast.js'
import type { CompiledSignature } from './program.js'

export type Metadata = Pick<
  CompiledSignature,
  | 'id'
  | 'rev'
  | 'title'
  | 'caveat'
  | 'class'
  | 'category'
  | 'severity'
  | 'confidence'
  | 'products'
  | 'risks'
  | 'attack'
  | 'references'
  | 'ports'
>

/** What the compiler takes from the taxonomy: the text of each class. */
export interface Categories {
  readonly classes: ReadonlyMap<string, { readonly text: string }>
}

export function compileMetadata(signature: Signature, taxonomy: Categories): Metadata {
  const values = new Map(signature.fields.map(({ key, values }) => [key.text, values]))
  const texts = (key: string): string[] => (values.get(key) ?? []).map(textOf)
  const [title = ''] = texts('title')
  const [kind = ''] = texts('class')
  const products = texts('product')
  return {
    id: idOf(signature),
    rev: Number(texts('rev')[0] ?? 0),
    title,
    caveat: texts('caveat')[0] ?? null,
    class: kind,
    category: taxonomy.classes.get(kind)?.text ?? kind,
    severity: word(texts('severity')[0], severities, 'info'),
    confidence: word(texts('confidence')[0], confidences, 'high'),
    products: products.length > 0 ? products : [signature.name.text.split('.')[0] ?? ''],
    risks: texts('risk'),
    attack: texts('attack'),
    references: texts('reference'),
    ports: (values.get('ports') ?? [])
      .filter((value): value is PortHint => value.kind === 'port')
      .map(({ transport, from, to }) => ({ transport: transport.text, from, to })),
  }
}

const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
const confidences = ['low', 'medium', 'high'] as const

/** A word of a closed list; the checker has refused any other. */
function word<Word extends string>(
  written: string | undefined,
  list: readonly Word[],
  absent: Word,
): Word {
  return list.find((one) => one === written) ?? absent
}

export function idOf({ fields }: Signature): number {
  const value = fields.find(({ key }) => key.text === 'id')?.values[0]
  return value?.kind === 'number' ? value.value : 0
}

function textOf(value: Field['values'][number]): string {
  switch (value.kind) {
    case 'name':
      return value.text
    case 'string':
      return Buffer.from(value.bytes).toString('utf8')
    case 'number':
      return String(value.value)
    case 'port':
      return `${value.transport.text}/${value.from}`
  }
}
