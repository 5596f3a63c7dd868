// Suricata's JSON schema of EVE, from the shared data: it is not ours to carry.

import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { shared } from './shared.js'

const path = shared('eve/suricata-eve-schema.json')

/** Complaints about an EVE event, empty if it is valid; null where the schema is absent. */
export const eveComplaints: ((event: unknown) => string[]) | null =
  path === null ? null : compile(path)

function compile(schemaPath: string): (event: unknown) => string[] {
  // Not strict: the schema has keywords of its own, and one typo.
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, 'utf8')) as object)
  return (event) =>
    validate(event)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath} ${message} ${JSON.stringify(params)}`,
        )
}
