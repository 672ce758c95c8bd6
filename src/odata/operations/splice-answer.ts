/**
 * A call in a URL replaced by the URL of its answer: what is behind the call then means what it means everywhere (OData-URL 4.01, section
 * 4.5). Which items the answer is, and their order, goes before the options of the request.
 */
import type { ExpressionNode, QueryOptions, SegmentNode, SystemOptions } from '../url/ast.js'
import type { ODataUrl } from '../url/parse-url.js'
import type { Invocation } from './bind-invocation.js'
import { resolveAliases } from './resolve-aliases.js'

/** @param answer with its own aliases, which nobody else's names are mixed up with */
export function spliceAnswer (
  { segments, options }: ODataUrl,
  { rest, options: asked }: Pick<Invocation, 'rest' | 'options'>
): ODataUrl {
  const { aliases } = options
  const own = segments.map(segment => resolveAliases(segment, aliases))
  const part = partOf(options, aliases)
  return { segments: [...own, ...part, ...rest], options: shownBy(options, asked, rest) }
}

function partOf (
  { filter, search, orderBy, skip, top }: QueryOptions,
  aliases: ReadonlyMap<string, ExpressionNode>
): readonly SegmentNode[] {
  const given: SystemOptions = {
    ...filter === undefined ? {} : { filter },
    ...search === undefined ? {} : { search },
    ...orderBy === undefined ? {} : { orderBy },
    ...skip === undefined ? {} : { skip },
    ...top === undefined ? {} : { top }
  }
  const names = Object.keys(given)
  if (names.length === 0) return []
  const resolved = resolveAliases(given, aliases)
  if (names.length === 1 && resolved.filter !== undefined) return [{ kind: 'filter', predicate: resolved.filter, position: 0 }]
  return [{ kind: 'window', ...resolved, position: 0 }]
}

/** What the answer chooses of its items is what is shown, unless the request chooses itself. */
function shownBy ({ select, expand, aliases }: QueryOptions, asked: QueryOptions, rest: readonly SegmentNode[]): QueryOptions {
  if (rest.length > 0) return asked
  return {
    ...asked,
    ...asked.select !== undefined || select === undefined ? {} : { select: resolveAliases(select, aliases) },
    ...asked.expand !== undefined || expand === undefined ? {} : { expand: resolveAliases(expand, aliases) }
  }
}
