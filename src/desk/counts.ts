// What was dropped, given up or put out, by name.

export class Counts {
  private readonly byName = new Map<string, number>()

  get all(): ReadonlyMap<string, number> {
    return this.byName
  }

  add(name: string, by = 1): void {
    this.byName.set(name, (this.byName.get(name) ?? 0) + by)
  }
}
