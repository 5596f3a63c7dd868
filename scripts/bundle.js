// Puts the command line together, so that it starts quickly: dist/cli.js and all that it imports, to dist/bin/.
//
//     imids.js         runs the program: scripts/start.cjs
//     program.js       all modules as one script
//     worker.js        what a thread of `scan --jobs` runs, as another
//     COMMAND.cache    what V8 made of the script when the command ran, so that the next time it need not parse and compile
//
// There the modules find what lies beside them where they found it before, a folder further up.

import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = `${root}dist/bin/`

/** An example of each command, which does what it most often does. */
const EXAMPLES = [
  ['help'],
  ['scan', 'samples'],
  ['check', 'signatures/msn'],
  ['test', 'signatures/msn/login.sig'],
  ['fmt', '--check', 'signatures/msn'],
  ['list'],
  ['explain', 'msn.login.md5'],
  ['try', 'signatures/msn/login.sig', 'samples/msn-login.pcap'],
]

/** Modules of Node that take long to load, and that few scans need. */
const LATE = ['child_process', 'net', 'stream/web', 'zlib']

rmSync(bin, { recursive: true, force: true })
mkdirSync(bin)
writeFileSync(`${bin}program.js`, LATE.reduce(loadLate, await scriptOf('cli.js')))
writeFileSync(`${bin}worker.js`, await scriptOf('scan/worker.js'))
writeFileSync(`${bin}package.json`, '{ "type": "commonjs" }\n')
copyFileSync(`${root}scripts/start.cjs`, `${bin}imids.js`)
for (const example of EXAMPLES)
  execFileSync(process.execPath, [`${root}scripts/keep.cjs`, ...example], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })

/** @returns a module of dist/ and all that it imports, as one script */
async function scriptOf(module) {
  const bundle = await rolldown({
    input: `${root}dist/${module}`,
    platform: 'node',
    external: ['fzstd', 'xz-decompress'],
  })
  const { output } = await bundle.generate({
    format: 'cjs',
    codeSplitting: false,
    dynamicImportInCjs: false,
    charset: 'ascii',
    minify: 'dce-only',
  })
  return output[0].code
}

/** @returns the code, such that it loads a module of Node when it first uses it */
function loadLate(code, module) {
  const load = new RegExp(`(?:let|const) (\\w+) = (require\\("node:${module}"\\));`)
  const [all, name, required] = load.exec(code) ?? []
  if (name === undefined) throw new Error(`nothing loads ${module}`)
  const late = `const ${name} = { get late() { return (this.loaded ??= ${required}) } };`
  const [before = '', after = ''] = code.split(all)
  const used = new RegExp(`\\b${name}\\.`, 'g')
  return before.replace(used, `${name}.late.`) + late + after.replace(used, `${name}.late.`)
}
