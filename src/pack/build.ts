// Run by the build: stores the bundled pack as a program, so that a scan does not parse it.

import { writeFileSync } from 'node:fs'
import { compileBundled } from './bundled.js'
import { STORED } from './stored.js'

writeFileSync(STORED, JSON.stringify(compileBundled()))
