/** `$crossjoin(A,B)` (OData-URL 4.01, section 4.15): each entity of a set beside each of the others. */
import { limits } from '../../base/limits.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import { findByName } from '../../edm/name-index.js'
import type { EdmModel, EntitySet, EntityType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ODataRequest } from '../odata-request.js'
import { checkSchemaVersion } from '../schema-version.js'
import { tolerateAll } from '../tolerate.js'
import type { CrossJoinSegmentNode, NestedOptions, SystemOptions } from '../url/ast.js'
import type { ODataUrl } from '../url/parse-url.js'
import { RESOURCE_PATH, limitError } from '../url/syntax-error.js'
import { bindAppliedJoin } from './apply/apply-cross-join.js'
import type { AppliedJoin } from './apply/apply-cross-join.js'
import { bindCompute } from './bind-compute.js'
import { bindOrderBy } from './bind-order-by.js'
import { bindSearch } from './bind-search.js'
import { bindCollectionOptions } from './collection-options.js'
import type { CollectionOptions } from './collection-options.js'
import { chosenNames, expandedSets } from './cross-join-shown.js'
import { bindFilter } from './expression/bind-expression.js'
import { expandedSize } from './expression/expression-size.js'
import type { RangeVariable } from './expression/expression.js'
import { itemScope } from './expression/scope.js'
import type { Scope } from './expression/scope.js'
import { checkReadOnly } from './read-only.js'
import { unknownSegment } from './unknown-segment.js'
import { unnamedType } from './unnamed-type.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

const OPTIONS = ['$filter', '$search', '$orderby', '$compute', '$apply', '$select', '$expand', '$top', '$skip', '$count', '$format', '$skiptoken', '$schemaversion']

/** One of the sets, and how its entity is shown in each item. */
export interface JoinedSet {
  readonly set: EntitySet
  /** Its entity in the expressions of the request. */
  readonly variable: RangeVariable
  /** Whether `$select` leaves it. */
  readonly selected: boolean
  /** What `$expand` asks of it; undefined for a link to it. */
  readonly expanded: { readonly form: 'entities' | 'refs', readonly type: EntityType, readonly options: CollectionOptions } | undefined
}

export interface CrossJoin extends Pick<CollectionOptions, 'filter' | 'search' | 'compute' | 'orderBy' | 'skip' | 'top' | 'count'> {
  readonly sets: readonly JoinedSet[]
  /** An item: what computed values are about. */
  readonly variable: RangeVariable
  /** The names of computed values that `$select` leaves. */
  readonly shown: ReadonlySet<string>
  /** What `$apply`, and the options after it, make of what `filter` and `search` leave; then nothing else computes and sorts. */
  readonly applied: AppliedJoin | undefined
}

const itemType = unnamedType('crossjoin', 'the items of $crossjoin', 'An entity of each set.')

/** @throws ODataError `methodNotAllowed`, `badRequest` for what is not an entity set */
export function bindCrossJoin (model: EdmModel, { method }: Pick<ODataRequest, 'method'>, url: ODataUrl): CrossJoin | Unsupported {
  const { segments: [first, next], options, liberties } = url
  tolerateAll(model, liberties)
  checkSchemaVersion(model, options)
  checkReadOnly(method)
  if (first?.kind !== 'crossJoin' || next !== undefined) throw new ODataError('badRequest', `${RESOURCE_PATH}: nothing can follow $crossjoin(…).`)
  // Where nothing can be joined, the model has no cross joins.
  if (model.container.entitySets.length === 0) return unsupported('$crossjoin')
  const other = options.raw.find(({ kind, name }) => kind === 'system' && !OPTIONS.includes(name))
  if (other !== undefined) return unsupported(`${other.name} of $crossjoin`, other.name)
  const sets = setsOf(model, first)
  const parts = sets.map(({ name, type }): RangeVariable => ({ name, type: { type, nullable: false } }))
  const context = { model, aliases: options.aliases, it: undefined }
  const start: Scope = {
    ...itemScope(context, { type: itemType, nullable: false }, '$compute'),
    parts
  }
  const applied = options.apply === undefined ? undefined : bindAppliedJoin(start, sets, options.apply, options)
  const { items: compute, scope } = bindCompute(start, applied === undefined ? options.compute ?? [] : [])
  if (expandedSize(compute) > limits.nodes.most) {
    throw limitError('$compute', `more than ${limits.nodes.most} values and operators, computed names replaced`)
  }
  const isMade = applied?.keepsItems === false
  const beside = options.expand?.find(item => item.kind === 'path' && item.path[0]?.kind === 'name' && applied?.joined.includes(item.path[0].name) === true)
  if (beside?.kind === 'path' && beside.path[0]?.kind === 'name') return unsupported(`$expand of '${beside.path[0].name}', which join has added,`, '$expand')
  const expanded = expandedSets(model, sets, isMade ? [] : options.expand)
  if ('kind' in expanded) return expanded
  const computed = applied === undefined ? compute : applied.output.filter(({ joined }) => joined === undefined)
  const names = isMade ? undefined : chosenNames([...sets, ...computed], options.select)
  const optionsOf = (set: EntitySet, type: EntityType, nested: NestedOptions): CollectionOptions => bindCollectionOptions({
    model, aliases: new Map([...options.aliases, ...nested.aliases ?? []]), it: start.it, home: { resource: set, names: [] }
  }, { type, nullable: false }, nested)
  return {
    sets: sets.map((set, index): JoinedSet => {
      const asked = expanded.get(set)
      return {
        set,
        variable: parts[index]!,
        selected: names === undefined || names.has(set.name),
        expanded: asked && { form: asked.form, type: asked.type, options: optionsOf(set, asked.type, asked.options) }
      }
    }),
    variable: start.current,
    shown: new Set(computed.map(({ name }) => name).filter(name => names === undefined || names.has(name))),
    applied,
    ...applied === undefined ? chosenOf(scope, options) : { filter: applied.filter, search: applied.search, orderBy: [] },
    compute,
    skip: options.skip ?? 0,
    top: options.top,
    count: options.count ?? false
  }
}

function chosenOf (scope: Scope, { filter, search, orderBy }: SystemOptions): Pick<CrossJoin, 'filter' | 'search' | 'orderBy'> {
  return {
    filter: filter === undefined ? undefined : bindFilter({ ...scope, option: '$filter' }, filter),
    search: search === undefined ? undefined : bindSearch(search),
    orderBy: orderBy === undefined ? [] : bindOrderBy({ ...scope, option: '$orderby' }, orderBy)
  }
}

/** The sets by their names, each once: properties of an item are called as they are. */
function setsOf (model: EdmModel, { entitySets: names }: CrossJoinSegmentNode): readonly EntitySet[] {
  const { container: { entitySets } } = model
  if (names.length > limits.crossJoin.most) throw limitError(RESOURCE_PATH, `more than ${limits.crossJoin.most} entity sets in $crossjoin`)
  const sets = names.map(name => {
    const set = findByName(entitySets, name)
    if (set === undefined) throw unknownSegment(dialectOf(model), name, entitySets.map(other => other.name))
    return set
  })
  const twice = sets.find((set, index) => sets.indexOf(set) < index)
  if (twice !== undefined) throw new ODataError('badRequest', `${RESOURCE_PATH}: '${twice.name}' is in $crossjoin more than once.`)
  return sets
}
