/** A whole URL: path and query, and the few rules that concern both. */
import type { Liberty } from '../../base/tolerances.js'
import { ODataError } from '../../errors.js'
import type { QueryOptions, SegmentNode } from './ast.js'
import { parseResourcePath } from './parse-path.js'
import { parseQueryOptions } from './parse-query.js'
import type { Slots } from './query-shape.js'

export interface ODataUrl {
  /** `https://host:port` of an absolute URL. */
  readonly origin?: string
  readonly segments: readonly SegmentNode[]
  readonly options: QueryOptions
  /** What was taken beyond the grammar; absent: nothing. */
  readonly liberties?: readonly Liberty[]
}

const ORIGIN = /^https?:\/\/[^/?#]+/i

/** `odataUri`, `odataRelativeUri`: undecoded. `slots` are those of the query's shape. */
export function parseUrl (url: string, slots?: Slots): ODataUrl {
  const [origin] = ORIGIN.exec(url) ?? []
  const [local, fragment] = cut(url.slice(origin?.length ?? 0), '#')
  const [path, query = ''] = cut(local, '?')
  const liberties: Liberty[] = []
  const segments = parseResourcePath(path, liberties)
  if (fragment !== undefined && !isLast(segments, '$metadata')) {
    throw new ODataError('badRequest', 'Only a URL that ends in $metadata may have a fragment; send "#" as "%23".')
  }
  const options = parseQueryOptions(query, slots, liberties)
  checkOptions(segments, options)
  return {
    ...origin === undefined ? {} : { origin },
    segments,
    options,
    ...liberties.length === 0 ? {} : { liberties }
  }
}

/** What stands before the first separator, and after it. */
function cut (text: string, separator: string): readonly [before: string, after: string | undefined] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function isLast (segments: readonly SegmentNode[], name: string): boolean {
  const last = segments.at(-1)
  return last?.kind === 'system' && last.name === name
}

/** What `batchOptions`, `metadataOptions`, `entityOptions` and `entityCastOptions` allow. */
const restricted: ReadonlyArray<{ readonly segment: string, readonly allowed: readonly string[] }> = [
  { segment: '$batch', allowed: ['$format', '$schemaversion'] },
  { segment: '$metadata', allowed: ['$format', '$schemaversion'] },
  { segment: '$entity', allowed: ['$id', '$format', '$schemaversion'] }
]

/** The options that this path allows by its syntax alone; the rest is for the binder, which knows the types. */
export function checkOptions (segments: readonly SegmentNode[], options: QueryOptions): void {
  const rule = restricted.find(({ segment }) => isLast(segments, segment))
  if (rule === undefined) return
  const other = options.raw.find(({ kind, name }) => kind === 'system' && !rule.allowed.includes(name))
  if (other !== undefined) throw new ODataError('badRequest', `${other.name}: not allowed after ${rule.segment}.`, { target: other.name })
  if (rule.segment === '$entity' && options.id === undefined) {
    throw new ODataError('badRequest', '$id: required after $entity.', { target: '$id' })
  }
}
