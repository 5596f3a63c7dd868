import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { check, compile, scan } from '../src/index.js'
import type * as Library from '../src/index.js'
import type { Report } from '../src/index.js'
import { OWN_SIGNATURE } from './support/own-signature.js'

const capture = fileURLToPath(new URL('../samples/msn-login.pcap', import.meta.url))

function signatureFile(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'imids-')), 'own.sig')
  writeFileSync(path, text)
  return path
}

const own = signatureFile(OWN_SIGNATURE)

test('scan tells reports as they are found, and EVE lines', async () => {
  const messages: string[] = []
  const lines: string[] = []
  const { problems, counts } = await scan([capture], compile([own]), {
    onReport: ({ signature, message }) => {
      if (signature.name === 'msn.version') messages.push(message)
    },
    onEveLine: (line) => lines.push(line),
  })
  expect(messages).toEqual(['speaks MSNP7', 'speaks MSNP7'])
  expect(lines.filter((line) => line.includes('"signature_id":9000001'))).toHaveLength(2)
  expect(problems).toEqual([])
  expect(counts.get('packets')).toBe(56)
})

test('check says what is wrong, compile refuses it', () => {
  const broken = signatureFile('signature a.b { id 9000002 rev 1 titel "x" }')
  expect(check([broken]).diagnostics.map(({ code }) => code)).toEqual(['syntax'])
  expect(() => compile([broken])).toThrow('did you mean `title`?')
})

test('a single name, where an array of names is wanted, is refused', async () => {
  const name = 'lan.pcap' as unknown as string[]
  const refusal = "expected an array of names, as in ['"
  await expect(scan(name, compile([own]))).rejects.toThrow(TypeError)
  await expect(scan(name, compile([own]))).rejects.toThrow(`captures: ${refusal}lan-party.pcap']`)
  expect(() => compile(name)).toThrow(
    `signature files: ${refusal}own.sig'], found the text "lan.pcap"`,
  )
  expect(() => check(name)).toThrow(TypeError)
  expect(() => check([1] as unknown as string[])).toThrow(TypeError)
})

test('a capture that is not there is a value, not an exception', async () => {
  const { problems } = await scan(['/nowhere.pcap'], compile([own]))
  expect(problems.map(({ code }) => code)).toEqual(['missing'])
})

test('several threads tell what one tells', async () => {
  const built = new URL('../dist/index.js', import.meta.url).href // threads run what was built
  const library = (await import(built)) as typeof Library
  const samples = dirname(capture)
  const heard = async (jobs: number) => {
    const said: string[] = []
    const settings = {
      jobs,
      onReport: ({ message }: Report) => void said.push(message),
      onEveLine: (line: string) => void said.push(line),
    }
    const { counts } = await library.scan([samples], library.compile([own]), settings)
    return { said, counts: [...counts] }
  }
  expect(await heard(2)).toEqual(await heard(1))
})
