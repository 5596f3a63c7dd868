// Whole signatures, played in every delivery: what only shows between the front, the desk and the engine.

import { describe, expect, test } from 'vitest'
import { loadProgram } from '../../src/scan/pipeline.js'
import { rehearse } from '../../src/rehearsal/rehearse.js'
import { itemsOf, signatureOf } from '../compile/pack.js'
import { compile } from '../../src/compile/compile.js'

/** @returns how the tests of a signature with this dialogue end: null, or in which delivery one failed */
async function played(dialogue: string, plays: string): Promise<string | null> {
  const items = itemsOf(
    signatureOf(`dialogue tcp within 60s { ${dialogue} } test "t" { ${plays} }`),
  )
  const loaded = loadProgram(compile(items, { classes: new Map() }), new Map())
  const [signature] = items
  if (signature?.kind !== 'signature') throw new Error('no signature')
  const [script] = signature.tests
  if (script === undefined) throw new Error('no test')
  const { failure } = await rehearse(loaded, signature, script, () => Promise.resolve())
  return failure?.delivery ?? null
}

describe('the other side is read as well, whatever finds the entry', () => {
  test.each([
    {
      name: 'its beginning is unlike that of the entry',
      dialogue: '-> stream "HELLO" <- stream "okay" or close set outcome = unanswered alert "x"',
      plays: '-> "HELLO" <- "okay" alert { outcome = none }',
    },
    {
      name: 'another framer reads it',
      dialogue: '-> stream "HELLO" <- line "okay" end alert "x"',
      plays: '-> "HELLO" <- "okay\\r\\n" alert { outcome = none }',
    },
    {
      name: 'in turns',
      dialogue: '-> stream "HELLO" <- turn ... n:u32 end where n == 11 alert "x"',
      plays: '-> "HELLO" <- |00 00 00 0b| wait 3s alert { n = 11 }',
    },
  ])('$name', async ({ dialogue, plays }) => {
    expect(await played(dialogue, plays)).toBeNull()
  })
})
