// The fields of the message at hand. Tens of signatures ask for the same field of the same message, and some want it
// decoded: a framer reads each once, and a transform decodes it once.

import type { CompiledTransform } from '../compile/program.js'
import type { Delivery } from '../desk/consumer.js'
import type { FieldRecord, FieldValue, Text } from '../frame/framer.js'
import { applyTransforms, prepareTransform, type Transform } from './transform.js'

/** A field as signatures name it, and what is done to it before it is matched. */
export class Field {
  readonly path: string
  readonly key: string | number | null
  /** Applied to the values of `source`; none for the field itself. */
  readonly decode: readonly Transform[]
  readonly source: Field | null
  /** Number of the message that `values` belongs to. */
  stamp = 0
  values: readonly FieldValue[] = []

  constructor(
    path: string,
    key: string | number | null,
    decode: readonly Transform[],
    source: Field | null,
  ) {
    this.path = path
    this.key = key
    this.decode = decode
    this.source = source
  }
}

export class Fields {
  readonly #byName = new Map<string, Field>()
  #stamp = 0
  #delivery: Delivery | null = null

  /** The same object for the same field, whoever asks. */
  field(path: string, key: string | number | null, decode: readonly CompiledTransform[]): Field {
    const name = JSON.stringify([path, key, decode])
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const source = decode.length === 0 ? null : this.field(path, key, [])
    const field = new Field(path, key, decode.map(prepareTransform), source)
    this.#byName.set(name, field)
    return field
  }

  /** What was read belongs to another message, unless it is the same delivery again. */
  turnTo(delivery: Delivery): void {
    if (delivery === this.#delivery) return
    this.#delivery = delivery
    this.#stamp++
  }

  values(field: Field, delivery: Delivery): readonly FieldValue[] {
    if (field.stamp === this.#stamp) return field.values
    field.stamp = this.#stamp
    field.values =
      field.source === null
        ? read(field, delivery)
        : decoded(this.values(field.source, delivery), field.decode)
    return field.values
  }
}

/** Fields that every message has are not the framer's affair. */
function read({ path, key }: Field, { message, index, offset }: Delivery): readonly FieldValue[] {
  switch (path) {
    case 'size':
      return counted(message.size)
    case 'index':
      return counted(index)
    case 'offset':
      return counted(offset)
    default:
      return message.get(path, key)
  }
}

function counted(value: number): FieldValue[] {
  return [{ kind: 'number', value, wireStart: 0, wireEnd: -1 }]
}

/** Values of a record's field. A repeated text inside `some` or `each` has one, `value`, itself. */
export function valuesWithin(element: FieldRecord | Text, field: Field): readonly FieldValue[] {
  const values =
    element.kind === 'record'
      ? element.get(field.path, field.key)
      : field.path === 'value'
        ? [element]
        : []
  return field.source === null ? values : decoded(values, field.decode)
}

/** What cannot be decoded is left out: it would fail the clause. */
function decoded(values: readonly FieldValue[], decode: readonly Transform[]): FieldValue[] {
  return values.flatMap((value) => {
    if (value.kind !== 'text') return []
    const bytes = applyTransforms(decode, value.bytes.subarray(value.start, value.end))
    if (bytes === null) return []
    return [{ ...value, bytes, start: 0, end: bytes.length, verbatim: false }]
  })
}
