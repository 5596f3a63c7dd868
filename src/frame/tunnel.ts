// That something was found inside a tunnel, told on the flow to the proxy.
//
// The desk makes these messages, when a signature has reported on the inner flow.

import type { FramerInfo, Message } from './framer.js'
import { text } from './field-info.js'
import { announcement, said } from './fields.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'tunnel',
  transports: ['tcp', 'udp'],
  summary: 'What was found inside a tunnel, on the flow to the proxy.',
  main: null,
  fields: [
    text('kind', 'socks4, socks5 or connect'),
    text('target', 'where the client asked to be connected to, as `host:port`'),
    text('found', 'product that the report inside speaks of'),
  ],
  example: null,
}

export const tunnel = pseudo(info)

export function tunnelMessage(finding: { kind: string; target: string; found: string }): Message {
  return announcement({
    kind: said(finding.kind),
    target: said(finding.target),
    found: said(finding.found),
  })
}
