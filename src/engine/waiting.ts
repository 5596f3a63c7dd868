// The instances that wait, and which of them has to go when they become too many, or hold too much.

import { bytesOf } from './facts.js'
import type { Instance } from './instance.js'
import type { EngineLimits } from './limits.js'

export interface Excess {
  readonly instance: Instance
  readonly limit: 'instances' | 'waiting' | 'captured'
}

export class Waiting {
  /** The oldest first. */
  readonly #instances = new Set<Instance>()
  /** Bytes that they have captured. */
  #captured = 0

  constructor(private readonly limits: EngineLimits) {}

  get size(): number {
    return this.#instances.size
  }

  /** It waits from now on, or again; then what it captured may have changed. */
  add(instance: Instance): void {
    if (!instance.waiting) {
      instance.waiting = true
      this.#instances.add(instance)
      instance.conversation.attend(instance.plan.dialogue.signature).instances.push(instance)
    }
    const weight = instance.slots.reduce((sum, value) => sum + bytesOf(value), 0)
    this.#captured += weight - instance.weight
    instance.weight = weight
  }

  remove(instance: Instance): void {
    if (!instance.waiting) return
    instance.waiting = false
    this.#instances.delete(instance)
    this.#captured -= instance.weight
    instance.conversation.leave(instance)
  }

  /** The next one that has to go because of `instance`, which never goes itself; null once there is room for it. */
  excess(instance: Instance): Excess | null {
    const { limits } = this
    const siblings = instance.conversation.attend(instance.plan.dialogue.signature).instances
    const [eldest] = siblings
    if (siblings.length > limits.instances && eldest !== undefined && eldest !== instance)
      return { instance: eldest, limit: 'instances' }
    for (const oldest of this.#instances) {
      if (oldest === instance) break
      if (this.#instances.size > limits.waiting) return { instance: oldest, limit: 'waiting' }
      if (this.#captured > limits.captured) return { instance: oldest, limit: 'captured' }
      break
    }
    return null
  }

  /** In the order in which they entered their states, then by signature, then by age. */
  inOrder(): Instance[] {
    return [...this.#instances].sort(
      (a, b) =>
        a.enteredAt - b.enteredAt ||
        a.plan.dialogue.signature - b.plan.dialogue.signature ||
        a.id - b.id,
    )
  }
}
