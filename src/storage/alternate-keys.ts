/** What the tables of a model that was read know of alternate keys (vocabulary Core, `AlternateKeys`): which columns no two rows share. */
import { createHash } from 'node:crypto'
import type { EdmModel, EntityType, KeyProperty, NavigationProperty } from '../edm/types.js'
import { uniqueTogether } from '../odata/bind/alternate-key.js'
import type { Column, ColumnMapping } from './mapping.js'

/** An alternate key of the entities of one place. */
export interface AlternateKeyMapping {
  readonly navigation: NavigationProperty
  readonly place: string
  readonly parts: readonly KeyProperty[]
  /** Those that compare. */
  readonly columns: readonly Column[]
  /** Names of columns whose values have no bounded length: PostgreSQL finds them by a hash. */
  readonly hashed: readonly string[]
}

/** Keys with a part that cannot be compared are left out. */
export function mapAlternateKeys (
  model: EdmModel,
  places: ReadonlyMap<NavigationProperty, string>,
  columnOf: (part: KeyProperty) => ColumnMapping | undefined,
  isBounded: (mapping: ColumnMapping) => boolean
): readonly AlternateKeyMapping[] {
  return [...places].flatMap(([navigation, place]) => uniqueTogether(model, navigation).flatMap(parts => {
    const mappings = parts.flatMap(part => columnOf(part) ?? [])
    if (mappings.length < parts.length || mappings.some(({ column }) => column.kind === 'document')) return []
    const comparable = ({ column, instant }: ColumnMapping): Column => instant ?? column
    const unbounded = mappings.filter(mapping => !isBounded(mapping)).map(comparable).filter(({ kind }) => kind === 'text')
    return [{ navigation, place, parts, columns: mappings.map(comparable), hashed: unbounded.map(({ name }) => name) }]
  }))
}

/** By type. */
export const alternateKeysBy = (
  types: Iterable<EntityType>,
  keys: readonly AlternateKeyMapping[],
  tableOf: ReadonlyMap<EntityType, string>
): ReadonlyMap<EntityType, readonly AlternateKeyMapping[]> =>
  new Map([...types].map(type => [type, keys.filter(({ navigation: { target } }) => tableOf.get(target) === tableOf.get(type))]))

/**
 * The name of an index, within the 63 bytes of PostgreSQL. The hash tells apart what would read the same: `A` with its `b_c`, and `A_b`
 * with its `c`.
 */
export const indexName = (table: string, suffix: string): string => {
  const hash = createHash('sha256').update(JSON.stringify([table, suffix])).digest('hex').slice(0, 12)
  return `${`${table}_${suffix.replace('$', '')}`.slice(0, 44)}_${hash}_idx`
}
