// How far a worker may run ahead of what is written. Findings wait in the memory of the process until it is their turn;
// a worker of which too many wait stops in its tracks, in the middle of a packet if need be.
//
//     WORD  HOLDS
//      0    1 when the scan is to end early
//      1    characters of findings that were posted and not yet replayed
//
// Both threads see the words. The worker whose capture is being replayed never waits for long: whatever it posts is
// replayed as it comes.

const STOPPED = 0
const AHEAD = 1

/** Taken off what a worker is ahead, so that it need not wait any more. */
const FREE = 0x4000_0000

export class Leash {
  private readonly words: Int32Array

  /** @param memory another thread's `memory`, to hold the other end. @param length characters that may wait */
  constructor(
    readonly memory = new SharedArrayBuffer(8),
    private readonly length = 0x40_0000,
  ) {
    this.words = new Int32Array(memory)
  }

  // ---- the end of the crew

  replayed(length: number): void {
    Atomics.sub(this.words, AHEAD, length)
    Atomics.notify(this.words, AHEAD)
  }

  stop(): void {
    Atomics.store(this.words, STOPPED, 1)
    this.replayed(FREE)
  }

  // ---- the end of the worker

  get stopped(): boolean {
    return Atomics.load(this.words, STOPPED) === 1
  }

  /** Waits, where too many findings wait. */
  posted(length: number): void {
    let ahead = Atomics.add(this.words, AHEAD, length) + length
    while (ahead > this.length) {
      Atomics.wait(this.words, AHEAD, ahead)
      ahead = Atomics.load(this.words, AHEAD)
    }
  }
}
