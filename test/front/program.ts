// What a front is made from, where only its literals matter: all datagrams are searched for them.

import type { FrontLiteral, FrontProgram } from '../../src/front/front.js'

const SEARCHED = 1

export const lookingFor = (literals: readonly FrontLiteral[]): FrontProgram => ({
  literals,
  probes: [{ of: 'datagram', positions: [], bits: SEARCHED }],
  searched: SEARCHED,
})
