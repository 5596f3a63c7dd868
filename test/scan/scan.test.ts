import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openCapture } from '../../src/capture/open.js'
import { stagesOf } from '../../src/scan/choices.js'
import { defaultLimits } from '../../src/scan/pipeline.js'
import type { LoadedProgram } from '../../src/scan/pipeline.js'
import { scanOpened } from '../../src/scan/scan.js'
import { root } from '../cli/imids.js'

test('a capture is closed when the program cannot be run', async () => {
  const opened = await openCapture(join(root, 'samples/msn-login.pcap'))
  if (!opened.ok) throw new Error(opened.problem.message)
  const close = vi.spyOn(opened.capture, 'close')
  const ignore = () => undefined
  const sink = { report: ignore, flow: ignore, anomaly: ignore, end: ignore }
  const options = {
    ...stagesOf({
      front: 'plain',
      limits: defaultLimits,
      reveal: false,
      everyFlow: false,
      checksums: false,
      continued: false,
    }),
    onProblem: ignore,
    interrupted: () => false,
  }
  const census = { captures: 0, skipped: 0, packed: 0 }
  const program = {} as LoadedProgram
  await expect(scanOpened([opened], program, sink, options, census)).rejects.toThrow(TypeError)
  expect(close).toHaveBeenCalledOnce()
})
