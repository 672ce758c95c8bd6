/**
 * Columns that repeat members of complex values, which are JSON: parts of keys and of alternate keys (OData CSDL 4.01, section 6.5.1;
 * vocabulary Core, `AlternateKeys`), so that entities are found by an index. They are written with the value, and never read but to find.
 */
import type { EdmModel, EntityType, KeyProperty, NavigationProperty, Property } from '../edm/types.js'
import { uniqueTogether } from '../odata/bind/alternate-key.js'
import { withDescendants } from '../odata/containment.js'
import type { ColumnMapping, InnerColumn } from './mapping.js'

/** What stands between the names of a path; names of properties seldom have it. */
const BETWEEN = '__'

interface Naming {
  /** Whether a column of the table has the name, or one that a value of this name would have beside it. */
  readonly isTaken: (name: string) => boolean
  readonly nameOf: (text: string, isTaken: boolean, whole: string) => string
  readonly map: (property: Property, name: string) => ColumnMapping | undefined
}

/** Those of the table of a type, by the complex property of the entity that has them. */
export function layOutInner (
  model: EdmModel,
  root: EntityType,
  places: Iterable<NavigationProperty>,
  { isTaken, nameOf, map }: Naming
): ReadonlyMap<Property, readonly InnerColumn[]> {
  const found = new Map<Property, InnerColumn[]>()
  const names = new Set<string>()
  for (const [type, { path, property, way }] of partsIn(model, root, places)) {
    const [outer] = way
    if (outer === undefined || found.get(outer)?.some(column => column.path === path) === true) continue
    const plain = path.replaceAll('/', BETWEEN)
    const name = nameOf(plain, isTaken(plain) || names.has(plain.toLowerCase()), `${type.fullName}/${path}`)
    const mapping = map(property, name)
    if (mapping === undefined) continue
    names.add(name.toLowerCase())
    found.set(outer, [...found.get(outer) ?? [], { path, way, mapping }])
  }
  return found
}

type InnerPart = KeyProperty & { readonly way: readonly Property[] }

function partsIn (
  model: EdmModel,
  root: EntityType,
  places: Iterable<NavigationProperty>
): ReadonlyArray<readonly [EntityType, InnerPart]> {
  const types = withDescendants(root)
  const keys = [
    ...types.map(type => [type, type.key] as const),
    ...[...places].filter(({ target }) => types.includes(target)).flatMap(navigation =>
      uniqueTogether(model, navigation).map(key => [navigation.target, key] as const))
  ]
  return keys.flatMap(([type, key]) => key.flatMap(part => part.way === undefined ? [] : [[type, { ...part, way: part.way }] as const]))
}
