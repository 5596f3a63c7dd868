// A stage imports what stands before it in its row, never after.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))

const MAY_IMPORT: Record<string, readonly string[]> = {
  capture: [],
  front: ['capture'],
  frame: [],
  tunnel: ['frame', 'front'],
  desk: ['capture', 'front', 'frame', 'tunnel'],
  language: [],
  compile: ['language'],
  engine: ['front', 'frame', 'desk', 'compile'],
  output: ['front', 'frame', 'desk', 'compile', 'engine'],
}

/** Contracts that both rows share, or that only name types. */
const SHARED = [
  'frame/framer',
  'frame/catalog',
  'desk/consumer',
  'compile/program',
  'compile/instruction',
  'output/sink',
]

interface Import {
  readonly file: string
  readonly from: string
  readonly to: string
}

function imports(): Import[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('assembly'))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), 'utf8')
      return [...text.matchAll(/from '(\.[^']+)\.js'/g)].map(([, specifier]) => ({
        file,
        from: file.split('/')[0]!,
        to: relative(source, resolve(source, dirname(file), specifier!)),
      }))
    })
}

test('stages import only what stands before them', () => {
  const wrong = imports().filter(({ from, to }) => {
    const stage = to.split('/')[0]!
    const allowed = MAY_IMPORT[from]
    return allowed && stage !== from && !allowed.includes(stage) && !SHARED.includes(to)
  })
  expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([])
})

test('decode has not heard of flows', () => {
  const wrong = imports().filter(
    ({ file, to }) => file.startsWith('front/plain/decode/') && to.startsWith('front/plain/flow'),
  )
  expect(wrong).toEqual([])
})

test('no wall clock below the command line', () => {
  const wrong = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.startsWith('cli') &&
      /Date\.now|performance\.now|new Date\(\)/.test(readFileSync(join(source, file), 'utf8')),
  )
  expect(wrong).toEqual([])
})
