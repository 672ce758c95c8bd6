/** Which requests ask for `$metadata` or the service document: looked at for each; what answers them is loaded with the first. */
import { decodeSegment } from '../url/percent-decode.js'

/** Whether a path below the service root, undecoded, is the root itself or ends in `$metadata`. Such a request needs no token. */
export function addressesMetadata (path: string): boolean {
  const mark = path.indexOf('#')
  const start = path.startsWith('/') ? 1 : 0
  const whole = mark === -1 ? path.length : mark
  const end = whole > start && path[whole - 1] === '/' ? whole - 1 : whole
  if (end <= start) return true
  const last = Math.max(start, path.lastIndexOf('/', end - 1) + 1)
  return (path[last] === '$' || path[last] === '%') && isMetadata(path.slice(last, end))
}

/** What is not correctly encoded is for the parser to refuse. */
function isMetadata (segment: string): boolean {
  try {
    return decodeSegment(segment).toLowerCase() === '$metadata'
  } catch {
    return false
  }
}
