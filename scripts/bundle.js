// Puts the command line's modules together, so that a process reads a few files instead of some hundred:
// dist/cli.js to dist/bin/. There they find what lies beside them where they found it before, a folder further up.

import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

const bundle = await rolldown({
  input: { imids: `${dist}cli.js` },
  platform: 'node',
  external: ['fzstd', 'xz-decompress'],
})
await bundle.write({
  dir: `${dist}bin`,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  minify: 'dce-only',
})
