/** `$expand` and `$select` of `$crossjoin`, whose items have no other members than its sets and what is computed. */
import { findByName } from '../../edm/name-index.js'
import type { EdmModel, EntitySet, EntityType, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { suggest } from '../../base/suggest.js'
import type { ExpandItemNode, ItemPathNode, NestedOptions, SelectItemNode } from '../url/ast.js'
import { didYouMean } from '../url/syntax-error.js'
import { checkSingle } from './bind-expand.js'
import { castOf } from './cast-in-path.js'
import { isUnsupported, unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

export interface AskedOfSet {
  readonly form: 'entities' | 'refs'
  /** Entities of other types are not shown: that of the set, or one that a cast names. */
  readonly type: EntityType
  readonly options: NestedOptions
}

/** What `$expand` asks of each set; `*` stands for those that are not named. */
export function expandedSets (
  model: EdmModel,
  sets: readonly EntitySet[],
  items: readonly ExpandItemNode[] = []
): Map<EntitySet, AskedOfSet> | Unsupported {
  const asked = new Map<EntitySet, AskedOfSet>()
  for (const item of items) {
    if (item.kind !== 'path') continue
    const { path: [first, ...rest], suffix, options } = item
    if (first?.kind !== 'name') return unsupported('An annotation in $expand', '$expand')
    const set = findByName(sets, first.name)
    if (set === undefined) throw unknownName('$expand', first.name, first.position, sets)
    const type = typeBehind(model, set, rest)
    if (isUnsupported(type)) return type
    if (asked.has(set)) throw new ODataError('badRequest', `$expand: '${set.name}' appears more than once.`, { target: '$expand' })
    checkSingle(set, suffix === '$count' ? 'count' : 'entities', options)
    asked.set(set, { form: suffix === '$ref' ? 'refs' : 'entities', type, options })
  }
  for (const item of items) {
    if (item.kind === 'value') throw new ODataError('badRequest', `$expand: an item of $crossjoin has no $value (position ${item.position + 1}).`, { target: '$expand' })
    if (item.kind !== 'wildcard') continue
    for (const set of sets) if (!asked.has(set)) asked.set(set, { form: item.ref ? 'refs' : 'entities', type: set.type, options: {} })
  }
  return asked
}

/** A cast, or nothing: what the entity leads to is nested. */
function typeBehind (model: EdmModel, { name, type }: EntitySet, steps: ItemPathNode): EntityType | Unsupported {
  let found: StructuredType = type
  for (const step of steps) {
    if (step.kind !== 'name') return unsupported('An annotation in $expand', '$expand')
    if (!step.name.includes('.')) {
      throw new ODataError('badRequest', `$expand: '${step.name}' cannot follow '${name}' (position ${step.position + 1}). Nest it: ${name}($expand=${step.name}).`, { target: '$expand' })
    }
    found = castOf(model, found, step, '$expand')
  }
  return found as EntityType
}

/** The names that `$select` leaves, as they are declared; undefined for all. */
export function chosenNames (
  members: ReadonlyArray<{ readonly name: string }>,
  items: readonly SelectItemNode[] | undefined
): ReadonlySet<string> | undefined {
  if (items === undefined || items.some(({ kind }) => kind === 'wildcard')) return undefined
  return new Set(items.flatMap(item => {
    if (item.kind !== 'path') return []
    const { path: [first, ...rest], options, position } = item
    const name = first?.kind === 'name' ? first.name : ''
    const member = findByName(members, name)
    if (member === undefined) throw unknownName('$select', name, position, members)
    if (rest.length === 0 && Object.keys(options).length === 0) return [member.name]
    throw new ODataError('badRequest', `$select: choose from '${member.name}' in $expand: $expand=${member.name}($select=…) (position ${position + 1}).`, { target: '$select' })
  }))
}

const unknownName = (option: string, name: string, position: number, known: ReadonlyArray<{ readonly name: string }>): ODataError =>
  new ODataError('badRequest', `${option}: the items of $crossjoin have no '${name}' (position ${position + 1}).${
    didYouMean(suggest(name, known.map(other => other.name)))
  }`, { target: option })
