/** Query options against what the model says a place supports (Capabilities): 501, as OData-Protocol 4.01, section 11.2.1, has it. */
import { countOf, memberOf, pathsOf, recordOf, truthOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { Transformation } from '../bind/apply/apply-expression.js'
import type { AppliedOptions } from '../bind/apply/apply-options.js'
import { pathInside } from '../bind/complex-way.js'
import type { ExpandedMember } from '../bind/bind-expand.js'
import type { BoundRequest } from '../bind/bind-request.js'
import type { CollectionOptions } from '../bind/collection-options.js'
import type { RangeVariable, SearchExpression } from '../bind/expression/expression.js'
import type { Selection } from '../bind/selection.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import type { QueryOptions } from '../url/ast.js'
import { stepsApplied } from './applied-steps.js'
import { findCapability } from './capability.js'
import { usageOf } from './filter-usage.js'
import { restrictFilters } from './restricted-filter.js'
import { restrictNavigation } from './restricted-path.js'
import { isAmong, nameOfPlace, placeBeyond, placeOfTarget } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'
import { restrictSelectedValues, restrictValues } from './restricted-values.js'

/**
 * What of a request the model does not support.
 * @throws ODataError `badRequest` for what the model asks for and the request lacks, or has too much of
 */
export function restrictOptions (
  model: EdmModel,
  { target, entity, collection, items }: BoundRequest,
  options: QueryOptions
): Unsupported | undefined {
  const place = model.origin === 'declared' ? undefined : placeOfTarget(model, target)
  if (place === undefined) return undefined
  const isEntities = target.kind === 'entities' || target.kind === 'entityCount' || target.kind === 'entityRefs' || target.kind === 'each'
  if (isEntities && collection !== undefined) {
    const found = restrictEntities(model, place, collection, {
      top: options.top !== undefined,
      skip: options.skip !== undefined,
      count: collection.count || target.kind === 'entityCount',
      select: options.select !== undefined
    })
    if (found !== undefined) return found
  }
  if (target.kind === 'values' || target.kind === 'valueCount') return restrictValues(model, place, pathInside(target), items, options)
  if (target.kind === 'entity' || target.kind === 'entities') {
    if (entity !== undefined && options.select !== undefined && !supports(model, place, 'SelectSupport', 'Supported')) {
      return notSupported('$select', place, 'SelectSupport/Supported')
    }
    if (entity !== undefined) return restrictSelection(model, place, entity.selection)
  }
  return undefined
}

/** Options that leave no trace where they say what is anyway. */
export interface Sent {
  readonly top: boolean
  readonly skip: boolean
  readonly count: boolean
  readonly select: boolean
}

const notSupported = (option: string, place: RestrictedPlace, term: string): Unsupported =>
  unsupported(`${option} of '${nameOfPlace(place)}' (Capabilities.${term} of the model)`, option)

/** Whether the model does not say no: by a truth, or by a member of a record. */
function supports (model: EdmModel, place: RestrictedPlace, term: string, member?: string): boolean {
  const value = findCapability(model, place, term)
  return truthOf(member === undefined ? value : memberOf(recordOf(value), member)) !== false
}

/** Whether a collection can be counted. */
export const isCountable = (model: EdmModel, place: RestrictedPlace): boolean => supports(model, place, 'CountRestrictions', 'Countable')

/** What is asked of a collection, as far as a model can forbid it. */
type Restrictable = Pick<CollectionOptions, 'search' | 'filter' | 'compute' | 'orderBy' | 'selection' | 'variable'> & Applied

/** What `$apply` and the options after it do; then a filter, an order and what is computed are among the transformations. */
export interface Applied {
  readonly applied: Pick<AppliedOptions, 'transformations'> | undefined
}

/** Options of a collection of entities, against what the model says of its place. */
export function restrictEntities (model: EdmModel, place: RestrictedPlace, options: Restrictable, sent: Sent): Unsupported | undefined {
  const refused = (condition: boolean, option: string, term: string, member?: string): Unsupported | undefined =>
    condition && !supports(model, place, term, member) ? notSupported(option, place, member === undefined ? term : `${term}/${member}`) : undefined
  return refused(sent.top, '$top', 'TopSupported') ??
    refused(sent.skip, '$skip', 'SkipSupported') ??
    refused(sent.count, '$count', 'CountRestrictions', 'Countable') ??
    refused(sent.select, '$select', 'SelectSupport', 'Supported') ??
    refused(options.compute.length > 0, '$compute', 'ComputeSupported') ??
    restrictSearch(model, place, options.search) ??
    restrictSort(model, place, options) ??
    restrictFilters(model, place, options) ??
    restrictSteps(model, place, options) ??
    restrictSelection(model, place, options.selection)
}

/** What `$apply` does with the items, as the options of the same names. */
function restrictSteps (model: EdmModel, place: RestrictedPlace, { applied, variable }: Restrictable): Unsupported | undefined {
  if (applied === undefined) return undefined
  const { all, inner } = stepsApplied(applied.transformations)
  for (const step of [...all, ...inner]) {
    const found = restrictStep(model, place, step, variable)
    if (found !== undefined) return found
  }
  return undefined
}

function restrictStep (model: EdmModel, place: RestrictedPlace, step: Transformation, variable: RangeVariable): Unsupported | undefined {
  switch (step.kind) {
    case 'top': return supports(model, place, 'TopSupported') ? undefined : notSupported('top', place, 'TopSupported')
    case 'skip': return supports(model, place, 'SkipSupported') ? undefined : notSupported('skip', place, 'SkipSupported')
    case 'compute': return supports(model, place, 'ComputeSupported') ? undefined : notSupported('compute', place, 'ComputeSupported')
    case 'search': return restrictSearch(model, place, step.search)
    case 'orderBy': return restrictSort(model, place, { orderBy: step.items, variable })
    default: return undefined
  }
}

function restrictSort (model: EdmModel, place: RestrictedPlace, { orderBy, variable }: Pick<CollectionOptions, 'orderBy' | 'variable'>): Unsupported | undefined {
  if (orderBy.length > 0 && !supports(model, place, 'SortRestrictions', 'Sortable')) return notSupported('$orderby', place, 'SortRestrictions/Sortable')
  const record = recordOf(findCapability(model, place, 'SortRestrictions'))
  if (record === undefined) return undefined
  const lists = (['NonSortableProperties', 'AscendingOnlyProperties', 'DescendingOnlyProperties'] as const).map(name => [name, pathsOf(memberOf(record, name))] as const)
  for (const { expression, descending } of orderBy) {
    for (const [name, paths] of lists) {
      const allowed = name === 'AscendingOnlyProperties' ? !descending : name === 'DescendingOnlyProperties' ? descending : false
      const usage = allowed ? undefined : usageOf(expression, variable).usages.find(({ path }) => isAmong(paths, path))
      if (usage === undefined) continue
      const how = name === 'NonSortableProperties' ? '' : descending ? ' desc' : ' asc'
      return unsupported(`$orderby '${usage.path}'${how} (Capabilities.SortRestrictions/${name} of '${nameOfPlace(place)}')`, '$orderby')
    }
  }
  return undefined
}

/** `Searchable`; `UnsupportedExpressions`: AND, OR, NOT, phrase, group. */
function restrictSearch (model: EdmModel, place: RestrictedPlace, search: SearchExpression | undefined): Unsupported | undefined {
  if (search === undefined) return undefined
  if (!supports(model, place, 'SearchRestrictions', 'Searchable')) return notSupported('$search', place, 'SearchRestrictions/Searchable')
  const denied = memberOf(recordOf(findCapability(model, place, 'SearchRestrictions')), 'UnsupportedExpressions')
  if (denied?.kind !== 'enumMember') return undefined
  const used = [...kindsIn(search)].find(kind => denied.members.includes(kind))
  return used === undefined ? undefined : unsupported(`${used} in a $search of '${nameOfPlace(place)}' (Capabilities.SearchRestrictions/UnsupportedExpressions)`, '$search')
}

function kindsIn (search: SearchExpression): ReadonlySet<string> {
  switch (search.kind) {
    case 'term': return new Set(/\s/.test(search.text) ? ['phrase'] : [])
    case 'not': return new Set(['NOT', ...kindsIn(search.operand)])
    default: return new Set([search.kind.toUpperCase(), ...kindsIn(search.left), ...kindsIn(search.right)])
  }
}

/** What is expanded of an entity, inside of its complex values too. */
const expandedIn = ({ members }: Selection): readonly ExpandedMember[] => members.flatMap(member =>
  member.kind === 'expanded' ? [member] : member.kind === 'property' && member.options === undefined && member.selection !== undefined ? expandedIn(member.selection) : [])

/** What `$select` asks of collections of values, and `$expand`. */
const restrictSelection = (model: EdmModel, place: RestrictedPlace, selection: Selection): Unsupported | undefined =>
  restrictSelectedValues(model, place, selection) ?? restrictExpand(model, place, selection)

function restrictExpand (model: EdmModel, place: RestrictedPlace, selection: Selection): Unsupported | undefined {
  const expanded = expandedIn(selection)
  if (expanded.length === 0) return undefined
  const record = recordOf(findCapability(model, place, 'ExpandRestrictions'))
  if (truthOf(memberOf(record, 'Expandable')) === false) return notSupported('$expand', place, 'ExpandRestrictions/Expandable')
  const most = countOf(memberOf(record, 'MaxLevels')) ?? -1
  if (most >= 0 && levelsIn(expanded) > most) {
    throw new ODataError('badRequest', `$expand: more than ${most} levels below '${nameOfPlace(place)}' (Capabilities.ExpandRestrictions/MaxLevels of the model).`, { target: '$expand' })
  }
  const denied = pathsOf(memberOf(record, 'NonExpandableProperties'))
  for (const member of expanded) {
    const found = isAmong(denied, member.property.name)
      ? unsupported(`$expand of '${member.property.name}' (Capabilities.ExpandRestrictions/NonExpandableProperties of '${nameOfPlace(place)}')`, '$expand')
      : restrictExpanded(model, place, member)
    if (found !== undefined) return found
  }
  return undefined
}

function restrictExpanded (model: EdmModel, place: RestrictedPlace, member: ExpandedMember): Unsupported | undefined {
  const { property, type, form, home, options } = member
  const inner = placeBeyond(place, property, type, home)
  const uncounted = pathsOf(memberOf(recordOf(findCapability(model, place, 'CountRestrictions')), 'NonCountableNavigationProperties'))
  const counts = options.count || form === 'count'
  if (counts && isAmong(uncounted, property.name)) return notSupported('$count', inner, 'CountRestrictions/NonCountableNavigationProperties')
  const denied = restrictNavigation(model, inner, '$expand')
  if (denied !== undefined) return denied
  if (!property.collection) return restrictSelection(model, inner, options.selection)
  return restrictEntities(model, inner, options, { top: options.top !== undefined, skip: options.skip > 0, count: counts, select: false })
}

const levelsIn = (expanded: readonly ExpandedMember[]): number =>
  1 + Math.max(0, ...expanded.map(({ options: { selection } }) => {
    const inner = expandedIn(selection)
    return inner.length === 0 ? 0 : levelsIn(inner)
  }))
