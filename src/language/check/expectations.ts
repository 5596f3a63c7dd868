// Expectations: that an endpoint is one, and that both ends agree.

import type { Expect, Name, Wish } from '../ast.js'
import { counted, error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import { didYouMean } from '../suggest.js'
import type { Kind } from '../types.js'
import { stagesOf } from '../walk.js'
import type { Context } from './context.js'
import { checkPort, checkTransport } from './metadata.js'

export function checkExpectations(context: Context): void {
  const { signature, pack, say } = context
  for (const stage of stagesOf(signature)) if (stage.kind === 'expect') checkExpect(stage, context)
  if (signature.params === null || pack.expected.has(signature.name.text)) return
  say(
    error('never-expected', signature.name.span, `nothing expects \`${signature.name.text}\``, {
      label: 'armed by an `expect` only, since it has parameters',
      help: `leave the parentheses out, or write \`expect … as ${signature.name.text}(…)\` somewhere`,
    }),
  )
}

function checkExpect(expect: Expect, context: Context): void {
  const { say } = context
  const { host, port, span } = expect
  checkTransport(expect.transport, context)
  if (host === 'any' && port === 'any') {
    say(
      error('any-any', span, '`any:any` expects every flow', {
        label: 'neither host nor port is said',
        help: 'capture the port or the address that is announced',
      }),
    )
  }
  if (port !== 'any' && port.kind === 'number') checkPort(port, context)
  if (host !== 'any' && host.kind === 'wish') checkEnd(host, 'host', ['text', 'unknown'], context)
  if (port !== 'any' && port.kind === 'wish') checkEnd(port, 'port', ['number', 'unknown'], context)
  checkTarget(expect, context)
}

function checkEnd(
  { name }: Wish,
  what: 'host' | 'port',
  kinds: readonly Kind[],
  { scope, say }: Context,
): void {
  const kind = scope.kindOfOperand(name)
  // A list is complained of wherever a value is wanted; a name without a meaning as well.
  if (scope.resolve(name.text) === null || kind === 'list' || kinds.includes(kind)) return
  say(
    error('type-mismatch', name.span, `\`${name.text}\` is no ${what}`, {
      label: `a ${kind === 'number' ? 'number' : 'text'} here`,
      help:
        what === 'host'
          ? 'capture the address with `ipv4`, `ip4` or `host`'
          : 'capture the port as a number: with `port`, `int` or `u16`',
    }),
  )
}

function checkTarget(expect: Expect, { pack, scope, say }: Context): void {
  const { signature: name, args, transport } = expect
  const target = pack.signatures.get(name.text)
  if (target === undefined) return say(unknownSignature(name, pack.signatures.keys()))
  const declared = { span: target.name.span, label: 'declared here' }
  if (target.params === null) {
    return say(
      error('fires-alone', name.span, `\`${name.text}\` needs no expectation`, {
        label: 'it would fire unarmed as well',
        notes: [declared],
        help: `write \`signature ${name.text}() {\` to have it armed only`,
      }),
    )
  }
  const speaks = target.dialogues.some((dialogue) =>
    dialogue.transports.some(({ text }) => text === transport.text),
  )
  if (!speaks && /^(tcp|udp)$/.test(transport.text)) {
    say(
      error(
        'unknown-transport',
        transport.span,
        `\`${name.text}\` has no ${transport.text} dialogue`,
        {
          label: 'no flow of this kind can be it',
          notes: [declared],
        },
      ),
    )
  }
  if (target.params.length !== args.length) {
    const wanted = target.params.map((param) => param.name.text).join(', ')
    return say(
      error(
        'expectation-arity',
        name.span,
        `\`${name.text}\` takes ${counted(target.params.length, 'argument')}`,
        {
          label: `${counted(args.length, 'argument')} here`,
          notes: [declared],
          help: `its parameters are (${wanted})`,
        },
      ),
    )
  }
  target.params.forEach((param, index) => {
    const arg = args[index]?.name
    if (arg === undefined || param.secret || !scope.isSecretValue(arg.text)) return
    say(
      error(
        'secret-mismatch',
        arg.span,
        `\`${arg.text}\` is a secret, \`${param.name.text}\` is not`,
        {
          label: 'it would be written there',
          notes: [{ span: param.name.span, label: 'the parameter' }],
          help: `write \`secret ${param.name.text}\` in the parameters of ${name.text}`,
        },
      ),
    )
  })
}

export function unknownSignature({ text, span }: Name, known: Iterable<string>): Diagnostic {
  return error('unknown-signature', span, `there is no signature \`${text}\``, {
    label: 'not in this pack',
    help: didYouMean(text, known) ?? 'the rest of the pack is named with `--pack DIR`',
  })
}
