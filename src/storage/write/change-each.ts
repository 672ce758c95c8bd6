/** Changes or deletes every entity of a collection that a condition leaves (OData-Protocol 4.01, sections 11.4.13 and 11.4.14). */
import sql from 'sql-template-tag'
import type { NavigationProperty } from '../../edm/types.js'
import type { ChangeEachPlan, ReadRowsPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import { demandsOf } from '../cost/demands.js'
import type { Database } from '../database/database.js'
import { renderMatching } from '../sql/answer/render-rows.js'
import { noteContainer } from './check-conditions.js'
import { deleteEntities } from './delete-entities.js'
import { ordinalsInside } from './insert-entities.js'
import { readBack } from './read-back.js'
import { finishWriting, updateStored } from './update-stored.js'
import { bigint, findEntity, reserveOrdinals, startWriting } from './writing.js'
import type { StoredEntity, Writing } from './writing.js'

export async function changeEach (
  database: Database,
  { read, values, representation }: ChangeEachPlan,
  scope: WriteScope
): Promise<WriteResult> {
  const { dialect } = database
  const navigation = read.rows.property as NavigationProperty
  return await database.transaction(async connection => {
    const start = await startWriting(connection, dialect, scope, 0)
    const { ordinal: owner } = await findEntity(start, read.location)
    const found = await findMatching(start, read, owner)
    if (values === undefined) {
      for (const stored of found) {
        await deleteEntities(
          start,
          navigation.target,
          sql`"owner" = ${bigint(dialect, stored.owner)} AND "ordinal" = ${bigint(dialect, stored.ordinal)}`
        )
      }
      noteContainer(start, read.location, navigation, owner)
      await finishWriting(start)
    } else {
      const writing = await reserveOrdinals(start, found.length * ordinalsInside(values))
      for (const stored of found) await updateStored(writing, navigation, stored, values, 'merge')
      await finishWriting(writing)
    }
    return {
      version: start.sequence,
      representation: representation
        ? await readBack(connection, dialect, onlyThese(read, found.map(({ ordinal }) => ordinal)), scope)
        : undefined
    }
  })
}

async function findMatching (
  { connection, dialect, scope, tenant }: Writing,
  { location, rows }: ReadRowsPlan,
  owner: number
): Promise<readonly StoredEntity[]> {
  const place = { owner: { tenant: sql`${tenant}`, ordinal: bigint(dialect, owner) }, level: 0, path: undefined }
  const found = await connection.query(
    renderMatching({ dialect, now: scope.now }, rows, place),
    demandsOf({ kind: 'countRows', location, rows }, scope)
  )
  return found.map(([ordinal, changed, type, itsOwner]) =>
    ({ owner: Number(itsOwner), ordinal: Number(ordinal), version: String(changed), typeName: String(type) }))
}

/** What was changed need not fulfil the condition any more. */
const onlyThese = (read: ReadRowsPlan, only: readonly number[]): ReadRowsPlan =>
  ({ ...read, rows: { ...read.rows, filter: undefined, search: undefined, only }, pageSize: Math.max(only.length, 1) })
