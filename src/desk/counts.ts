// What was dropped, given up or put out, by name.

/**
 * What the desk bounds: the length of a message; the bytes that all flows keep; what waits behind a hole; tunnels within
 * tunnels; starts of messages that literals propose. Reached, it is counted as `limit.<name>`.
 */
export type DeskLimit = 'message' | 'kept' | 'segments' | 'tunnels' | 'proposals'

export class Counts {
  private readonly byName = new Map<string, number>()

  get all(): ReadonlyMap<string, number> {
    return this.byName
  }

  add(name: string, by = 1): void {
    this.byName.set(name, (this.byName.get(name) ?? 0) + by)
  }
}
