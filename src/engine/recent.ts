// A bounded map that forgets what was used least recently.

/** Insertion order of a Map is order of use: what is used is taken out and put in again. */
export class Recent<Entry> {
  readonly #entries = new Map<string, Entry>()

  /** `limit`: entries at most. `forgotten` hears of each one that had to go. */
  constructor(
    readonly limit: number,
    private readonly forgotten: (entry: Entry) => void,
  ) {}

  get size(): number {
    return this.#entries.size
  }

  /** Counts as a use. */
  get(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry
  }

  /** Puts `entry` in place of what was there. */
  set(key: string, entry: Entry): void {
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    if (this.#entries.size > this.limit) this.forgetOldest()
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  forgetOldest(): void {
    for (const [key, entry] of this.#entries) {
      this.#entries.delete(key)
      this.forgotten(entry)
      return
    }
  }
}
