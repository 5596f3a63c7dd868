// Ways through the tree that several readers take.

import type {
  Clause,
  Dialogue,
  Event,
  Hole,
  MessageTrigger,
  Name,
  Pattern,
  Report,
  Signature,
  Stage,
} from './ast.js'

export function stagesOf(signature: Signature): Stage[] {
  return signature.dialogues.flatMap(({ stages }) => stages)
}

export function eventsOf(stage: Stage): readonly Event[] {
  return stage.kind === 'state' ? stage.events : []
}

export function messagesOf(dialogue: Dialogue): MessageTrigger[] {
  return dialogue.stages
    .flatMap(eventsOf)
    .flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger] : []))
}

export function reportsOf(signature: Signature): Report[] {
  const own = stagesOf(signature).filter(isReport)
  return signature.tally ? [...own, signature.tally.report] : own
}

export function isReport(stage: Stage | undefined): stage is Report {
  return stage?.kind === 'alert' || stage?.kind === 'record'
}

/** A hole with a name. */
export interface Capture {
  readonly name: Name
  readonly hole: Hole
  /** Inside `each`: its value is a list. */
  readonly list: boolean
  /** In a `?` clause, `any` or `maybe`. */
  readonly perhaps: boolean
}

/** In the order of the text, which is the order in which they are filled. */
export function capturesOf({ pattern, clauses }: MessageTrigger): Capture[] {
  const place = { list: false, perhaps: false }
  return [...inPattern(pattern, place), ...clauses.flatMap((clause) => inClause(clause, place))]
}

type Place = Pick<Capture, 'list' | 'perhaps'>

function inClause(clause: Clause, place: Place): Capture[] {
  switch (clause.kind) {
    case 'field':
      return inPattern(clause.pattern, { ...place, perhaps: place.perhaps || clause.optional })
    case 'absent':
      return []
    case 'some':
    case 'each': {
      const inside = { ...place, list: place.list || clause.kind === 'each' }
      return clause.clauses.flatMap((one) => inClause(one, inside))
    }
  }
}

function inPattern(pattern: Pattern, place: Place): Capture[] {
  return pattern.flatMap((atom): Capture[] => {
    switch (atom.kind) {
      case 'hole':
        return atom.name ? [{ name: atom.name, hole: atom, ...place }] : []
      case 'any':
        return atom.alternatives.flatMap((one) => inPattern(one, { ...place, perhaps: true }))
      case 'maybe':
        return inPattern(atom.pattern, { ...place, perhaps: true })
      default:
        return []
    }
  })
}
