// The shape of a dialogue: how it begins, where it leads, and that it comes to an end.

import type { Dialogue, Event, Stage, State } from '../ast.js'
import { error, lint } from '../complaint.js'
import { didYouMean } from '../suggest.js'
import { eventsOf } from '../walk.js'
import { checkTransport } from './metadata.js'
import type { Context } from './context.js'
import { doneBlock, pathsOf, targetOf, type Paths } from './paths.js'
import { placeholdersOf } from './placeholders.js'

export function checkDialogue(dialogue: Dialogue, context: Context): void {
  for (const transport of dialogue.transports) checkTransport(transport, context)
  const paths = pathsOf(dialogue, context.scope)
  checkEntryKind(dialogue, context)
  checkLabels(dialogue, context)
  checkGotos(dialogue, context)
  checkReachable(dialogue, paths, context)
  checkEnds(dialogue, paths, context)
  checkTimerLoops(dialogue, context)
  checkMet(dialogue, context)
}

function checkEntryKind({ stages, peer, span }: Dialogue, { say }: Context): void {
  const [entry] = stages
  if (entry === undefined) return
  if (entry.kind !== 'state') {
    say(
      error('entry-not-a-message', entry.span, `a dialogue does not begin with \`${entry.kind}\``, {
        label: 'nothing has happened yet',
        help: 'the first stage is a message: it alone is looked for in all traffic',
      }),
    )
    return
  }
  for (const { trigger } of entry.events) {
    if (trigger.kind !== 'message') {
      say(
        error(
          'entry-not-a-message',
          trigger.span,
          `a dialogue does not begin with \`${trigger.kind}\``,
          {
            label: 'the first stage waits for messages only',
            help: 'timers and ends of flows are events of the states that follow',
          },
        ),
      )
    } else if (peer && trigger.arrow !== '->') {
      say(
        error('peer-entry', trigger.span, 'in a `peer` dialogue the first arrow is `->`', {
          label: `\`${trigger.arrow}\` here`,
          notes: [{ span: headOf(span), label: '`->` is whoever speaks first' }],
          help: 'write `->`, or leave `peer` out',
        }),
      )
    }
  }
}

/** The first line of a dialogue, which is what a note points at. */
function headOf(span: Dialogue['span']): Dialogue['span'] {
  const brace = span.source.text.indexOf('{', span.start)
  return { ...span, end: brace }
}

// ---- labels

function checkLabels({ stages }: Dialogue, { say }: Context): void {
  const first = new Map<string, Stage>()
  for (const stage of stages) {
    if (stage.label === null) continue
    const { text, span } = stage.label
    if (text === 'done' || text === 'drop') {
      say(
        error('bad-name', span, `a stage cannot be called \`${text}\``, {
          label: `\`goto ${text}\` leads elsewhere`,
        }),
      )
    }
    const twin = first.get(text)?.label
    if (twin) {
      say(
        error('duplicate-label', span, `the label \`${text}\` stands here twice`, {
          label: 'the second',
          notes: [{ span: twin.span, label: 'the first' }],
        }),
      )
    } else first.set(text, stage)
  }
}

function checkGotos({ stages }: Dialogue, { say }: Context): void {
  const labels = stages.flatMap(({ label }) => (label ? [label.text] : []))
  for (const { goto } of stages.flatMap(eventsOf)) {
    if (goto === null || goto.text === 'drop' || labels.includes(goto.text)) continue
    if (goto.text !== 'done') {
      say(
        error('unknown-label', goto.span, `there is no label \`${goto.text}\``, {
          label: 'leads nowhere',
          help:
            didYouMean(goto.text, [...labels, 'done', 'drop']) ??
            `labels are ${[...labels, 'done', 'drop'].map((one) => `\`${one}\``).join(', ')}`,
        }),
      )
    } else if (doneBlock(stages) === stages.length) {
      say(
        error('empty-done', goto.span, '`goto done` has nothing to do', {
          label: 'no report ends this dialogue',
          help: 'end the dialogue with an `alert` or `record`, or write `goto drop`',
        }),
      )
    }
  }
}

// ---- ways

function checkReachable({ stages }: Dialogue, { boundAt }: Paths, { say }: Context): void {
  stages.forEach((stage, index) => {
    // Of what nothing leads to, the first says it for what follows.
    if (boundAt[index] !== null || boundAt[index - 1] === null) return
    const before = stages[index - 1]
    say(
      error('unreachable-state', stage.span, 'nothing leads here', {
        label: stage.label ? 'no `goto` names it' : 'never reached',
        notes: before ? [{ span: before.span, label: 'every way goes elsewhere' }] : [],
        help: stage.label ? `write \`goto ${stage.label.text}\` somewhere, or leave it out` : null,
      }),
    )
  })
}

/** Every state but the entry has an end: an `after` of its own, or the dialogue's `within`. */
function checkEnds(dialogue: Dialogue, paths: Paths, context: Context): void {
  dialogue.stages.forEach((stage, index) => {
    if (index === 0 || stage.kind !== 'state' || stage.events.some(isAfter)) return
    if (dialogue.within === null) {
      context.say(
        error('unbounded-state', stage.span, 'this state may wait for ever', {
          label: 'no `after` here, no `within` on the dialogue',
          help: 'add `or after 30s`, or write `within 60s` behind the transport',
        }),
      )
    } else checkSilence(stage, index, dialogue, paths, context)
  })
}

/** `within` ends this state in silence, though something was, or could be, reported. */
function checkSilence(
  state: State,
  index: number,
  { stages, within }: Dialogue,
  { boundAt }: Paths,
  { say }: Context,
): void {
  const bound = boundAt[index]
  if (!bound || within === null) return
  const reported = stages.slice(0, index).find(({ kind }) => kind === 'alert' || kind === 'record')
  const next = stages[index + 1]
  const could =
    (next?.kind === 'alert' || next?.kind === 'record') &&
    placeholdersOf(next.text).every(
      ({ name, optional }) =>
        !name || optional || bound.has(name.text) || /^flow\./.test(name.text),
    )
  const because = reported ?? (could ? next : undefined)
  if (because === undefined) return
  say(
    lint('silent-within', state.span, '`within` ends this state without a word', {
      label: 'no `after` of its own',
      notes: [
        { span: within.span, label: 'drops what waits here' },
        {
          span: because.span,
          label: reported ? 'it has reported already' : 'could be said by then',
        },
      ],
      help: 'add an event that says how it ended: `or after 30s  set outcome = unanswered`',
    }),
  )
}

const isAfter = ({ trigger }: Event) => trigger.kind === 'after'

/** States that lead to each other by timers alone would turn for ever in one instant of silence after another. */
function checkTimerLoops({ stages }: Dialogue, { say }: Context): void {
  const nextState = (from: number | null): number | null => {
    const next =
      from === null ? -1 : stages.findIndex(({ kind }, at) => at >= from && kind === 'state')
    return next < 0 ? null : next
  }
  const timers = stages.map((stage) => eventsOf(stage).filter(isAfter))
  const settled = new Set<number>()
  const visit = (index: number, way: readonly number[]): void => {
    if (settled.has(index)) return
    for (const event of timers[index] ?? []) {
      const next = nextState(targetOf(event, index, stages))
      if (next === null) continue
      if (next === index || way.includes(next)) {
        const start = stages[next]
        say(
          error('timer-loop', event.span, 'this timer leads back to itself', {
            label: 'nothing but timers on the way round',
            notes: start && next !== index ? [{ span: start.span, label: 'back here' }] : [],
            help: 'let a message stand between, or write `goto drop`',
          }),
        )
      } else visit(next, [...way, index])
    }
    settled.add(index)
  }
  stages.forEach((stage, index) => {
    if (stage.kind === 'state') visit(index, [])
  })
}

/** `met` waits for news of what was expected or remembered earlier. */
function checkMet({ stages }: Dialogue, { say }: Context): void {
  stages.forEach((stage, index) => {
    const met = eventsOf(stage).find(({ trigger }) => trigger.kind === 'met')
    const awaited = stages
      .slice(0, index)
      .some(({ kind }) => kind === 'expect' || kind === 'remember')
    if (met === undefined || awaited) return
    say(
      error('unreachable-state', met.span, '`met` cannot happen here', {
        label: 'nothing is expected or remembered before',
        help: 'put an `expect` or `remember` in front of this state',
      }),
    )
  })
}
