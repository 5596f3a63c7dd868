// Vectors of which nothing need be said, each with the reason. One that comes to fire is struck off here.

export type Reason =
  | 'no wire form known'
  | 'plaintext reference'
  | 'inside TLS'
  | 'ordinary HTTP without its context'
  | 'bytes unconfirmed'

export const exceptions: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ['icq.v4.login.plain', 'plaintext reference'],
  ['icq.v5.login.plain', 'plaintext reference'],
  ['msn.passport.login', 'inside TLS'],
  ['yahoo.pwtoken', 'inside TLS'],
  // A browser's request for a page: what makes it KaZaA's is an answer that no vector has.
  ['ft.browse', 'ordinary HTTP without its context'],
  // Encrypted: the seed is there, and what it stands for takes the cipher. Found with the hello before them.
  ['ft.sn.hello.s', 'no wire form known'],
  ['ft.sn.netname.c', 'no wire form known'],
])
