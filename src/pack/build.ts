// Run by the build: stores the bundled pack as a program, so that a scan does not parse it.

import { compileBundled } from './bundled.js'
import { storePack } from './stored.js'

storePack(compileBundled())
