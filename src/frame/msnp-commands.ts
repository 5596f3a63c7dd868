// The command lines of MSN Messenger's protocol, MSNP2 to MSNP15, in both directions: what makes a line one of them.
//
// A form is a command and its words. Many protocols have lines that begin like these (SIP has ACK and BYE, FTP and SMTP have
// numbers), so a line has to fit a form as a whole; where the end of a form varied between versions it is left open. A form
// that ends in `count` is followed by so many bytes of payload: QRY is when a client sends it, and is not when a server does.
//
// Sources: draft-movva-msn-messenger-protocol-00, hypothetic.org's documentation of MSNP8 to MSNP10, the command tables of
// gaim 0.59 to libpurple 2.10 for the later versions.

import { latin1 } from './text.js'

//    trid     number of a transaction, or another number        OK, CKI   this word
//    name     an account                                        ...       any number of words
//    dialect  a version of the protocol                         count     the last word: length of the payload
//    word     any word
const FORMS = `
  ACK trid
  ADC trid word word ...
  ADD trid word word ...
  ADG trid word ...
  ADL trid count
  ADL trid OK
  ANS trid name word trid ...
  ANS trid OK
  BLP word ...
  BPR word word ...
  BYE name
  BYE name trid
  CAL trid name
  CAL trid RINGING trid
  CHG trid word ...
  CHL trid word
  CVQ trid word ...
  CVR trid word ...
  FLN name ...
  FND trid word ...
  FQY trid count
  GCF trid count
  GCF trid word
  GCF trid word count
  GTC word ...
  ILN trid word name ...
  IMS trid word ...
  INF trid ...
  IPG count
  IRO trid trid trid name word ...
  JOI name word ...
  LSG word word ...
  LST word word ...
  MSG word word count
  NAK trid
  NLN word name ...
  NOT count
  OUT
  OUT word
  PAG trid word ... count
  PNG
  PRP word word ...
  QNG
  QNG trid
  QRY trid
  QRY trid word count
  REA trid name word ...
  REA trid word name word
  REG trid word ...
  REM trid word word ...
  RMG trid word ...
  RML trid count
  RML trid OK
  RNG trid word CKI word name word ...
  SBP trid word word ...
  SBS trid word
  SDC trid OK
  SDC trid name ... count
  SND trid OK
  SND trid name ...
  SYN trid word ...
  UBM name word ... count
  UBN name trid count
  UBX name count
  UBX name trid count
  URL trid word ...
  USR trid word word ...
  UUM trid name word ... count
  UUN trid OK
  UUN trid name trid count
  UUX trid
  UUX trid count
  VER trid dialect ...
  XFR trid word ...
`

const CR = 0x0d
const SPACE = 0x20
const DELETE = 0x7f
export const COMMAND_LENGTH = 3

/** Whether a word of a line is of a kind; of its last word, perhaps only a beginning may have been seen. */
type Kind = (word: string, isWhole: boolean) => boolean

interface Form {
  readonly words: readonly Kind[]
  /** Further words may follow. */
  readonly isOpen: boolean
  readonly isCounted: boolean
}

const COUNT = /^[0-9]{1,5}$/
const ACCOUNT = /^[^@:]+@[^@:]+$/
const DIALECT = /^(MSNP[0-9]+|CVR[0-9]*|0)$/

const KINDS: Readonly<Record<string, Kind>> = {
  trid: (word) => /^[0-9]{1,10}$/.test(word),
  name: (word, isWhole) => (isWhole ? ACCOUNT.test(word) : !word.includes(':')),
  dialect: (word, isWhole) =>
    DIALECT.test(word) || (!isWhole && ['MSNP', 'CVR'].some((name) => name.startsWith(word))),
  word: () => true,
}

/** The word `name` and no other. */
const literally =
  (name: string): Kind =>
  (word, isWhole) =>
    isWhole ? word === name : name.startsWith(word)

const forms = readForms(FORMS)
/** Of MSNP13 and later some have a payload that says more. */
const errorForms = readForms('NNN trid\n NNN trid count').get('NNN') ?? []

/** All commands, for the probe. */
export const commandNames: readonly string[] = [...forms.keys()]

export interface CommandLine {
  /** Length without payload count and trailing blanks. */
  readonly mainLength: number
  /** Bytes of payload behind the line; null if the command has none. */
  readonly payloadLength: number | null
  readonly isError: boolean
}

/**
 * Reads the line `[start, end)`, its CR LF excluded.
 *
 * @param whole the end of the line was seen; else its last word may be a beginning, and others may be missing
 * @returns null if it is no command
 */
export function readCommandLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  whole: boolean,
): CommandLine | null {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte < SPACE || byte === DELETE) return null
  }
  const line = latin1(bytes, start, end).trimEnd()
  const [command = '', ...words] = line.split(/ +/)
  const isError = /^[2-9][0-9]{2}$/.test(command)
  const candidates = isError ? errorForms : (forms.get(command) ?? [])
  const form = candidates.find((candidate) => fits(candidate, words, whole))
  if (form === undefined) return null
  const count = form.isCounted && whole ? (words.at(-1) ?? '') : null
  return {
    mainLength: count === null ? line.length : line.slice(0, -count.length).trimEnd().length,
    payloadLength: count === null ? null : Number(count),
    isError,
  }
}

/** Whether the unfinished line `[start, end)` may become a command: by its first bytes. */
export function mayBeCommand(bytes: Uint8Array, start: number, end: number): boolean {
  const behind = start + COMMAND_LENGTH
  if (end > behind && bytes[behind] !== SPACE && bytes[behind] !== CR) return false
  const seen = latin1(bytes, start, Math.min(end, behind))
  return /^[2-9][0-9]*$/.test(seen) || commandNames.some((name) => name.startsWith(seen))
}

function fits(form: Form, words: readonly string[], whole: boolean): boolean {
  const counts = form.isCounted ? 1 : 0
  const fixed = form.words.length
  if (words.length > fixed + counts && !form.isOpen) return false
  if (whole && words.length < fixed + counts) return false
  if (whole && form.isCounted && !COUNT.test(words.at(-1) ?? '')) return false
  return form.words
    .slice(0, words.length)
    .every((isOfKind, i) => isOfKind(words[i] ?? '', whole || i < words.length - 1))
}

function readForms(text: string): Map<string, Form[]> {
  const byCommand = new Map<string, Form[]>()
  for (const line of text.trim().split('\n')) {
    const [command = '', ...words] = line.trim().split(' ')
    const isCounted = words.at(-1) === 'count'
    if (isCounted) words.pop()
    const isOpen = words.at(-1) === '...'
    if (isOpen) words.pop()
    const form = {
      words: words.map((word) => KINDS[word] ?? literally(word)),
      isOpen,
      isCounted,
    }
    byCommand.set(command, [...(byCommand.get(command) ?? []), form])
  }
  return byCommand
}
