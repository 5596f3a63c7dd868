// How many bytes all flows together may keep for later: beginnings of messages, segments behind a hole.

/** Something that keeps bytes and can do without them. */
export interface Keeper {
  /** Lets go of what it keeps, and says so by `release`. */
  giveUp(): void
}

/**
 * An account of kept bytes with a limit. Who kept nothing new for the longest time gives up first; when that happens is
 * for the caller to say (`settle`), so that nobody loses bytes in the middle of a packet.
 */
export class Keep {
  private total = 0
  /** In the order in which they last kept something: a Map remembers the order of insertion. */
  private readonly keepers = new Map<Keeper, number>()

  constructor(private readonly limit: number) {}

  get bytes(): number {
    return this.total
  }

  add(keeper: Keeper, bytes: number): void {
    const kept = this.keepers.get(keeper) ?? 0
    this.keepers.delete(keeper)
    this.keepers.set(keeper, kept + bytes)
    this.total += bytes
  }

  /** Without `bytes`: all of it. */
  release(keeper: Keeper, bytes?: number): void {
    const kept = this.keepers.get(keeper)
    if (kept === undefined) return
    const released = Math.min(bytes ?? kept, kept)
    if (released === kept) this.keepers.delete(keeper)
    else this.keepers.set(keeper, kept - released)
    this.total -= released
  }

  settle(): void {
    while (this.total > this.limit) {
      const [oldest] = this.keepers.keys()
      if (oldest === undefined) return
      oldest.giveUp()
      this.release(oldest)
    }
  }
}
