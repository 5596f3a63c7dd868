// The stages behind the front, each on its own: compiling the pack, cutting messages, matching patterns, writing EVE.

import { fileURLToPath } from 'node:url'
import { framerNamed } from '../dist/frame/catalog.js'
import { EveSink } from '../dist/output/eve.js'
import { compileBundled } from '../dist/pack/bundled.js'
import { loadProgram, defaultLimits } from '../dist/scan/pipeline.js'
import { scanCaptures } from '../dist/scan/scan.js'
import { CoreFront } from '../dist/front/core/core-front.js'
import { demand, measure, rounded, row } from './measure.js'

const samples = fileURLToPath(new URL('../samples', import.meta.url))
const LINES = 10_000

export async function stageFigures() {
  const { program, applications } = compileBundled()
  const { program: prepared, ...rest } = loadProgram(program, new Map(applications))
  const loaded = { program: prepared, ...rest }
  return {
    compile: compileFigures(program, applications),
    framing: framingFigures(),
    patterns: patternFigures(prepared),
    eve: await eveFigures(loaded),
  }
}

function compileFigures(program, applications) {
  demand(
    'the pack compiled again',
    JSON.stringify(compileBundled().program),
    JSON.stringify(program),
  )
  return row('compile', {
    'ms, pack': rounded(measure(() => compileBundled()) * 1000),
    'ms, to load': rounded(measure(() => loadProgram(program, new Map(applications))) * 1000),
    signatures: program.signatures.length,
  })
}

const LINE = 'USR 6 MD5 I buddy@hotmail.com\r\n'
const REQUEST = 'GET /images/logo.gif HTTP/1.1\r\nHost: www.example.com\r\nAccept: */*\r\n\r\n'

function framingFigures() {
  const figures = {}
  for (const [name, message] of [
    ['msnp', LINE],
    ['http', REQUEST],
  ]) {
    const bytes = Buffer.from(message.repeat(LINES), 'latin1')
    demand(`messages of ${name}`, cutAll(name, bytes, null), LINES)
    figures[name] = row(
      `framing, ${name}`,
      speed(bytes.length, LINES, () => cutAll(name, bytes)),
    )
  }
  return figures
}

/** @returns messages found */
function cutAll(name, bytes, each = null) {
  const framing = framerNamed(name).open('tcp')
  let messages = 0
  for (let at = 0; at < bytes.length;) {
    const cut = framing.cut(0, {
      bytes,
      start: at,
      end: bytes.length,
      scanned: 0,
      final: false,
      first: at === 0,
    })
    if (cut.kind !== 'message' && cut.kind !== 'skip') break
    if (cut.kind === 'message') {
      messages++
      each?.(cut.message)
    }
    at += cut.length + (cut.kind === 'message' ? cut.skip : 0)
  }
  return messages
}

/** Every pattern of the pack for MSN's commands on one command, as a message that no literal has ruled out meets them. */
function patternFigures({ matches, prepared }) {
  const starts = matches.filter(({ framer, main }) => framer === 'msnp' && main >= 0)
  const found = []
  cutAll('msnp', Buffer.from(LINE, 'latin1'), (message) => found.push(message.main))
  const [text] = found
  const round = () => {
    let matched = 0
    for (const { main } of starts) if (prepared.patterns.matches(main, text, [])) matched++
    return matched
  }
  const matched = round()
  if (matched === 0) throw new Error('no pattern matches')
  demand('patterns that match', round(), matched)
  const seconds = measure(round) / starts.length
  return row('patterns', { 'ns each': rounded(seconds * 1e9), patterns: starts.length, matched })
}

async function eveFigures(loaded) {
  const reports = []
  const nothing = () => undefined
  const keep = {
    report: (report) => reports.push(report),
    flow: nothing,
    anomaly: nothing,
    end: nothing,
  }
  await scanCaptures([samples], loaded, keep, {
    makeFront: (program, options) => new CoreFront(program, options),
    limits: defaultLimits,
    reveal: false,
    continued: false,
    decoder: {},
    onProblem: nothing,
    interrupted: () => false,
  })
  const lines = []
  const eve = new EveSink((line) => lines.push(line), 'none')
  for (const report of reports) eve.report(report)
  demand('lines', lines.length, reports.length)
  for (const line of lines) JSON.parse(line)
  let written = 0
  const counting = new EveSink((line) => (written += line.length), 'none')
  const bytes = lines.join('').length
  const round = () => reports.forEach((report) => counting.report(report))
  const figures = speed(bytes, reports.length, round)
  demand('bytes written', written % bytes, 0)
  return row('EVE', figures)
}

function speed(bytes, messages, round) {
  const seconds = measure(round)
  return {
    'MB/s': rounded(bytes / 1e6 / seconds),
    'ns each': rounded((seconds * 1e9) / messages),
    messages,
  }
}
