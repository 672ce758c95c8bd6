/** What the paths of one operation have in common, whatever the keys: one text to remember it by. */

/** Keys in parentheses, whose values say nothing of the operation; parameters of functions, which do, have names. */
const KEYS = /\((?:(?:'|%27)[^'()%]*(?:'|%27)|\d[^()=,%]*)\)/g

/** The path without the values of its keys, as far as that is sure: `People('ann')/Trips(1)` is `People()/Trips()`. */
export function withAnyKey (path: string): string {
  const open = path.indexOf('(')
  if (open === -1) return path
  // One quoted key at the end, as of most: found without the pattern.
  const isLast = path.indexOf("'", open) === open + 1 && path.indexOf("'", open + 2) === path.length - 2 && path.endsWith("')")
  return isLast && !path.includes('%', open) && path.indexOf('(', open + 1) === -1 && path.indexOf(')', open) === path.length - 1
    ? `${path.slice(0, open)}()`
    : path.replace(KEYS, '()')
}
