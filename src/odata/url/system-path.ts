/** A cheap look at a path, for what is asked of every request before it is parsed. */

const [DOLLAR, PERCENT, SLASH] = ['$', '%', '/'].map(character => character.charCodeAt(0))

/** Whether the first segment of a path may be one of the system's, as `$batch` or `%24batch`: nearly none is. */
export function mayBeSystemSegment (path: string): boolean {
  const first = path.charCodeAt(0) === SLASH ? path.charCodeAt(1) : path.charCodeAt(0)
  return first === DOLLAR || first === PERCENT
}
