// What all parts of the engine work on.

import type { Requests } from '../desk/consumer.js'
import type { Conversations } from './conversation.js'
import type { EngineLimits, Losses } from './limits.js'
import type { Moment } from './moment.js'
import type { Plan } from './plan.js'
import type { Secrets } from './secrets.js'

export interface Setting {
  readonly plan: Plan
  readonly conversations: Conversations
  readonly moment: Moment
  readonly secrets: Secrets
  readonly limits: EngineLimits
  readonly losses: Losses
  readonly requests: Requests
}
