// What the matchers are measured on. The same bytes each time.

const LENGTH = 4 * 1024 * 1024

/** Numbers from 0 to 2^32 - 1, the same row for the same seed (Marsaglia, Xorshift RNGs, 2003). */
export function randomNumbers(seed) {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

function fill(next) {
  const bytes = Buffer.alloc(LENGTH)
  let at = 0
  while (at < LENGTH) at += bytes.write(next(), at, 'latin1')
  return bytes
}

/** @param literals buffers, for what is made to be nearly one of them */
export function texts(literals) {
  const random = randomNumbers(2002)
  const pick = (list) => list[random() % list.length]
  const words =
    'the of and to in is you that it he was for on are as with his they at be this'.split(' ')
  const paths = ['/index.html', '/images/logo.gif', '/search?q=music', '/login', '/news/today']
  const almost = literals.map((literal) => {
    const text = literal.toString('latin1')
    return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) ^ 1)
  })
  return {
    tls: fill(
      () =>
        `\x17\x03\x01\x05\x78${String.fromCharCode(...Array.from({ length: 1400 }, () => random() & 0xff))}`,
    ),
    random: fill(() => String.fromCharCode(random() & 0xff, (random() >>> 8) & 0xff)),
    text: fill(() => `${pick(words)}${random() % 12 === 0 ? '.\r\n' : ' '}`),
    http: fill(
      () =>
        `GET ${pick(paths)} HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\n\r\n`,
    ),
    adversarial: fill(() => pick(almost)),
  }
}

const WORDS =
  'host agent accept connection keep alive content length type text html image cookie referer mozilla windows ' +
  'encoding gzip cache control server apache date expires tls cert sign global root http www com net static js png index login token'

/**
 * Signatures that a user might add: of words that HTTP and TLS are full of, 5 to 23 bytes long, one in twenty of 4, half of
 * them in any case.
 */
export function furtherSignatures(count) {
  const random = randomNumbers(1998)
  const words = WORDS.split(' ')
  const word = () => words[random() % words.length]
  const literal = (number) => {
    if (random() % 20 === 0) return word().padEnd(4, '0').slice(0, 4)
    const length = 5 + (random() % 18)
    let text = ''
    while (text.length < length) text += word() + '-/._='.charAt(random() % 15)
    return text.slice(0, length - 1) + (number % 10)
  }
  return Array.from({ length: count }, (_, number) => {
    const text = `"${literal(number)}"${random() % 2 === 0 ? '' : 'i'}`
    const entry = [
      `http .uri ... ${text} ...`,
      `http .header["User-Agent"] ... ${text} ...`,
      `http .host ... ${text}`,
      `http any("GET ", "POST ") ... ${text} ...`,
      `stream ${text} ...`,
    ][random() % 5]
    return `signature further.n${number} {
  id        ${9_100_000 + number}
  rev       1
  title     "Number ${number}"
  class     message
  severity  low
  product   aim
  risk      unencrypted

  dialogue tcp {
    -> ${entry}
    alert "found"
  }
}
`
  }).join('\n')
}
