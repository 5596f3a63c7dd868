import { describe, expect, test } from 'vitest'
import { Listener } from './listener.js'
import { sketch } from './sketch.js'
import { flow } from './values.js'

const login = sketch([
  {
    id: 1,
    stages: [
      { kind: 'state', events: [{ on: 'message', pattern: 'USER <account> PASS <!password>' }] },
      {
        kind: 'state',
        events: [
          { on: 'message', direction: 'to_client', pattern: 'OK', set: { outcome: 'accepted' } },
          { on: 'message', direction: 'to_client', pattern: 'NO', set: { outcome: 'rejected' } },
          { on: 'after', afterMs: 30_000, set: { outcome: 'unanswered' } },
          { on: 'close', set: { outcome: 'unanswered' } },
        ],
      },
      { kind: 'alert', text: 'sign-on by {account}: {outcome}' },
    ],
  },
])

describe('a sign-on', () => {
  test.each<{
    name: string
    play: (listener: Listener, on: ReturnType<typeof flow>) => void
    message: string
    trigger: string | null
  }>([
    { name: 'accepted', play: (l, on) => l.say(on, 1, 'OK'), message: 'accepted', trigger: null },
    { name: 'rejected', play: (l, on) => l.say(on, 1, 'NO'), message: 'rejected', trigger: null },
    {
      name: 'after its time',
      play: (l) => l.wait(40_000),
      message: 'unanswered',
      trigger: 'after 30s',
    },
    { name: 'hung up', play: (l, on) => l.close(on), message: 'unanswered', trigger: 'close' },
    { name: 'cut off', play: (l) => l.engine.finish(), message: 'unanswered', trigger: 'close' },
  ])('$name', ({ play, message, trigger }) => {
    const listener = new Listener(login)
    const on = flow()
    listener.say(on, 0, 'USER buddy PASS hunter2')
    expect(listener.sink.reports).toEqual([])
    play(listener, on)
    expect(listener.sink.messages).toEqual([`sign-on by buddy: ${message}`])
    const [report] = listener.sink.reports
    expect(report?.trigger).toBe(trigger)
    expect(Object.fromEntries(report?.values ?? [])).toEqual({
      account: 'buddy',
      password: '[redacted 7 bytes]',
      outcome: message,
    })
    expect(report?.app).toBe('sketched')
    expect(on).toMatchObject({ alerted: true, app: 'sketched' })
  })
})
