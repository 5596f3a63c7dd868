// Runs a TypeScript file that is no part of the build: node scripts/run.js FILE ARGUMENTS

import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const [file] = process.argv.splice(2, 1)
await runnerImport(resolve(file), { configFile: false, logLevel: 'error' })
