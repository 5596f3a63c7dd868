// A worker on its leash, in a thread of its own: nothing here waits for time to pass.

import { fileURLToPath } from 'node:url'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Leash } from '../../src/scan/leash.js'

const LENGTH = 10
const POSTS = 50
const built = fileURLToPath(new URL('../../dist/scan/leash.js', import.meta.url))

/** Posts 4 characters at a time, as long as it may. */
const POSTER = `
  const { parentPort, workerData } = require('node:worker_threads')
  import(${JSON.stringify(built)}).then(({ Leash }) => {
    const leash = new Leash(workerData, ${LENGTH})
    for (let count = 0; count < ${POSTS}; count++) {
      parentPort.postMessage(count)
      leash.posted(4)
    }
  })
`

function start(leash: Leash, hear: (ahead: number, count: number) => void): Promise<unknown> {
  const worker = new Worker(POSTER, { eval: true, workerData: leash.memory })
  const words = new Int32Array(leash.memory)
  worker.on('message', (count: number) => hear(Atomics.load(words, 1), count))
  return once(worker, 'exit')
}

test('it is never ahead by more than the leash and one post, and gets to its end', async () => {
  const leash = new Leash()
  const counts: number[] = []
  let furthest = 0
  await start(leash, (ahead, count) => {
    furthest = Math.max(furthest, ahead)
    counts.push(count)
    // Three posts are more than the leash: whoever waited for a fourth would wait for ever.
    if (counts.length % 3 === 0) for (let post = 0; post < 3; post++) leash.replayed(4)
  })
  expect(counts).toHaveLength(POSTS)
  expect(furthest).toBeLessThanOrEqual(12)
})

test('when it is told to stop, it waits for nobody', async () => {
  const leash = new Leash()
  let posts = 0
  await start(leash, () => {
    if (++posts === 3) leash.stop()
  })
  expect(posts).toBe(POSTS)
  expect(leash.stopped).toBe(true)
})
