// A few framers, as the checker is told of them: what is said of mistakes does not change with the real ones.

import type { KnownFramer } from '../../src/language/check/context.js'
import type { FieldInfo, Probe } from '../../src/frame/framer.js'

type Field = Partial<FieldInfo> & Pick<FieldInfo, 'path'>

const field = (given: Field): FieldInfo => {
  return { type: 'text', repeated: false, key: 'none', summary: '', ...given }
}

function framer(
  name: string,
  transports: readonly ('tcp' | 'udp')[],
  main: string | null,
  probes: readonly Probe[],
  fields: readonly Field[] = [],
): KnownFramer {
  const summary = `messages of ${name}`
  const info = { name, transports, summary, main, example: null, fields: fields.map(field) }
  return { info, probes }
}

const anyButNul = Array.from({ length: 255 }, (_, index) => index + 1)

export const catalog: readonly KnownFramer[] = [
  framer('line', ['tcp'], 'the line', [[anyButNul, anyButNul]]),
  framer('stream', ['tcp'], 'all bytes', []),
  framer('turn', ['tcp'], 'all bytes of the turn', []),
  framer('datagram', ['udp'], 'the payload', []),
  framer(
    'http',
    ['tcp'],
    'the start line',
    [[0x47, 0x45, 0x54]],
    [
      { path: 'method' },
      { path: 'path' },
      { path: 'uri' },
      { path: 'host' },
      { path: 'status', type: 'number' },
      { path: 'query', repeated: true, key: 'string' },
      { path: 'form', repeated: true, key: 'string' },
      { path: 'header', repeated: true, key: 'header' },
    ],
  ),
  framer(
    'flap',
    ['tcp'],
    'the payload',
    [[0x2a, [1, 2, 3, 4, 5]]],
    [
      { path: 'channel', type: 'number' },
      { path: 'tlv', type: 'bytes', repeated: true, key: 'number' },
      { path: 'icbm.name' },
      { path: 'rv.tlv', type: 'bytes', repeated: true, key: 'number' },
    ],
  ),
  framer('oft', ['tcp'], null, [[0x4f, 0x46, 0x54]], [{ path: 'type', type: 'number' }]),
  framer(
    'gnutella',
    ['tcp', 'udp'],
    'the start line',
    [[0x47, 0x4e, 0x55]],
    [
      { path: 'type', type: 'number' },
      { path: 'port', type: 'number' },
      { path: 'query' },
      {
        path: 'hit',
        type: 'record',
        repeated: true,
        fields: [field({ path: 'name' }), field({ path: 'size', type: 'number' })],
      },
    ],
  ),
]
