// Definite assignment: a name that is used has a value on every way to that place, or is written with a `?`.

import type { Comparison, Dialogue, Name, Operand, Report, Span, Stage, Wish } from '../ast.js'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import { didYouMean } from '../suggest.js'
import { builtins } from '../types.js'
import { eventsOf } from '../walk.js'
import type { Context } from './context.js'
import { bindEvent, bindTrigger, isAlwaysKnown, pathsOf, type Paths } from './paths.js'
import { notAName, placeholdersOf } from './placeholders.js'

/** How a name is used, which decides what it may be. */
interface Use {
  readonly in: 'text' | 'where' | 'same' | 'key' | 'once' | 'argument' | 'set'
  /** Written with a `?`. */
  readonly optional: boolean
  readonly bound: ReadonlySet<string>
  /** The stage where it is used. */
  readonly at: number
  /** What to point at, where that is more than the name. */
  readonly span?: Span
}

export function checkAssignment(dialogue: Dialogue, context: Context): void {
  const paths = pathsOf(dialogue, context.scope)
  const check = new Assignment(dialogue, paths, context)
  dialogue.stages.forEach((stage, index) => {
    const bound = paths.boundAt[index]
    if (bound) check.stage(stage, index, bound)
  })
}

class Assignment {
  constructor(
    private readonly dialogue: Dialogue,
    private readonly paths: Paths,
    private readonly context: Context,
  ) {}

  stage(stage: Stage, at: number, bound: ReadonlySet<string>): void {
    switch (stage.kind) {
      case 'state':
        return this.#state(at, bound)
      case 'alert':
      case 'record':
        return this.#report(stage, at, bound)
      case 'expect': {
        const { host, port, args } = stage
        if (host !== 'any' && host.kind === 'wish') this.#wish(host, at, bound)
        if (port !== 'any' && port.kind === 'wish') this.#wish(port, at, bound)
        for (const wish of args) this.#wish(wish, at, bound)
        return
      }
      case 'remember':
        for (const key of stage.keys) this.#use(key, { in: 'key', optional: false, bound, at })
        for (const wish of stage.columns) this.#wish(wish, at, bound)
        return
      case 'recall': {
        for (const key of stage.keys) this.#use(key, { in: 'key', optional: false, bound, at })
        const sure = stage.columns.filter(({ optional }) => !optional).map(({ name }) => name.text)
        this.#where(stage.where, at, new Set([...bound, ...sure]))
      }
    }
  }

  #state(at: number, before: ReadonlySet<string>): void {
    const stage = this.dialogue.stages[at]
    for (const event of stage ? eventsOf(stage) : []) {
      const bound = new Set(before)
      bindTrigger(event, bound, (name, here) => {
        this.#use(name, { in: 'same', optional: false, bound: new Set(here), at })
      })
      this.#where(event.where, at, bound)
      for (const { name, value } of event.sets) this.#set(name, value, at, bound)
    }
  }

  #report({ text, once }: Report, at: number, bound: ReadonlySet<string>): void {
    for (const { name, optional, span } of placeholdersOf(text)) {
      if (name) this.#use(name, { in: 'text', optional, bound, at, span })
      else this.context.say(notAName(span))
    }
    // An unbound key counts as a value.
    for (const key of once?.keys ?? []) this.#use(key, { in: 'once', optional: true, bound, at })
  }

  #wish({ name, optional }: Wish, at: number, bound: ReadonlySet<string>): void {
    this.#use(name, { in: 'argument', optional, bound, at })
  }

  #where(where: readonly Comparison[], at: number, bound: ReadonlySet<string>): void {
    for (const { left, operator, right } of where) {
      for (const side of [left, right]) {
        if (side.kind === 'name') this.#use(side, { in: 'where', optional: false, bound, at })
      }
      const { scope, say } = this.context
      const [one, other] = [scope.kindOfOperand(left), scope.kindOfOperand(right)]
      const ordered = operator !== '==' && operator !== '!='
      const text = [one, other].find((kind) => kind === 'text' || kind === 'bytes')
      const number = one === 'number' || other === 'number'
      if (text === undefined || (!number && !ordered)) continue
      const message = ordered ? `\`${operator}\` compares numbers` : 'a number is never a text'
      say(
        error('type-mismatch', (one === text ? left : right).span, message, {
          label: `this is ${text}`,
          help: ordered ? 'texts are compared with `==` and `!=`' : 'read both with the same type',
        }),
      )
    }
  }

  /** A name that means nothing is a word, so only a value can be a mistake here. */
  #set(name: Name, value: Operand, at: number, bound: ReadonlySet<string>): void {
    if (value.kind !== 'name' || this.context.scope.resolve(value.text) === null) return
    this.#use(value, { in: 'set', optional: true, bound, at })
    const { scope, say } = this.context
    if (!name.text.startsWith('flow.') || !scope.isSecret(value.text)) return
    say(
      error('secret-escapes', value.span, `\`${value.text}\` is a secret`, {
        label: 'a fact of the flow is open to all signatures',
        help: 'pass it on with `remember` or `expect`, where it stays a secret',
      }),
    )
  }

  // ---- one use of one name

  #use(name: Name, use: Use): void {
    const { scope, say } = this.context
    const reference = scope.resolve(name.text)
    if (reference === null) return say(this.#unknown(name, use))
    if (use.in === 'same' && !(reference.to === 'value' && reference.take === 'value')) {
      return say(
        error('type-mismatch', name.span, `\`=${name.text}\` demands what was never captured`, {
          label: 'not a value of a message',
          help: `capture the value, and compare it: \`where x == ${name.text}\``,
        }),
      )
    }
    if (reference.to === 'fact') return this.#fact(name, reference.name, use)
    if (reference.to === 'builtin') {
      if (!use.optional && !isAlwaysKnown(reference.name)) say(unknownOften(name, use))
      return
    }
    const problem = this.#valueProblem(name, reference.name, reference.take, use)
    if (problem) return say(problem)
    if (!use.optional && !use.bound.has(reference.name))
      say(this.#unbound(name, reference.name, use))
  }

  #valueProblem(name: Name, value: string, take: string, use: Use): Diagnostic | null {
    const { scope } = this.context
    const list = scope.kindOf(value) === 'list'
    if (take === 'count' && !list && scope.kindOf(value) !== 'unknown') {
      return error('type-mismatch', use.span ?? name.span, `\`${value}\` is not a list`, {
        label: 'has no `.count`',
        help: 'lists are captured inside `each`',
      })
    }
    if (list && take !== 'count' && use.in !== 'text') {
      return error('list-as-value', use.span ?? name.span, `\`${value}\` is a list`, {
        label: 'one value is wanted here',
        notes: scope
          .bindings(value)
          .slice(0, 1)
          .map((binding) => ({
            span: binding.name.span,
            label: 'captured by `each`',
          })),
        help: `lists are for texts; \`${value}.count\` is a number; \`some\` captures one value`,
      })
    }
    const shown = use.in === 'text' || use.in === 'where'
    if (!shown || take !== 'value' || !scope.isSecret(value)) return null
    const marked = scope.bindings(value).find(({ secret }) => secret)
    return error('secret-escapes', use.span ?? name.span, `\`${value}\` is a secret`, {
      label: use.in === 'text' ? 'a text would show it' : 'a condition would tell of it',
      notes: marked ? [{ span: marked.name.span, label: 'marked as a secret' }] : [],
      help: `only \`${value}.size\` can be ${use.in === 'text' ? 'printed' : 'compared here'}`,
    })
  }

  #fact(name: Name, fact: string, use: Use): void {
    const { pack, say } = this.context
    if (!pack.facts.has(fact)) {
      const known = [...builtins.keys(), ...[...pack.facts].map((one) => `flow.${one}`)]
      say(
        error('unknown-capture', use.span ?? name.span, `no signature sets \`${name.text}\``, {
          label: 'neither known by itself nor a fact',
          help: didYouMean(name.text, known) ?? `known are ${known.join(' ')}`,
        }),
      )
    } else if (!use.optional && use.in !== 'where') say(unknownOften(name, use))
  }

  #unknown(name: Name, use: Use): Diagnostic {
    const { scope } = this.context
    const known = [...scope.names()]
    const quote = use.in === 'where' ? `quote a word: \`"${name.text}"\`` : null
    const all = known.length > 0 ? `known here are ${known.join(' ')}` : 'nothing is captured here'
    return error('unknown-capture', use.span ?? name.span, `nothing is called \`${name.text}\``, {
      label: 'never captured',
      help: didYouMean(name.text, [...known, ...builtins.keys()]) ?? quote ?? all,
    })
  }

  #unbound(name: Name, value: string, use: Use): Diagnostic {
    return error('unbound-capture', use.span ?? name.span, `\`${value}\` may have no value here`, {
      notes: this.#witness(value, use),
      help: REMEDY[use.in]?.(name.text) ?? 'capture it in every event that leads here',
    })
  }

  /** A place that shows why: an event on whose way the name got no value, or a capture that binds only perhaps. */
  #witness(value: string, { at }: Use): Diagnostic['notes'] {
    const event = this.#eventWithout(value, at, new Set())
    if (event) return [{ span: event, label: `no \`${value}\` on this path` }]
    const perhaps = this.context.scope.bindings(value).find((binding) => binding.perhaps)
    return perhaps ? [{ span: perhaps.name.span, label: 'captured here, perhaps' }] : []
  }

  /** An event that leads here without the name, beside one of the same state that binds it. */
  #eventWithout(value: string, at: number, seen: Set<number>): Span | null {
    if (seen.has(at)) return null
    seen.add(at)
    for (const { from, event, bound } of this.paths.edges().filter(({ to }) => to === at)) {
      if (bound.has(value)) continue
      const stage = this.dialogue.stages[from]
      const siblings = stage ? eventsOf(stage) : []
      const binds = siblings.some((one) => {
        const behind = new Set(this.paths.boundAt[from])
        bindEvent(one, behind, this.context.scope)
        return behind.has(value)
      })
      if (event && binds) return firstWord(event.span)
      const earlier = this.#eventWithout(value, from, seen)
      if (earlier) return earlier
    }
    return null
  }
}

/** The arrow of a message, or the word of another event. */
function firstWord(span: Span): Span {
  const word = /^\S+/.exec(span.source.text.slice(span.start, span.end))?.[0] ?? ''
  return { ...span, end: span.start + word.length }
}

const REMEDY: Partial<Record<Use['in'], (name: string) => string>> = {
  text: (name) => `write \`{${name}?}\` to print \`-\` when it is missing`,
  argument: (name) => `write \`${name}?\` if it may be missing`,
}

function unknownOften(name: Name, use: Use): Diagnostic {
  return error('unbound-capture', use.span ?? name.span, `\`${name.text}\` may be unknown`, {
    label: builtins.has(name.text) ? 'known inside a tunnel only' : 'a fact of the flow',
    help: REMEDY[use.in]?.(name.text) ?? 'capture it, or `set` a name from it',
  })
}
