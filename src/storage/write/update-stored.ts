/** Changes a contained entity that is there, and what it contains (OData-Protocol 4.01, sections 11.4.3 and 11.4.3.1). */
import { namedValues } from '../../base/named-values.js'
import sql, { empty, join } from 'sql-template-tag'
import { findRelation } from '../../edm/inner-navigation.js'
import { findProperty, isKeyProperty, keyPartsIn } from '../../edm/lookup.js'
import type { NavigationProperty, Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { UpdateChange } from '../../odata/bind/change.js'
import { checkPayloadETag } from '../../odata/etag.js'
import { saysOnlyKey } from '../../odata/json/inner-key.js'
import { parseExactJson, writeExactJson } from '../../odata/json/exact-json.js'
import { RawJson } from '../../odata/json/structured-value.js'
import type { ContainedChange, InnerChange, StructuredValue } from '../../odata/json/structured-value.js'
import { renderPlace } from '../sql/expression/place.js'
import type { EntityKey } from '../../odata/canonical-path.js'
import { dynamicColumnOf, isDocument, keyMappings, tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { columnsOf } from '../mapping.js'
import { checkDynamic, hasImmutable, mergeDocument, mergeMembers } from '../merge-document.js'
import { mergeInner, mergeInnerText } from '../merge-inner.js'
import { columnValues, mergedValue } from './assignments.js'
import type { ColumnValue } from './assignments.js'
import { checkAlternateKeys, noteKeys } from './check-alternate-keys.js'
import { checkConditions, noteWritten } from './check-conditions.js'
import { checkRelated } from './check-related.js'
import { checkPermitted } from './check-permitted.js'
import { completeEntity } from './complete-entity.js'
import { deleteEntities } from './delete-entities.js'
import { insertEntities, insertRelated, withKeys } from './insert-entities.js'
import { writeOwnCollections } from './own-collections.js'
import { noteValues, passOn } from './constraints.js'
import { itemOrdinals, numberItems, unlinkItems } from './item-ordinals.js'
import { relateAll, settle } from './relate.js'
import { withStoredKey } from './stored-key.js'
import { checkUnique, uniqueProperties } from './unique-values.js'
import { bigint } from './writing.js'
import type { StoredEntity, Writing } from './writing.js'

/** Merges values into the entity's row, and writes what hangs on it. */
export async function updateStored (
  writing: Writing,
  navigation: NavigationProperty,
  stored: StoredEntity,
  sent: StructuredValue,
  mode: UpdateChange['mode']
): Promise<void> {
  const { connection, dialect, tenant, sequence } = writing
  const values = numberItems(writing, sent)
  checkType(navigation, stored, values)
  const items = await itemOrdinals(writing, navigation.target, [stored.ordinal])
  const merged = await mergeDocuments(writing, navigation, stored, values, mode)
  const sets = [...assignmentsOf(navigation, merged, mode), ...dynamicAssignment(merged, mode)].map(assignment =>
    sql`${identifier(assignment.column.name)} = ${
      mergedValue(dialect, assignment, mode === 'merge' || mode === 'append', name => identifier(name))
    }`
  )
  await connection.execute(
    sql`UPDATE ${identifier(tableOf(navigation.target))} SET ${join([sql`"changed" = ${bigint(dialect, sequence)}`, ...sets])}
    WHERE "tenant" = ${tenant} AND "owner" = ${bigint(dialect, stored.owner)} AND "ordinal" = ${bigint(dialect, stored.ordinal)}`
  )
  if (items.length > 0) await unlinkItems(writing, items, await itemOrdinals(writing, navigation.target, [stored.ordinal]))
  if (uniqueProperties(navigation).some(({ name }) => values.properties[name] !== undefined)) {
    await checkUnique(writing, navigation, stored.owner, [stored.ordinal])
  }
  noteKeys(writing, navigation.target, [stored.ordinal], mode === 'replaceEntity' ? undefined : values)
  noteWritten(writing, navigation.target, [stored.ordinal])
  await writeOwnCollections(writing, stored.ordinal, values, mode === 'append' ? 'append' : 'replace')
  await changeContained(writing, stored.ordinal, values)
  await relateAll(writing, stored.ordinal, values, insertRelated)
  noteValues(writing, stored.ordinal, values, mode === 'replaceEntity' ? 'replace' : 'merge')
  await passOn(writing, stored.ordinal, values)
}

/** Changes what bodies have inside of them, then relates by values what nothing else has related: the end of a transaction. */
export async function finishWriting (writing: Writing): Promise<void> {
  for (let next = writing.nested.shift(); next !== undefined; next = writing.nested.shift()) {
    const { navigation, stored, change: { value, mode } } = next
    if (saysNothing(navigation, value, mode)) continue
    await updateStored(writing, navigation, stored, value, mode)
  }
  await settle(writing)
  await checkRelated(writing)
  await checkAlternateKeys(writing)
  await checkConditions(writing)
}

/** Where only the key is sent, nothing is changed. */
const saysNothing = ({ target }: NavigationProperty, { properties, contained, related, dynamic, media }: StructuredValue, mode: UpdateChange['mode']): boolean =>
  mode === 'merge' && media === undefined && contained === undefined && related === undefined && dynamic === undefined &&
  Object.entries(properties).every(([name, value]) => isKeyProperty(target, name) || saysOnlyKey(target, name, value))

/** Keys stay what they are, and so does what can be given once. */
function assignmentsOf (
  { target }: NavigationProperty,
  { type, properties }: StructuredValue,
  mode: UpdateChange['mode']
): readonly ColumnValue[] {
  const isSet = ({ name }: Property): boolean => mode === 'replaceEntity' || Object.hasOwn(properties, name)
  return type.properties.filter(property => !isKeyProperty(target, property.name) && property.immutable !== true && isSet(property))
    .flatMap(property => columnValues(property, properties[property.name]))
}

function dynamicAssignment ({ type, dynamic }: StructuredValue, mode: UpdateChange['mode']): readonly ColumnValue[] {
  const name = dynamicColumnOf(type)
  if (name === undefined || (dynamic === undefined && mode !== 'replaceEntity')) return []
  return [{ column: { name, kind: 'text', nullable: true }, value: dynamic ?? null, sent: true, ofType: undefined }]
}

/**
 * Members of complex values, and dynamic properties, that a body leaves out stay as they are (Protocol 4.01, section 11.4.3), and what can
 * be given once stays whatever it says.
 */
async function mergeDocuments (
  { connection, dialect, tenant }: Writing,
  navigation: NavigationProperty,
  { ordinal }: StoredEntity,
  values: StructuredValue,
  mode: UpdateChange['mode']
): Promise<StructuredValue> {
  const { type, properties, dynamic, inner } = values
  const merges = mode === 'merge'
  const around = inner === undefined ? undefined : findProperty(type, inner.way[0], 'exact')
  const holdsKey = ({ name }: Property): boolean => keyPartsIn(navigation.target, name).length > 0
  const merged = type.properties.filter(property => property === around || (
    isDocument(property) && property.type.type.kind === 'complex' && isObject(properties[property.name]) &&
    (merges || hasImmutable(property.type.type))
  ) || (holdsKey(property) && (isObject(properties[property.name]) || mode === 'replaceEntity')))
  const changesDynamic = merges && (dynamic !== undefined || (inner !== undefined && around === undefined))
  const dynamicColumn = changesDynamic ? dynamicColumnOf(type) : undefined
  if (merged.length === 0 && dynamicColumn === undefined) return values
  const names = [
    ...columnsOf({ properties: merged }).map(({ column }) => column.name),
    ...dynamicColumn === undefined ? [] : [dynamicColumn]
  ]
  const [row = []] = await connection.query(
    sql`SELECT ${join(names.map(name => sql`CAST(${identifier(name)} AS text)`))} FROM ${
      identifier(tableOf(navigation.target))
    } WHERE "tenant" = ${tenant} AND "ordinal" = ${bigint(dialect, ordinal)}`
  )
  const changed = merged.map((property, index) => {
    const before = row[index] === null ? null : String(row[index])
    if (property === around && inner !== undefined) return [property.name, mergeInnerValue(property.name, before, inner)] as const
    const sent = properties[property.name] as StructuredValue | undefined
    const value = holdsKey(property) ? withStoredKey(navigation.target, property, before, sent) : sent as StructuredValue
    return [property.name, mergeDocument(property.type, before, merges ? value : { ...value, replaces: true })] as const
  })
  const before = dynamicColumn === undefined ? '' : String(row[merged.length] ?? '')
  return {
    ...values,
    properties: namedValues({ ...properties, ...Object.fromEntries(changed) }),
    ...changesDynamic ? { dynamic: inner === undefined ? mergeMembers(before, dynamic ?? '') : mergeInnerText(before, inner) } : {}
  }
}

/** A declared value of any type with what changes inside of it. */
const mergeInnerValue = (name: string, before: string | null, inner: InnerChange): RawJson =>
  new RawJson(writeExactJson(mergeInner({ [name]: before === null ? null : parseExactJson(before) }, inner)[name]))

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && 'properties' in value

/** The type of an entity stays what it is, and what that declares is not a dynamic property. */
function checkType ({ target }: NavigationProperty, { typeName }: StoredEntity, { type, dynamic }: StructuredValue): void {
  const own = type.concreteTypes.find(({ name }) => name === typeName)
  if (own !== undefined && own !== type && dynamic !== undefined) checkDynamic(own, dynamic)
  if (type === target || own !== undefined) return
  throw new ODataError(
    'modelValidation',
    `The entity is a '${target.namespace}.${typeName ?? ''}'; its type cannot be changed to '${type.fullName}'.`,
    { target: '@odata.type' }
  )
}

/** Applies what a body says of the entities that the one with this ordinal contains. */
export async function changeContained (writing: Writing, owner: number, { type, contained = {} }: StructuredValue): Promise<void> {
  for (const [name, change] of Object.entries(contained)) {
    const navigation = findRelation(type, name)
    if (navigation !== undefined) await changeCollection(writing, owner, navigation, change)
  }
}

/** Removes first, then changes, then adds, so that what is freed can be used. */
async function changeCollection (
  writing: Writing,
  owner: number,
  navigation: NavigationProperty,
  { mode, items, forbidden }: ContainedChange
): Promise<void> {
  const stored = await storedMembers(writing, owner, navigation)
  const member = (key: EntityKey): StoredEntity => stored.get(keyText(key)) ?? refuse(navigation, key)
  // Where clients give keys, one that nobody has is that of a new entity; where the service alone gives them, it is a mistake.
  const givesKeys = navigation.target.key.some(({ property }) => !property.readOnly)
  const isThere = (key: EntityKey | undefined): key is EntityKey => key !== undefined && (!givesKeys || stored.has(keyText(key)))
  const kept = new Set(items.flatMap(item => item.kind === 'entity' && isThere(item.key) ? [member(item.key).ordinal] : []))
  const removed = items.flatMap(item => item.kind === 'removed' ? [member(item.key).ordinal] : [])
  for (const { key, etag } of items) if (isThere(key)) checkPayloadETag(etag, member(key).version)
  const gone = mode === 'delta'
    ? removed
    : [...stored.values()].map(({ ordinal }) => ordinal).filter(ordinal => !kept.has(ordinal) || removed.includes(ordinal))
  const added = items.filter(item => item.kind === 'entity' && !isThere(item.key))
  const isReplaced = !navigation.collection && gone.length > 0 && added.length > 0
  const isChanged = items.some(item => item.kind === 'entity' && isThere(item.key) && !saysNothing(navigation, item.value, 'merge'))
  checkPermitted(navigation, forbidden, {
    Insert: !isReplaced && added.length > 0, Update: isReplaced || isChanged, Delete: !isReplaced && gone.length > 0
  })
  for (const ordinal of gone) {
    await deleteEntities(
      writing,
      navigation.target,
      sql`"owner" = ${bigint(writing.dialect, owner)} AND "ordinal" = ${bigint(writing.dialect, ordinal)}`
    )
  }
  for (const item of items) {
    if (item.kind === 'entity' && isThere(item.key)) await updateStored(writing, navigation, member(item.key), item.value, 'merge')
  }
  const values = added.flatMap(item => item.kind === 'entity' ? [item.key === undefined ? item.value : completeEntity(writing, item.value, item.key)] : [])
  await insertEntities(writing, navigation, owner, await withKeys(writing, navigation, owner, values))
}

async function storedMembers (
  { connection, dialect, tenant }: Writing,
  owner: number,
  navigation: NavigationProperty
): Promise<ReadonlyMap<string, StoredEntity>> {
  const keys = keyMappings(navigation.target)
  const columns = keys.map(({ column }) => sql`, CAST(r.${identifier(column.name)} AS text)`)
  const rows = await connection.query(
    sql`SELECT r."ordinal", r."changed", r."type"${columns.length === 0 ? empty : join(columns, '')} FROM ${identifier(tableOf(navigation.target))} r WHERE r."tenant" = ${tenant}${
      renderPlace(navigation, sql`r`)
    } AND r."owner" = ${bigint(dialect, owner)}`
  )
  return new Map(
    rows.map((
      [ordinal, changed, typeName, ...key]
    ) => [keyText(key.map(String)), { owner, ordinal: Number(ordinal), version: String(changed), typeName: String(typeName) }])
  )
}

/** Equal for equal keys of one collection. */
const keyText = (key: EntityKey): string => JSON.stringify(key.map(String))

function refuse ({ name }: NavigationProperty, key: EntityKey): never {
  throw new ODataError('modelValidation', `'${name}' contains no entity with the id '${key.join(', ')}'. Leave the id out to create one.`, {
    target: name
  })
}
