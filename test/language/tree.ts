/** A syntax tree without its spans, which is what a layout may not change. */
export function withoutSpans(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) => (key === 'span' ? undefined : value))
}
