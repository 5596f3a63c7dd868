// What the exit status of every command means.

export const EXIT = {
  done: 0,
  /** Something in the input was wrong; what could be read was worked on. */
  input: 1,
  /** The command line was wrong. */
  usage: 2,
} as const
