// The examples of the user guide are run.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { folderOf, imids, root } from './imids.js'

const guide = readFileSync(join(root, 'docs/user-guide.md'), 'utf8')
const own = /```imids\n(.*?)```/s.exec(guide)?.[1] ?? ''
const folder = folderOf({ 'own.sig': own })
const commands = [...guide.matchAll(/^ {4}\$ npx imids (.*)$/gm)].map(([, line = '']) => line)

describe('commands succeed and say something', () => {
  test.each(commands)('imids %s', (line) => {
    const args = line.split(' ').map((word) => (word === 'own.sig' ? join(folder, word) : word))
    const { status, stdout, stderr } = imids(args)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    if (!line.startsWith('fmt')) expect(stdout).not.toBe('')
  })
})

test('fields that are called ours are in what is written', () => {
  const { stdout } = imids(['scan', 'samples', '--eve', '-'])
  const fields = [...guide.matchAll(/^\| `alert\.(metadata|context)\.([a-z]+)` /gm)]
  const missing = fields.filter(([, , name]) => !stdout.includes(`"${name}":`))
  expect(fields.length).toBeGreaterThan(10)
  // What no sample has: nothing in them is missing, held back, or completed by time.
  const absent = ['gap', 'repeats', 'caveat', 'attack', 'truncated', 'trigger']
  expect(missing.map(([, , name]) => name).filter((name) => !absent.includes(name ?? ''))).toEqual(
    [],
  )
})

test('its own signature reports what it says', () => {
  const args = ['scan', 'samples/msn-login.pcap', '--signatures', join(folder, 'own.sig')]
  expect(imids(args).stdout).toContain('speaks MSNP7')
})

test('its programs run', () => {
  const library = pathToFileURL(join(root, 'dist/index.js')).href
  const programs = [...guide.matchAll(/^```js\n(.*?)^```$/gms)].map(([, text = '']) =>
    text.replace("'imids'", `'${library}'`).replace('own.sig', join(folder, 'own.sig')),
  )
  const said = programs.map((text) =>
    spawnSync(process.execPath, ['--input-type=module'], {
      cwd: root,
      input: text,
      encoding: 'utf8',
    }),
  )
  expect(said.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
    programs.map(() => ({ status: 0, stderr: '' })),
  )
  expect(said[0]?.stdout).toMatch(/^2026-11-20T15:56:30\.727Z msn\.login\.md5 10\.77\.0\.4 bob@/)
  expect(said[0]?.stdout).toMatch(/^56 packets$/m)
  expect(said[1]?.stdout).toContain('lint[no-reference]')
})
