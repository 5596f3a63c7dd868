// The constructors of the syntax tree: what the grammar (grammar/imids.ne) calls when a rule is complete. They
// also run for readings that die later, so they are pure and complain of nothing.

export * from './build/dialogue.js'
export * from './build/pattern.js'
export * from './build/relation.js'
export * from './build/signature.js'
export * from './build/test.js'
export * from './build/word.js'
