// Signatures in their own language, and traffic as a transcript:
//
//   -> USER buddy            the client of flow 1 says this, in a packet of its own
//   <- OK / BYE              the server says two messages in one packet
//   2 -> [toc] HELLO         on flow 2, in a message of the framer `toc`
//   wait 30000               milliseconds pass
//   2 open                   flow 2 begins, and says nothing yet
//   gap <- 100               the server's next 100 bytes are lost
//   close rst                flow 1 ends (fin, if nothing is said)
//   end                      the capture ends

import { compile } from '../../src/compile/compile.js'
import type { Flow, FlowEnd } from '../../src/desk/consumer.js'
import type { EngineOptions } from '../../src/engine/engine.js'
import { matchMessage } from '../../src/engine/match.js'
import { prepare } from '../../src/engine/prepare.js'
import { parse } from '../../src/language/parse.js'
import { Listener } from './listener.js'
import { flow } from './values.js'

const LINE = /^(?:(\d) )?(->|<-|\w+)(?: (->|<-))?(?: (.*))?$/

/** A signature with the fields that do not matter. */
export function signature(name: string, body: string, fields = ''): string {
  return `signature ${name} {
    id ${id(name)} rev 1 title "${name}" class message severity low ${fields} risk unencrypted
    ${body}
  }\n`
}

/** Ascending in the order of the letters: a.a before a.b. */
function id(name: string): number {
  const letters = name
    .replace(/\(.*/, '')
    .replace(/[^a-z]/g, '')
    .slice(0, 4)
  return (
    [...letters.padEnd(4, 'a')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 97, 0) +
    9_000_000
  )
}

export interface Play {
  readonly signatures: string
  readonly script: string
  /** What is different about a flow, by its number. */
  readonly flows?: Readonly<Record<number, Partial<Flow>>>
  readonly options?: Partial<EngineOptions>
}

export function play({
  signatures,
  script,
  flows = {},
  options = {},
}: Play): Listener & { readonly flows: Map<number, Flow> } {
  const { items, diagnostics } = parse({ path: 'play.sig', text: signatures })
  if (diagnostics.length > 0) throw new Error(`${diagnostics[0]?.code}\n${signatures}`)
  const program = prepare(compile(items, { classes: new Map([['message', { text: 'Message' }]]) }))
  const listener = new Listener({
    program,
    match: (match, delivery, on, slots) => matchMessage(program, match, delivery, on, slots),
    ...options,
  })
  const known = new Map<number, Flow>()
  const flowOf = (number: number) => {
    let one = known.get(number)
    if (one === undefined) {
      one = flow({
        id: number,
        ports: [1024 + number, 4000],
        first: { number: 0, time: (listener.now + 1) * 1000, file: 'test.pcap' },
        ...flows[number],
      })
      known.set(number, one)
    }
    return one
  }
  for (const line of script.trim().split('\n')) {
    const [, number, verb, arrow, rest = ''] = LINE.exec(line.trim()) ?? []
    const on = flowOf(Number(number ?? 1))
    switch (verb) {
      case '->':
      case '<-':
        listener.packet((packet) => {
          for (const said of rest.split(' / ')) {
            const [, framer = 'line', message = ''] = /^(?:\[(\w+)\] )?(.*)$/.exec(said) ?? []
            listener.deliver(on, verb === '->' ? 0 : 1, message, packet, { framer })
          }
        })
        break
      case 'open':
        listener.open(on)
        break
      case 'wait':
        listener.wait(Number(rest))
        break
      case 'gap':
        listener.lose(on, arrow === '->' ? 0 : 1, Number(rest))
        break
      case 'close':
        listener.close(on, (rest || 'fin') as FlowEnd)
        known.delete(on.id)
        break
      case 'end':
        listener.engine.finish()
        break
      default:
        throw new Error(`no such line: ${line}`)
    }
  }
  return Object.assign(listener, { flows: known })
}
