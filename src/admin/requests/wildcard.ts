/**
 * Patterns of paths and of values: `*` is any text, `?` any one character; in a path neither goes beyond its segment, and `**` is any
 * segments, none included. Matching takes at most length times length, whatever the pattern: no regular expression is made of it.
 */
import { decode } from './graph-call.js'

/** Whether a value, regardless of case, is as the pattern says. */
export function matchesText (pattern: string, text: string): boolean {
  return matchesLower(pattern.toLowerCase(), text.toLowerCase())
}

function matchesLower (pattern: string, text: string): boolean {
  let [at, position, star, resume] = [0, 0, -1, 0]
  while (position < text.length) {
    if (pattern[at] === '*') [star, resume, at] = [at, position, at + 1]
    else if (pattern[at] === '?' || pattern[at] === text[position]) [at, position] = [at + 1, position + 1]
    // Give the last star one character more; what an earlier star took need never be looked at again.
    else if (star !== -1) [at, resume, position] = [star + 1, resume + 1, resume + 1]
    else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}

const segmentsOf = (path: string): string[] => path.split('/').filter(segment => segment !== '')

/** Whether a path, undecoded, is as the pattern says. */
export function matchesPath (pattern: string, path: string): boolean {
  const wanted = segmentsOf(pattern.toLowerCase())
  let reached = withEmpty(wanted, [0])
  for (const segment of segmentsOf(path).map(text => decode(text).toLowerCase())) {
    reached = withEmpty(wanted, [...reached].flatMap(at => {
      if (at === wanted.length) return []
      if (wanted[at] === '**') return [at]
      return matchesLower(wanted[at] ?? '', segment) ? [at + 1] : []
    }))
    if (reached.size === 0) return false
  }
  return reached.has(wanted.length)
}

/** The places in the pattern that are reached, together with those behind a `**` that stands for nothing. */
function withEmpty (wanted: readonly string[], places: readonly number[]): Set<number> {
  const reached = new Set(places)
  for (const at of reached) if (wanted[at] === '**') reached.add(at + 1)
  return reached
}
