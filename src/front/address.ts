// Addresses as they are printed.

/** @param address 4 or 16 bytes; an IPv6 address is printed as RFC 5952 wants it */
export function printAddress(address: Uint8Array): string {
  return address.length === 4 ? address.join('.') : printIpv6(address)
}

function printIpv6(address: Uint8Array): string {
  const groups = Array.from(
    { length: 8 },
    (_, at) => ((address[2 * at] ?? 0) << 8) | (address[2 * at + 1] ?? 0),
  )
  const { from, length } = longestZeroRun(groups)
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  if (length < 2) return hex(groups)
  return `${hex(groups.slice(0, from))}::${hex(groups.slice(from + length))}`
}

function longestZeroRun(groups: readonly number[]): { from: number; length: number } {
  let best = { from: 0, length: 0 }
  let from = 0
  groups.forEach((group, at) => {
    if (group !== 0) from = at + 1
    else if (at + 1 - from > best.length) best = { from, length: at + 1 - from }
  })
  return best
}
