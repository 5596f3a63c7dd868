// Findings made by hand, for sinks.

import type { CompiledSignature } from '../../src/compile/program.js'
import type { Flow } from '../../src/desk/consumer.js'
import type { Report } from '../../src/output/sink.js'

export const signature: CompiledSignature = {
  id: 1902001,
  rev: 1,
  name: 'msn.login.md5',
  title: 'MSN Messenger sign-on, MD5 challenge and response',
  caveat: null,
  class: 'weak-authentication',
  category: 'Weak authentication',
  severity: 'medium',
  confidence: 'high',
  products: ['msn'],
  risks: ['unencrypted', 'offline-cracking'],
  attack: ['T1040'],
  references: [],
  ports: [],
  slots: [
    { name: 'account', kind: 'text', secret: false },
    { name: 'response', kind: 'text', secret: true },
  ],
  params: 0,
  armedOnly: false,
  dialogues: [0],
  tally: null,
}

export function flow(changes: Partial<Flow> = {}): Flow {
  return {
    id: 1805462213364736,
    transport: 'tcp',
    version: 4,
    vlans: [],
    addresses: ['10.0.0.5', '207.46.104.20'],
    ports: [1044, 1863],
    first: { number: 21, time: 1_049_189_213_000_000, file: 'lan-party.pcap' },
    opener: 0,
    midstream: false,
    gap: false,
    via: null,
    outer: null,
    alerted: true,
    app: 'msn',
    ...changes,
  }
}

export function report(changes: Partial<Report> = {}): Report {
  return {
    kind: 'alert',
    signature,
    flow: flow(),
    packet: { number: 31, time: 1_049_189_213_589_793, file: 'lan-party.pcap' },
    time: 1_049_189_213_589_793,
    sender: 1,
    message: 'MSN sign-on by buddy@hotmail.com: accepted',
    product: 'msn',
    app: 'msn',
    values: new Map([
      ['account', 'buddy@hotmail.com'],
      ['response', '[redacted 32 bytes]'],
    ]),
    evidence: [{ state: 'verdict', direction: 'to_client', offset: 40, length: 44, packet: 31 }],
    trigger: null,
    truncated: false,
    gap: false,
    repeats: 0,
    ...changes,
  }
}
