/** Of the shape of a program. Raised when it changes, so that one which an older build stored is not used. */
export const PROGRAM_VERSION = 1
