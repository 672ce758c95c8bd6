/** `$filter` against `FilterRestrictions` and `FilterFunctions` of the model (vocabulary Capabilities). */
import { countOf, itemsOf, memberOf, pathsOf, recordOf, textOf, textsOf, truthOf } from '../../edm/annotation-value.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { Transformation } from '../bind/apply/apply-expression.js'
import type { CollectionOptions } from '../bind/collection-options.js'
import type { FilterExpression, RangeVariable } from '../bind/expression/expression.js'
import { conjoin } from '../bind/expression/bind-collection-path.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { stepsApplied } from './applied-steps.js'
import { findCapability } from './capability.js'
import { usageOf } from './filter-usage.js'
import { forbidsOption } from './forbidden-option.js'
import { isAmong, nameOfPlace } from './restricted-place.js'
import type { Usage, Use } from './filter-usage.js'
import type { Applied } from './restricted-options.js'
import type { RestrictedPlace } from './restricted-place.js'

const TERM = 'Capabilities.FilterRestrictions'

type Filtered = Pick<CollectionOptions, 'filter' | 'variable'>

/** The filter of a collection; with `$apply`, the conditions that it has of the items. */
export function restrictFilters (
  model: EdmModel,
  place: RestrictedPlace,
  { filter, variable, applied }: Filtered & Applied
): Unsupported | undefined {
  if (applied === undefined) return restrictFilter(model, place, { filter, variable })
  const { all, inner } = stepsApplied(applied.transformations)
  const whole = filtersAmong(all).reduce<FilterExpression | undefined>(conjoin, undefined)
  const found = restrictFilter(model, place, { filter: whole, variable })
  return filtersAmong(inner).reduce((before, part) => before ?? restrictUses(model, place, part, variable), found)
}

const filtersAmong = (steps: readonly Transformation[]): readonly FilterExpression[] =>
  steps.flatMap(step => step.kind === 'filter' ? [step.filter] : [])

/** What of a filter the model does not support; what it asks for and a request lacks is a 400. */
export function restrictFilter (model: EdmModel, place: RestrictedPlace, { filter, variable }: Filtered): Unsupported | undefined {
  const record = recordOf(findCapability(model, place, 'FilterRestrictions'))
  const at = nameOfPlace(place)
  if (filter === undefined) {
    if (truthOf(memberOf(record, 'RequiresFilter')) === true) throw refused(`'${at}' cannot be read without a $filter`, `${TERM}/RequiresFilter`)
    return undefined
  }
  const found = restrictUses(model, place, filter, variable)
  if (found !== undefined) return found
  const { usages } = usageOf(filter, variable)
  for (const required of pathsOf(memberOf(record, 'RequiredProperties')) ?? []) {
    if (!usages.some(({ path }) => path === required)) throw refused(`a filter of '${at}' must name '${required}'`, `${TERM}/RequiredProperties`)
  }
  return undefined
}

/** What a filter does with properties. */
function restrictUses (
  model: EdmModel,
  place: RestrictedPlace,
  filter: FilterExpression,
  variable: RangeVariable
): Unsupported | undefined {
  const record = recordOf(findCapability(model, place, 'FilterRestrictions'))
  const at = nameOfPlace(place)
  const forbidden = forbidsOption(model, place, '$filter')
  if (forbidden !== undefined) return unsupported(`$filter of '${at}' (Capabilities.${forbidden} of the model)`, '$filter')
  const { usages, functions } = usageOf(filter, variable)
  const nonFilterable = pathsOf(memberOf(record, 'NonFilterableProperties'))
  const denied = usages.find(({ path }) => isAmong(nonFilterable, path))
  if (denied !== undefined) return unsupported(`$filter by '${denied.path}' (${TERM}/NonFilterableProperties of '${at}')`, '$filter')
  const hidden = usages.find(({ writeOnly }) => writeOnly)
  if (hidden !== undefined) return unsupported(`$filter by '${hidden.path}' (Core.Permissions of the model is without Read)`, '$filter')
  const levels = countOf(memberOf(record, 'MaxLevels')) ?? -1
  const deep = levels < 0 ? undefined : usages.find(usage => usage.levels > levels)
  if (deep !== undefined) throw refused(`'${deep.path}' leads through more than ${levels} navigation properties`, `${TERM}/MaxLevels`)
  restrictExpressions(itemsOf(memberOf(record, 'FilterExpressionRestrictions'))?.map(recordOf), usages)
  return restrictFunctions(model, place, functions)
}

const refused = (reason: string, term: string): ODataError => new ODataError('badRequest', `$filter: ${reason} (${term} of the model).`, { target: '$filter' })

/** What a property may be used for; `most`: how often each. */
const expressions: Readonly<Record<string, { readonly uses: readonly Use[], readonly most?: number }>> = {
  SingleValue: { uses: ['eq'], most: 1 },
  MultiValue: { uses: ['eq', 'in'] },
  SingleRange: { uses: ['eq', 'lower', 'upper'], most: 1 },
  MultiRange: { uses: ['eq', 'in', 'lower', 'upper'] },
  SearchExpression: { uses: ['search'] },
  MultiValueOrSearchExpression: { uses: ['eq', 'in', 'search'] },
  MultiRangeOrSearchExpression: { uses: ['eq', 'in', 'lower', 'upper', 'search'] }
}

function restrictExpressions (restrictions: ReadonlyArray<ReturnType<typeof recordOf>> | undefined, usages: readonly Usage[]): void {
  for (const restriction of restrictions ?? []) {
    const property = memberOf(restriction, 'Property')
    const allowed = textOf(memberOf(restriction, 'AllowedExpressions')) ?? ''
    const rule = expressions[allowed]
    if (rule === undefined || property === undefined || !('value' in property)) continue
    const own = usages.filter(({ path }) => path === property.value)
    const often = rule.uses.some(use => own.filter(usage => usage.use === use).length > (rule.most ?? Infinity))
    const both = rule.most === 1 && own.length > 1 && own.some(({ use }) => use === 'eq')
    if (!often && !both && own.every(({ use }) => rule.uses.includes(use))) continue
    throw refused(`'${String(property.value)}' allows only ${allowed}`, `${TERM}/FilterExpressionRestrictions`)
  }
}

const operators: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'and', 'or', 'not', 'in', 'has', 'add', 'sub', 'mul', 'div', 'divby', 'mod'])

/** Lists that name functions alone say nothing of operators, or of `any` and `all` and `isof`. */
function restrictFunctions (model: EdmModel, place: RestrictedPlace, used: ReadonlySet<string>): Unsupported | undefined {
  const listed = textsOf(findCapability(model, place, 'FilterFunctions'))?.map(name => name.toLowerCase().split('(', 1)[0] ?? '')
  if (listed === undefined || listed.length === 0) return undefined
  const kinds: ReadonlyArray<(name: string) => boolean> = [name => operators.has(name), name => name === 'any' || name === 'all', name => name === 'isof']
  const isAllowed = (name: string): boolean => {
    const kind = kinds.find(isOf => isOf(name))
    return listed.includes(name) || (kind !== undefined && !listed.some(kind))
  }
  const other = [...used].find(name => !isAllowed(name))
  return other === undefined ? undefined : unsupported(`'${other}' in a $filter of '${nameOfPlace(place)}' (Capabilities.FilterFunctions of the model)`, '$filter')
}
