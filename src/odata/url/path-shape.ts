/**
 * The shape of a path: its text with the keys left out that are one literal each, as `shapeOf` leaves out those of a query. Two paths of
 * one shape parse to the same tree but for the values of these keys.
 */
import type { LiteralKind } from './ast.js'
import { decodeSegment } from './percent-decode.js'

/** A key of the path: in parentheses, or a segment of its own. */
export interface PathKey {
  /** `segment`: the text is not quoted, whatever the type of the key is. */
  readonly kind: Extract<LiteralKind, 'string' | 'int64' | 'guid'> | 'segment'
  /** As in `LiteralNode`. */
  readonly text: string
}

export interface PathShape {
  /** Equal for paths of one shape, and for no others. */
  readonly key: string
  /** In the order of the path. */
  readonly keys: readonly PathKey[]
}

/** Stands in no path that a server receives. */
const MARK = '\u0000'
const GUID_LENGTH = 36
const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** `Name('a')`, `Name(1)`, `Name(5f4…)`: a `keyPredicate` of one value, or a call, which whoever binds it tells apart. */
const KEYED = new RegExp(String.raw`^([\w.]+)\((?:'((?:[^'\u0000]|'')*)'|(-?\d{1,18})|(${GUID}))\)$`, 'iu')

/** What is not a name of anything, and so is a key if it is anything (`keyPathSegments`). */
const KEY_SEGMENT = new RegExp(`^${GUID}$`, 'i')

/** The shape of an undecoded path; undefined for one without such keys, and one that cannot be decoded. */
export function pathShapeOf (path: string): PathShape | undefined {
  const keys: PathKey[] = []
  let key = ''
  for (let start = 0, end = 0; end < path.length; start = end + 1) {
    const slash = path.indexOf('/', start)
    end = slash === -1 ? path.length : slash
    const segment = shapeSegment(path.slice(start, end), keys)
    if (segment === undefined) return undefined
    key += start === 0 ? segment : `/${segment}`
  }
  return keys.length === 0 ? undefined : { key, keys }
}

function shapeSegment (raw: string, keys: PathKey[]): string | undefined {
  if (raw.length === GUID_LENGTH && KEY_SEGMENT.test(raw)) {
    keys.push({ kind: 'segment', text: raw })
    return `${MARK}segment`
  }
  if (!raw.includes('(') && !raw.includes('%')) return raw
  const segment = tryDecode(raw)
  if (segment === undefined) return undefined
  const [, name, string, integer, guid] = KEYED.exec(segment) ?? []
  if (name === undefined) return raw
  const key: PathKey = string !== undefined
    ? { kind: 'string', text: string.replaceAll("''", "'") }
    : integer !== undefined ? { kind: 'int64', text: integer } : { kind: 'guid', text: guid ?? '' }
  keys.push(key)
  return `${name}(${MARK}${key.kind})`
}

function tryDecode (raw: string): string | undefined {
  try {
    return decodeSegment(raw)
  } catch {
    return undefined
  }
}
