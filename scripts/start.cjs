#!/usr/bin/env node
// dist/bin/imids.js: runs the program with what V8 made of it when the same command ran in the build. Another V8 than the
// one of the build refuses that and compiles, to the same effect.

const { readFileSync } = require('node:fs')
const { wrap } = require('node:module')
const { Script } = require('node:vm')

const named = process.argv[2] ?? ''
const command = /^[a-z]+$/.test(named) ? named : 'help'

const filename = `${__dirname}/program.js`
const script = new Script(wrap(readFileSync(filename, 'latin1')), { filename, cachedData: kept() })
module.exports = script
script.runInThisContext()(exports, require, module, filename, __dirname)

function kept() {
  try {
    return readFileSync(`${__dirname}/${command}.cache`)
  } catch {
    return undefined
  }
}
