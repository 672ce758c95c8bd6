/** Merges a body into an entity, in one transaction that the tenant's other writers wait for. */
import sql from 'sql-template-tag'
import type { UpdateEntityPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import { costOfRows } from '../database/cost.js'
import type { Connection, Database, DialectName } from '../database/database.js'
import { isContained } from '../location-sql.js'
import { SINGLETON_ORDINAL } from '../sql/expression/place.js'
import { ordinalsInside, ordinalsOf } from './insert-entities.js'
import { writeOwnCollections } from './own-collections.js'
import { insertMissing } from './insert-missing.js'
import type { Updated } from './insert-missing.js'
import { readBack } from './read-back.js'
import { changeContained, finishWriting, updateStored } from './update-stored.js'
import { advanceAndUpsert, upsertSingleton } from './upsert-singleton.js'
import { writeTogether } from './write-together.js'
import { bigint, demands, findContained, findEntity, findForWriting, startWriting, writingOf } from './writing.js'
import type { Writing } from './writing.js'

/** Executes the plan; 404 and nothing changed when the entity is not there. */
export async function updateEntity (database: Database, plan: UpdateEntityPlan, scope: WriteScope): Promise<WriteResult> {
  const { change: { values: { properties, contained = {}, related = {}, dynamic, inner, media }, upsert = false, mode } } = plan
  const isEmpty = dynamic === undefined && inner === undefined &&
    [properties, contained, related].every(members => Object.keys(members).length === 0)
  if (!upsert && media === undefined && mode !== 'replaceEntity' && isEmpty) return await touchNothing(database, plan, scope)
  const together = writeTogether(database, plan, scope)
  if (together !== undefined) return await together
  return await database.transaction(async connection => {
    const updated: Updated = isContained(plan.location)
      ? await updateContained(connection, database.dialect, plan, scope)
      : { version: await updateSingleton(connection, database.dialect, plan, scope) }
    const read = updated.created === undefined ? plan.representation : plan.ifCreated ?? plan.representation
    return { ...updated, representation: await readBack(connection, database.dialect, read, scope) }
  }, demands({ scope }, costOfRows(ordinalsInside(plan.change.values))))
}

/** An empty PATCH is legal and changes nothing, not even the version; its precondition counts all the same. */
async function touchNothing (database: Database, plan: UpdateEntityPlan, scope: WriteScope): Promise<WriteResult> {
  return await database.snapshot(async connection => {
    const { version } = await findForWriting({ connection, dialect: database.dialect, scope }, plan.location)
    return { version, representation: await readBack(connection, database.dialect, plan.representation, scope) }
  })
}

async function updateContained (
  connection: Connection,
  dialect: DialectName,
  { location, change: { values, mode, upsert = false } }: UpdateEntityPlan,
  scope: WriteScope
): Promise<Updated> {
  const writing = await startWriting(connection, dialect, scope, upsert ? ordinalsOf(values) : ordinalsInside(values))
  const found = upsert ? await findContained(writing, location) : undefined
  if (upsert && found === undefined) return await insertMissing(writing, location, values)
  const stored = found ?? await findEntity(writing, location)
  scope.precondition?.(stored.version)
  const last = location.steps.at(-1)
  if (last !== undefined) await updateStored(writing, last.property, stored, values, mode)
  await finishWriting(writing)
  return { version: writing.sequence }
}

/** Nobody creates a singleton: it is stored when it is first written. */
async function updateSingleton (connection: Connection, dialect: DialectName, plan: UpdateEntityPlan, scope: WriteScope): Promise<string> {
  const { values, mode } = plan.change
  const writing = await writeSingleton(connection, dialect, plan, scope)
  await writeOwnCollections(writing, SINGLETON_ORDINAL, values, mode === 'append' ? 'append' : 'replace')
  await changeContained(writing, SINGLETON_ORDINAL, values)
  return writing.sequence
}

/**
 * Counts the tenant's sequence up and writes the singleton's own row. PostgreSQL does both in one statement; with a precondition there
 * are three, because the stored version must be read after the lock was had.
 */
async function writeSingleton (connection: Connection, dialect: DialectName, plan: UpdateEntityPlan, scope: WriteScope): Promise<Writing> {
  const ordinals = ordinalsInside(plan.change.values)
  const conditional = scope.precondition !== undefined
  if (dialect === 'postgresql' && !conditional) {
    const [row] = await connection.query(sql`${advanceAndUpsert(plan, scope, ordinals)}, (SELECT "nextOrdinal" FROM t)`)
    return writingOf(connection, dialect, scope, {
      key: Number(row?.[0]),
      sequence: String(row?.[1]),
      firstOrdinal: Number(row?.[2]) - ordinals
    })
  }
  const writing = await startWriting(connection, dialect, scope, ordinals)
  if (conditional) await findForWriting(writing, plan.location)
  await connection.query(
    upsertSingleton(dialect, plan, scope, {
      key: bigint(dialect, writing.tenant),
      sequence: bigint(dialect, writing.sequence),
      from: sql`WHERE TRUE`
    })
  )
  return writing
}
