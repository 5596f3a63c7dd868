import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { format } from '../../src/language/format.js'
import { shared } from '../support/shared.js'

const formatted = (text: string) => format({ path: 'a.sig', text })

const CANONICAL = `# Sign-ons.

# The key is public.
const oscar.roast = |f3 26|
const executables = ".exe"i, ".scr"i

# One, and its answer.
signature msn.login {
  id         1902001
  rev        1
  title      "a sign-on"
  confidence high
  ports      tcp/1863, tcp/6891..6900  # a hint

  dialogue tcp peer within 60s {
    # who
    hello:   -> msnp "USR " trid:int " " account:word end
               .tlv[0x02]   |> xor(oscar.roast) |> text  secret password:text
               .tlv[0x03]?                               client:text
               .tlv[0x4c]   absent
    verdict: <- msnp "USR " =trid " OK "   set outcome = accepted  set flow.account = account
          or <- msnp code:int " " =trid    where code > 0          set outcome = rejected
          or <- msnp .body "OK" ...        set outcome = unknown   goto done
          or after 30s                     set outcome = unanswered
    alert "{account}: {outcome}" once per flow.id, account within 1h
    expect tcp any:6891 within 60s as msn.file(account, password?)
    remember flow.id, trid as msn.seen(account?) for 5m
  }
  dialogue tcp, udp {
    -> gnutella .type 0x81 each .hit { .name files:text .size sizes:int }
    record "{files}"
  }

  test "accepted" {
    midstream
    -> "USR 6 buddy\\r\\n"  # the first
       "more"             # the second
       len16(|00 01| len8("x")
         |02|)
    flow tcp 10.0.0.7:6891 {
      <- gap 12
      wait 3s
    }
    alert   { account = "buddy", list = ["a", "b"] }
    expect  tcp [2001:db8::7]:80
    # the end
  }
  test "recorded" from "a.pcap" {
    silent
  }
}

signature msn.many {
  count 5 flow.id of msn.login within 60s per flow.client, text
  alert "many"
}
`

describe('the canonical layout', () => {
  test('stays', () => {
    expect(formatted(CANONICAL)).toBe(CANONICAL)
  })

  test('is found again from other blanks', () => {
    const squeezed = CANONICAL.replaceAll(/(?<=\S) {2,}(?=\S)/g, ' ').replaceAll(/^ +/gm, '')
    expect(formatted(squeezed)).toBe(CANONICAL)
    expect(formatted(CANONICAL.replaceAll(/^/gm, '\t\t'))).toBe(CANONICAL)
  })
})

describe('a layout', () => {
  test.each([
    {
      name: 'gives each line of metadata its own',
      text: 'signature x { id 1 rev 1 dialogue tcp { -> line "a" alert "b" } }',
      to: 'signature x {\n  id         1\n  rev        1\n\n  dialogue tcp {\n    -> line "a"\n    alert "b"\n  }\n}\n',
    },
    {
      name: 'keeps arrows in one column without labels',
      text: 'signature x {\n dialogue tcp { -> line "a" or <- line "b" alert "c" } }',
      to: 'signature x {\n  dialogue tcp {\n       -> line "a"\n    or <- line "b"\n    alert "c"\n  }\n}\n',
    },
    {
      name: 'writes bytes in pairs of lower case digits',
      text: 'const a = |2A01??|',
      to: 'const a = |2a 01 ??|\n',
    },
    {
      name: 'leaves numbers and strings as they are written',
      text: 'const a = 0x1F, 31\nconst bc = "\\x41A"i',
      to: 'const a  = 0x1F, 31\nconst bc = "\\x41A"i\n',
    },
    {
      name: 'keeps one blank line of several, and none at the top of a block',
      text: '\n\n\nconst a = 1\n\n\n\nconst b = 2\nsignature x {\n\n\n dialogue tcp { -> line "a" }\n\n}',
      to: 'const a = 1\n\nconst b = 2\n\nsignature x {\n  dialogue tcp {\n    -> line "a"\n  }\n}\n',
    },
    {
      name: 'breaks a message that is too long for a line at its clauses',
      text: `signature x { dialogue tcp { -> http .method "GET" .path "/${'x'.repeat(60)}" .query["login"]? account:text } }`,
      to: `signature x {\n  dialogue tcp {\n    -> http .method "GET"\n      .path             "/${'x'.repeat(60)}"\n      .query["login"]?  account:text\n  }\n}\n`,
    },
    {
      name: 'of nothing is nothing',
      text: '\n\n',
      to: '',
    },
    {
      name: 'keeps comments alone',
      text: '  # one\n\n\n#two  \n',
      to: '# one\n\n#two\n',
    },
    {
      name: 'leaves a text with a mistake as it is',
      text: 'signature   x  {',
      to: 'signature   x  {',
    },
  ])('$name', ({ text, to }) => {
    expect(formatted(text)).toBe(to)
    expect(formatted(to)).toBe(to)
  })
})

const worked = shared('design/prototype/sig')

describe.skipIf(worked === null)('worked signatures are nearly as they were', () => {
  const words = (text: string) => text.split(/\s+/)
  test.each(readdirSync(worked ?? '.').filter((file) => file.endsWith('.sig')))('%s', (file) => {
    const text = readFileSync(join(worked ?? '', file), 'utf8')
    const lines = formatted(text).split('\n')
    expect(words(lines.join('\n'))).toEqual(words(text))
    expect(lines).toHaveLength(text.split('\n').length)
  })
})
