// Signatures from text to program: the worked signature of grammar/README.md, one dialogue of four states and two
// tests, many times over, each with a name, an id and a literal of its own.

import { readFileSync } from 'node:fs'
import { compile } from '../dist/compile/compile.js'
import { compileRegexp } from '../dist/compile/regexp.js'
import { framers } from '../dist/frame/catalog.js'
import { check } from '../dist/language/check.js'
import { parse } from '../dist/language/parse.js'
import { bundledTaxonomy } from '../dist/language/taxonomy.js'

const SIZES = [100, 1_000, 10_000]
const ROUNDS = 3
const WARM_UP = 500

const reference = readFileSync(new URL('../grammar/README.md', import.meta.url), 'utf8')
const [, worked = ''] = /^```imids\n([^]*?)^```$/m.exec(reference) ?? []
const taxonomy = bundledTaxonomy()
const options = {
  taxonomy,
  catalog: framers,
  pack: [],
  expressions: (expression, ignoreCase) => {
    const compiled = compileRegexp(expression, ignoreCase)
    return 'code' in compiled ? compiled : null
  },
}

function textOf(size) {
  const copies = Array.from({ length: size }, (_, number) =>
    worked
      .replace('example.login', `example.n${number}`)
      .replace('9000001', String(9_000_001 + number))
      .replaceAll(' MD5 I ', ` MD5 I${number} `),
  )
  return copies.join('\n')
}

/** @returns seconds of CPU of each step, the results having been looked at */
function run(text, size) {
  const seconds = {}
  const timed = (step, work) => {
    const before = process.cpuUsage()
    const result = work()
    const { user, system } = process.cpuUsage(before)
    seconds[step] = (user + system) / 1e6
    return result
  }
  const { items, diagnostics } = timed('parse', () => parse({ path: 'many.sig', text }))
  const complaints = timed('check', () => check(items, options))
  const program = timed('compile', () => compile(items, taxonomy))
  const said = [...diagnostics, ...complaints]
  if (said.length > 0) throw new Error(`the signatures are not well: ${said[0]?.message}`)
  if (program.signatures.length !== size) throw new Error(`${program.signatures.length} signatures`)
  const literals = new Set(program.literals.map(({ bytes }) => bytes))
  if (literals.size !== size) throw new Error(`${literals.size} literals`)
  return { ...seconds, whole: seconds.parse + seconds.check + seconds.compile }
}

/** @returns CPU seconds of each step by number of signatures, and microseconds for each of them */
export function signatureFigures() {
  run(textOf(WARM_UP), WARM_UP)
  return SIZES.map((size) => {
    const text = textOf(size)
    const rounds = Array.from({ length: ROUNDS }, () => run(text, size))
    const best = rounds.reduce((a, b) => (b.whole < a.whole ? b : a))
    const usEach = Math.round((best.whole / size) * 1e6)
    const steps = Object.entries(best).map(([step, value]) => `${step} ${value.toFixed(2)}`)
    console.log(`${size} signatures  ${steps.join('  ')} s  ${usEach} us each`)
    return { signatures: size, ...best, usEach }
  })
}
