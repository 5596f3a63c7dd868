// Words of other rule languages. Whoever comes from Snort, Suricata, YARA or Zeek writes them first, so each
// is answered with what is written here instead.

import type { Span } from '../ast.js'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Token } from '../lexer.js'

const START = 'a signature begins with `signature name {`: `imids explain signature` shows one'
const SNORT = 'this looks like a Snort or Suricata rule'
const SIDE_BY_SIDE =
  'a signature begins with `signature name {`: `imids explain snort` has both languages side by side'

const RULE_BEGINNINGS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['alert', 'drop', 'pass', 'log', 'reject', 'rejectsrc', 'rejectdst', 'sdrop', 'activate'].map(
      (action) => [action, SNORT],
    ),
  ),
  rule: 'this looks like a YARA rule',
  private: 'this looks like a YARA rule',
  var: 'this looks like a Snort configuration',
  ipvar: 'this looks like a Snort configuration',
  portvar: 'this looks like a Snort configuration',
  include: 'there is nothing to include',
  import: 'there is nothing to import',
}

const IMPORTS =
  'names are known in all files of a pack: put the file beside the others, or name the pack with `--pack`'

/** @param tokens a piece of a file that begins with neither `const` nor `signature` */
export function foreignRule(tokens: readonly Token[]): Diagnostic | null {
  const [first, next] = tokens
  const message = first && RULE_BEGINNINGS[first.value]
  // `alert "text"` behind a brace too many is ours.
  if (!first || !message || (next?.type === 'string' && !/^i/.test(first.value))) return null
  const help =
    message === SNORT ? SIDE_BY_SIDE : /^(include|import)$/.test(first.value) ? IMPORTS : START
  return error('foreign-rule', first.span, message, {
    label: 'not a signature of this language',
    help,
  })
}

const BYTES = 'write the bytes behind an arrow and a framer: `-> line "USR "`'
const STATE =
  'a dialogue keeps the state: write its messages one below the other; between flows use `remember` and `recall`'
const PLACE =
  'a pattern is matched from the start of a message: `bytes(4)` steps over four bytes, `...` over any number'
const READ = 'read the number with a type, `n:u16`, and compare it: `where n > 10`'
const LIMIT = 'write `once per flow.client within 60s` behind a report, or use `count`'
const FIELD = 'name the field of the framer: `-> http .path "/config/login"`'
const FRAMER = 'the framer behind the arrow says how bytes are read: `-> http`'

const OPTIONS: Readonly<Record<string, string>> = {
  content: BYTES,
  pcre: 'a regular expression is a type: `re("[0-9]+")`, kept with `name:re("[0-9]+")`',
  msg: 'write `title "…"` in the metadata, and `alert "…"` in the dialogue',
  sid: 'write `id 9000001`: numbers from 9000000 are for your own signatures',
  gid: 'leave it out: it is always 1',
  rev: 'write `rev 1`, without a colon',
  classtype: 'write `class …`, without a colon; `imids list --taxonomy` has the words',
  priority: 'write `severity high`; the words are info, low, medium, high, critical',
  metadata: 'each key has a line of its own: `risk unencrypted`, `attack T1040`',
  flow: 'the arrow is the direction: `->` to the server, `<-` to the client, `<>` either',
  flowbits: STATE,
  flowint: STATE,
  xbits: STATE,
  hostbits: STATE,
  noalert: 'leave the report out, and write `class state`',
  nocase: 'write `"text"i`',
  offset: PLACE,
  depth: PLACE,
  distance: PLACE,
  within: PLACE,
  startswith: PLACE,
  isdataat: 'write `...` for any bytes, `end` for the end of the message',
  dsize: 'a message has its length as a field: `.size size:int where size > 100`',
  byte_test: READ,
  byte_jump: READ,
  byte_extract: READ,
  threshold: LIMIT,
  detection_filter: LIMIT,
  event_filter: LIMIT,
  uricontent: FIELD,
  http_uri: FIELD,
  http_header: FIELD,
  http_method: FIELD,
  http_cookie: FIELD,
  service: FRAMER,
  'app-layer-protocol': FRAMER,
  fast_pattern: 'leave it out: the best literal is found by itself',
  strings: BYTES,
  condition: 'a dialogue is the condition: its messages in their order, and `where`',
  meta: 'write the metadata as lines at the top of the signature: `id`, `rev`, `title`, `class`, `severity`',
  'ip-proto': 'write `dialogue tcp {` or `dialogue udp {`',
  'dst-port': 'ports are hints: `ports tcp/1863`',
  'src-port': 'ports are hints: `ports tcp/1863`',
  payload: BYTES,
  event: 'write `alert "…"` at the end of the dialogue',
}

/** Options as they stand in other languages, `content:"USR"`, where ours could not have the colon. */
export function foreignOptions(tokens: readonly Token[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>()
  tokens.forEach((token, index) => {
    const [, colon, value] = tokens.slice(index, index + 3)
    if (colon?.value !== ':' || value === undefined || found.has(token.value)) return
    // What may stand there in ours: a stage behind a label, a type, the port of an endpoint.
    const port = value.type === 'number' && tokens[index - 2]?.value === 'expect'
    const stage = value.type === 'keyword' && value.value !== 'set'
    const ours = stage || port || /^(name|arrow|punct|sign)$/.test(value.type)
    if (ours && token.type !== 'keyword') return
    const complaint = foreignOption(token)
    if (complaint) found.set(token.value, complaint)
  })
  return [...found.values()]
}

/** "any any -> any 1863": who speaks to whom, in the header of a rule. */
export function foreignHeader(span: Span): Diagnostic {
  return error('foreign-rule', span, 'there is no header of addresses and ports', {
    label: 'they do not decide whether something matches',
    help: 'write `dialogue tcp {`, and `->` or `<-` in front of each message; ports are hints in the metadata: `ports tcp/1863`',
  })
}

export function foreignOption({ value, span }: Token): Diagnostic | null {
  const help = OPTIONS[value]
  if (help === undefined) return null
  return error('foreign-rule', span, `\`${value}\` is an option of another rule language`, {
    label: 'not a word of this one',
    help,
  })
}
