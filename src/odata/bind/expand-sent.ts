/**
 * The answer to a deep insert has inside what the body had: "the response MUST be expanded to at least the level that was present in the
 * deep-insert request" (OData-Protocol 4.01, section 11.4.2.2).
 */
import { limits } from '../../base/limits.js'
import { findRelation, namesIn } from '../../edm/inner-navigation.js'
import { findNavigationProperty } from '../../edm/lookup.js'
import type { EntityType, NavigationProperty, StructuredType } from '../../edm/types.js'
import { declaringType } from '../containment.js'
import { relationsIn } from '../json/related-items.js'
import { nestedValues } from '../json/structured-value.js'
import type { StructuredValue } from '../json/structured-value.js'
import type { ExpandItemNode, ItemPathNode } from '../url/ast.js'

type PathItem = Extract<ExpandItemNode, { kind: 'path' }>

/** `$expand` of the entities that values have inside, and of what those have inside; what the client expands by itself stays as it asks. */
export function expandSent (
  declared: StructuredType,
  values: readonly StructuredValue[],
  asked: readonly ExpandItemNode[] = [],
  levels: number = limits.expandLevels.most
): readonly ExpandItemNode[] {
  const sent = sentIn(declared, values)
  if (levels === 0 || sent.size === 0 || asked.some(item => item.kind === 'wildcard' && (item.ref || item.options.levels !== undefined))) return asked
  const paths = asked.map(item => item.kind === 'path' ? textOf(item.path) : '')
  const merged = asked.map((item, index) => {
    const inside = [...sent].find(([path]) => path.toLowerCase() === paths[index]?.toLowerCase())?.[1]
    return item.kind !== 'path' || inside === undefined || item.suffix !== undefined || item.options.levels !== undefined ? item : withInside(item, inside, levels)
  })
  const isAsked = (path: string): boolean => paths.some(other => namesOf(other) === namesOf(path))
  return [...merged, ...[...sent].flatMap(([path, inside]) => isAsked(path) ? [] : [withInside(itemOf(path), inside, levels)])]
}

/** Without casts, whose types have several names. */
const namesOf = (path: string): string => namesIn(path).join('/').toLowerCase()

/** What values have inside, by the path of `$expand` that leads to it. */
interface Inside {
  readonly target: EntityType
  readonly values: StructuredValue[]
}

function sentIn (declared: StructuredType, values: readonly StructuredValue[]): ReadonlyMap<string, Inside> {
  const found = new Map<string, Inside>()
  for (const value of values) {
    const { type, contained = {} } = value
    const inside = [
      ...Object.entries(contained).map(([name, { items }]) => [name, items.flatMap(item => item.kind === 'entity' ? [item.value] : [])] as const),
      ...relationsIn(value).map(([name, { items }]) => [name, nestedValues(items)] as const)
    ]
    for (const [name, entities] of inside) {
      const navigation = findRelation(type, name)
      if (navigation === undefined || entities.length === 0) continue
      const path = pathTo(declared, type, navigation)
      const known = found.get(path) ?? { target: navigation.target, values: [] }
      known.values.push(...entities)
      found.set(path, known)
    }
  }
  return found
}

/** With a cast before what only a derived type declares. */
function pathTo (declared: StructuredType, type: StructuredType, { name }: NavigationProperty): string {
  const first = name.split('/', 1)[0] ?? name
  const has = (candidate: StructuredType): boolean =>
    findNavigationProperty(candidate, first, 'exact') !== undefined || candidate.properties.some(property => property.name === first)
  if (type.kind !== 'entity' || has(declared)) return name
  const own = findNavigationProperty(type, first, 'exact')
  return `${(own === undefined ? type : declaringType(type, own)).fullName}/${name}`
}

const withInside = (item: PathItem, { target, values }: Inside, levels: number): PathItem => {
  const expand = expandSent(target, values, item.options.expand, levels - 1)
  return expand.length === 0 ? item : { ...item, options: { ...item.options, expand } }
}

const itemOf = (name: string): PathItem => ({
  kind: 'path',
  path: name.split('/').map(step => ({ kind: 'name', name: step, parentheses: [], position: 0 })),
  options: {},
  position: 0
})

const textOf = (path: ItemPathNode): string => path.map(step => step.kind === 'name' ? step.name : '').join('/')
