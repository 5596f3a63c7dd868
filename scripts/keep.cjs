// Runs a command of dist/bin/, and keeps what V8 has made of the program by then: node scripts/keep.cjs COMMAND ARGUMENTS

const { writeFileSync } = require('node:fs')
const v8 = require('node:v8')

const [command] = process.argv.slice(2)
if (command === 'help') process.argv.splice(2, 1, '--help')

// V8 takes nothing that was made under other flags than it starts with.
v8.setFlagsFromString = () => undefined

const script = require('../dist/bin/imids.js')

process.on('exit', () =>
  writeFileSync(`${__dirname}/../dist/bin/${command}.cache`, script.createCachedData()),
)
