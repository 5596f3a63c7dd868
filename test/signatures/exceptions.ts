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
])
