// A signature in words: what it waits for, in which order, and what it says then.

import type { Dialogue, Event, Signature, Span, Stage } from './ast.js'

export function describeSignature(signature: Signature): string {
  const { name, fields, params, dialogues, tally } = signature
  const field = (key: string) => fields.find((candidate) => candidate.key.text === key)
  const words = (key: string) => {
    const found = field(key)
    return found === undefined ? null : textOf(found.span).replace(/^\S+\s+/, '')
  }
  const about = [
    'class',
    'severity',
    'confidence',
    'risk',
    'product',
    'attack',
    'ports',
    'reference',
    'caveat',
  ]
  return [
    `${name.text}, ${words('id')} rev ${words('rev')}: ${unquoted(words('title') ?? '')}`,
    ...about.flatMap((key) => (words(key) === null ? [] : [`  ${key.padEnd(10)} ${words(key)}`])),
    '',
    ...(params === null
      ? []
      : [
          'It is armed by an `expect` of another signature, at the endpoint that this one names.',
          '',
        ]),
    ...dialogues.flatMap((dialogue, index) => describeDialogue(dialogue, index, dialogues.length)),
    ...(tally === null ? [] : [`It counts: ${textOf(tally.span)}`]),
    '',
  ].join('\n')
}

function describeDialogue(dialogue: Dialogue, index: number, count: number): string[] {
  const { transports, peer, within, stages } = dialogue
  const flows = `${transports.map(({ text }) => text.toUpperCase()).join(' and ')} flows`
  const limit = within === null ? '' : `, within ${textOf(within.span)} of its first message`
  const head = count === 1 ? `On ${flows}${limit}:` : `${index + 1}. On ${flows}${limit}:`
  return [head, ...stages.flatMap((stage) => describeStage(stage, peer)), '']
}

function describeStage(stage: Stage, peer: boolean): string[] {
  switch (stage.kind) {
    case 'state':
      return stage.events.map((event, index) => {
        const label = index === 0 ? (stage.label?.text ?? '') : 'or'
        return `  ${label.padStart(10)}  ${describeEvent(event, peer)}`
      })
    case 'alert':
    case 'record':
      return [
        `  ${''.padStart(10)}  then it reports, as ${stage.kind === 'alert' ? 'an alert' : 'a record'}: ${reportText(stage)}`,
      ]
    case 'expect':
      return [
        `  ${''.padStart(10)}  then it looks out for another flow: ${withoutLabel(textOf(stage.span))}`,
      ]
    case 'remember':
      return [`  ${''.padStart(10)}  then it keeps for later: ${withoutLabel(textOf(stage.span))}`]
    case 'recall':
      return [
        `  ${''.padStart(10)}  then it looks up what was kept: ${withoutLabel(textOf(stage.span))}`,
      ]
  }
}

function reportText(stage: Extract<Stage, { kind: 'alert' | 'record' }>): string {
  const text = textOf(stage.text.span)
  return stage.once === null
    ? text
    : `${text}, not more than ${textOf(stage.span).replace(/^.*" (?=once)/s, '')}`
}

function describeEvent({ trigger, span, sets, where, goto }: Event, peer: boolean): string {
  const consequences = [
    ...where.map((condition) => `if ${textOf(condition.span)}`),
    ...sets.map(({ name, value }) => `${name.text} = ${textOf(value.span)}`),
    ...(goto === null ? [] : [goto.text === 'drop' ? 'then it forgets' : `on to ${goto.text}`]),
  ]
  const tail = consequences.length === 0 ? '' : `  (${consequences.join(', ')})`
  switch (trigger.kind) {
    case 'message': {
      const from = trigger.arrow === '<>' ? 'either side' : sender(trigger.arrow === '->', peer)
      const framer = trigger.framer.text
      const pattern = textOf(trigger.span).replace(/^\S+\s+\S+\s*/, '')
      return `${from} sends, as ${framer}: ${pattern}${tail}`
    }
    case 'after':
      return `${textOf(trigger.duration.span)} pass${tail}`
    case 'close':
      return `the flow ends${tail}`
    case 'met':
      return `what it announced is seen${tail}`
    default:
      return textOf(span)
  }
}

function sender(forward: boolean, peer: boolean): string {
  if (peer) return forward ? 'the side that speaks first' : 'the other side'
  return forward ? 'the client' : 'the server'
}

/** On one line. */
function textOf({ source, start, end }: Span): string {
  return source.text
    .slice(start, end)
    .replace(/#[^\n"]*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function withoutLabel(text: string): string {
  return text.replace(/^[\w.-]+: (?=expect|remember|recall)/, '')
}

function unquoted(text: string): string {
  return text.replace(/^"|"$/g, '')
}
