// Run by `npm run docs`.

import { writeFileSync } from 'node:fs'
import { documentPack } from './document.js'

writeFileSync(new URL('../../docs/signatures.md', import.meta.url), await documentPack())
