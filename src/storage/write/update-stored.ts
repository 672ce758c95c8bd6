/** Changes a contained entity that is there, and what it contains (OData-Protocol 4.01, sections 11.4.3 and 11.4.3.1). */
import sql, { join } from 'sql-template-tag'
import { findNavigationProperty } from '../../edm/lookup.js'
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { UpdateChange } from '../../odata/bind/change.js'
import { checkPayloadETag } from '../../odata/etag.js'
import type { ContainedChange, StructuredValue } from '../../odata/json/structured-value.js'
import { tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { mergedValue, sentValues } from './assignments.js'
import { deleteEntities } from './delete-entities.js'
import { insertEntities, withNewKey } from './insert-entities.js'
import { writeOwnCollections } from './own-collections.js'
import { checkUnique, uniqueProperties } from './unique-values.js'
import { bigint } from './writing.js'
import type { StoredEntity, Writing } from './writing.js'

/** Merges values into the entity's row, and writes what hangs on it. */
export async function updateStored (
  writing: Writing,
  navigation: NavigationProperty,
  stored: StoredEntity,
  values: StructuredValue,
  mode: UpdateChange['mode']
): Promise<void> {
  const { connection, dialect, tenant, sequence } = writing
  checkType(navigation, stored, values)
  const sets = sentValues(values).map(assignment =>
    sql`${identifier(assignment.column.name)} = ${mergedValue(dialect, assignment, mode !== 'replace', name => identifier(name))}`
  )
  await connection.execute(
    sql`UPDATE ${identifier(tableOf(navigation.target))} SET ${join([sql`"changed" = ${bigint(dialect, sequence)}`, ...sets])}
    WHERE "tenant" = ${tenant} AND "owner" = ${bigint(dialect, stored.owner)} AND "ordinal" = ${bigint(dialect, stored.ordinal)}`
  )
  if (uniqueProperties(navigation).some(({ name }) => values.properties[name] !== undefined)) {
    await checkUnique(writing, navigation, stored.owner, [stored.ordinal])
  }
  await writeOwnCollections(writing, stored.ordinal, values, mode === 'append' ? 'append' : 'replace')
  await changeContained(writing, stored.ordinal, values)
}

/** The type of an entity stays what it is. */
function checkType ({ target }: NavigationProperty, { typeName }: StoredEntity, { type }: StructuredValue): void {
  if (type === target || type.concreteTypes.some(({ name }) => name === typeName)) return
  throw new ODataError(
    'modelValidation',
    `The entity is a '${target.namespace}.${typeName ?? ''}'; its type cannot be changed to '${type.fullName}'.`,
    { target: '@odata.type' }
  )
}

/** Applies what a body says of the entities that the one with this ordinal contains. */
export async function changeContained (writing: Writing, owner: number, { type, contained = {} }: StructuredValue): Promise<void> {
  for (const [name, change] of Object.entries(contained)) {
    const navigation = findNavigationProperty(type, name, 'exact')
    if (navigation !== undefined) await changeCollection(writing, owner, navigation, change)
  }
}

/** Removes first, then changes, then adds, so that what is freed can be used. */
async function changeCollection (
  writing: Writing,
  owner: number,
  navigation: NavigationProperty,
  { mode, items }: ContainedChange
): Promise<void> {
  const stored = await storedMembers(writing, owner, navigation.target)
  const member = (key: string): StoredEntity => stored.get(key) ?? refuse(navigation, key)
  const kept = new Set(items.flatMap(item => item.kind === 'entity' && item.key !== undefined ? [member(item.key).ordinal] : []))
  const removed = items.flatMap(item => item.kind === 'removed' ? [member(item.key).ordinal] : [])
  for (const { key, etag } of items) if (key !== undefined) checkPayloadETag(etag, member(key).version)
  const gone = mode === 'delta'
    ? removed
    : [...stored.values()].map(({ ordinal }) => ordinal).filter(ordinal => !kept.has(ordinal) || removed.includes(ordinal))
  for (const ordinal of gone) {
    await deleteEntities(
      writing,
      navigation.target,
      sql`"owner" = ${bigint(writing.dialect, owner)} AND "ordinal" = ${bigint(writing.dialect, ordinal)}`
    )
  }
  for (const item of items) {
    if (item.kind === 'entity' && item.key !== undefined) await updateStored(writing, navigation, member(item.key), item.value, 'merge')
  }
  await insertEntities(
    writing,
    navigation,
    owner,
    items.flatMap(item => item.kind === 'entity' && item.key === undefined ? [withNewKey(item.value)] : [])
  )
}

async function storedMembers (
  { connection, dialect, tenant }: Writing,
  owner: number,
  type: EntityType
): Promise<ReadonlyMap<string, StoredEntity>> {
  const rows = await connection.query(
    sql`SELECT "id", "ordinal", "changed", "type" FROM ${identifier(tableOf(type))} WHERE "tenant" = ${tenant} AND "owner" = ${
      bigint(dialect, owner)
    }`
  )
  return new Map(
    rows.map((
      [id, ordinal, changed, typeName]
    ) => [String(id), { owner, ordinal: Number(ordinal), version: String(changed), typeName: String(typeName) }])
  )
}

function refuse ({ name }: NavigationProperty, key: string): never {
  throw new ODataError('modelValidation', `'${name}' contains no entity with the id '${key}'. Leave the id out to create one.`, {
    target: name
  })
}
