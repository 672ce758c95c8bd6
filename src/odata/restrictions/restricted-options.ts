/** Query options against what the model says a place supports (Capabilities): 501, as OData-Protocol 4.01, section 11.2.1, has it. */
import { countOf, memberOf, pathsOf, recordOf } from '../../edm/annotation-value.js'
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
import { forbidsOption } from './forbidden-option.js'
import type { SwitchedOption } from './forbidden-option.js'
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
    if (entity !== undefined) {
      const refused = options.select === undefined ? undefined : refuseOption(model, place, '$select')
      return refused ?? restrictSelection(model, place, entity.selection)
    }
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

/** An option that the model forbids as a whole. @param name as the request has it */
function refuseOption (model: EdmModel, place: RestrictedPlace, option: SwitchedOption, name: string = option): Unsupported | undefined {
  const term = forbidsOption(model, place, option)
  return term === undefined ? undefined : notSupported(name, place, term)
}

/** Whether a collection can be counted. */
export const isCountable = (model: EdmModel, place: RestrictedPlace): boolean => forbidsOption(model, place, '$count') === undefined

/** What is asked of a collection, as far as a model can forbid it. */
type Restrictable = Pick<CollectionOptions, 'search' | 'filter' | 'compute' | 'orderBy' | 'selection' | 'variable'> & Applied

/** What `$apply` and the options after it do; then a filter, an order and what is computed are among the transformations. */
export interface Applied {
  readonly applied: Pick<AppliedOptions, 'transformations'> | undefined
}

/** Options of a collection of entities, against what the model says of its place. */
export function restrictEntities (model: EdmModel, place: RestrictedPlace, options: Restrictable, sent: Sent): Unsupported | undefined {
  const refused = (isSent: boolean, option: SwitchedOption): Unsupported | undefined =>
    isSent ? refuseOption(model, place, option) : undefined
  return refused(sent.top, '$top') ??
    refused(sent.skip, '$skip') ??
    refused(sent.count, '$count') ??
    refused(sent.select, '$select') ??
    refused(options.compute.length > 0, '$compute') ??
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
    case 'top': return refuseOption(model, place, '$top', 'top')
    case 'skip': return refuseOption(model, place, '$skip', 'skip')
    case 'compute': return refuseOption(model, place, '$compute', 'compute')
    case 'search': return restrictSearch(model, place, step.search)
    case 'orderBy': return restrictSort(model, place, { orderBy: step.items, variable })
    default: return undefined
  }
}

function restrictSort (model: EdmModel, place: RestrictedPlace, { orderBy, variable }: Pick<CollectionOptions, 'orderBy' | 'variable'>): Unsupported | undefined {
  const refused = orderBy.length === 0 ? undefined : refuseOption(model, place, '$orderby')
  if (refused !== undefined) return refused
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
  const refused = refuseOption(model, place, '$search')
  if (refused !== undefined) return refused
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
export const restrictSelection = (model: EdmModel, place: RestrictedPlace, selection: Selection): Unsupported | undefined =>
  restrictSelectedValues(model, place, selection) ?? restrictExpand(model, place, selection)

function restrictExpand (model: EdmModel, place: RestrictedPlace, selection: Selection): Unsupported | undefined {
  const expanded = expandedIn(selection)
  if (expanded.length === 0) return undefined
  const refused = refuseOption(model, place, '$expand')
  if (refused !== undefined) return refused
  const record = recordOf(findCapability(model, place, 'ExpandRestrictions'))
  const most = levelsExpanded(record)
  if (levelsIn(expanded) > most) {
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

/** Whether a model lets anything be expanded at a place. */
export const isExpandable = (model: EdmModel, place: RestrictedPlace): boolean =>
  forbidsOption(model, place, '$expand') === undefined && levelsExpanded(recordOf(findCapability(model, place, 'ExpandRestrictions'))) > 0

/** `MaxLevels`; a negative number is no limit. */
function levelsExpanded (record: ReturnType<typeof recordOf>): number {
  const most = countOf(memberOf(record, 'MaxLevels')) ?? -1
  return most < 0 ? Infinity : most
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
