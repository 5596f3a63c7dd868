// What the bundled signatures say of captures in which there is nothing for them: `npm run quiet -- FOLDER`. Ends with 1
// where anything was said.

import { PlainFront } from '../../dist/front/plain/plain-front.js'
import { bundledPack } from '../../dist/pack/bundled.js'
import { defaultLimits, loadProgram } from '../../dist/scan/pipeline.js'
import { scanCaptures } from '../../dist/scan/scan.js'

const { program, applications } = bundledPack()
let count = 0
const sink = {
  report({ kind, signature, packet, message }) {
    count++
    console.log(`${packet.file}: packet ${packet.number}: ${kind} ${signature.name}: ${message}`)
  },
  flow: () => undefined,
  anomaly: () => undefined,
  end: () => undefined,
}
const { counts } = await scanCaptures(
  process.argv.slice(2),
  loadProgram(program, new Map(applications)),
  sink,
  {
    makeFront: (front, options) => new PlainFront(front, options),
    limits: defaultLimits,
    reveal: false,
    continued: false,
    decoder: {},
    onProblem: ({ file, message }) => console.error(`${file}: ${message}`),
    interrupted: () => false,
  },
)
console.log(`${count} reports on ${counts.get('captures') ?? 0} captures`)
process.exitCode = count === 0 ? 0 : 1
