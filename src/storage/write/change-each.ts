/** Changes or deletes every entity of a collection that a condition leaves (OData-Protocol 4.01, sections 11.4.13 and 11.4.14). */
import sql from 'sql-template-tag'
import { findProperty } from '../../edm/lookup.js'
import { primitive } from '../../edm/primitives.js'
import type { NavigationProperty } from '../../edm/types.js'
import type { Expression } from '../../odata/bind/expression/expression.js'
import type { ChangeEachPlan, ReadRowsPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import { demandsOf } from '../cost/demands.js'
import type { Database } from '../database/database.js'
import { renderMatching } from '../sql/answer/render-rows.js'
import { deleteEntities } from './delete-entities.js'
import { ordinalsInside } from './insert-entities.js'
import { readBack } from './read-back.js'
import { updateStored } from './update-stored.js'
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
      for (const { stored } of found) {
        await deleteEntities(
          start,
          navigation.target,
          sql`"owner" = ${bigint(dialect, owner)} AND "ordinal" = ${bigint(dialect, stored.ordinal)}`
        )
      }
    } else {
      const writing = await reserveOrdinals(start, found.length * ordinalsInside(values))
      for (const { stored } of found) await updateStored(writing, navigation, stored, values, 'merge')
    }
    return {
      version: start.sequence,
      representation: representation
        ? await readBack(connection, dialect, onlyThese(read, navigation, found.map(({ id }) => id)), scope)
        : undefined
    }
  })
}

interface Found {
  readonly id: string
  readonly stored: StoredEntity
}

async function findMatching (
  { connection, dialect, scope, tenant }: Writing,
  { location, rows }: ReadRowsPlan,
  owner: number
): Promise<readonly Found[]> {
  const place = { owner: { tenant: sql`${tenant}`, ordinal: bigint(dialect, owner) }, level: 0, path: sql`''` }
  const found = await connection.query(
    renderMatching({ dialect, now: scope.now }, rows, place),
    demandsOf({ kind: 'countRows', location, rows }, scope)
  )
  return found.map(([id, ordinal, changed, type]) => ({
    id: String(id),
    stored: { owner, ordinal: Number(ordinal), version: String(changed), typeName: String(type) }
  }))
}

/** What was changed need not fulfil the condition any more. */
function onlyThese (read: ReadRowsPlan, { target }: NavigationProperty, ids: readonly string[]): ReadRowsPlan {
  const { rows } = read
  const property = findProperty(target, 'id', 'exact')
  if (property === undefined) throw new Error(`${target.name} has no id`)
  const { variable } = rows.computation
  const operand: Expression = {
    kind: 'property',
    source: { kind: 'variable', variable, type: variable.type },
    property,
    type: property.type
  }
  const filter: Expression = {
    kind: 'in',
    operand,
    items: ids.map(value => ({ kind: 'literal', value, type: property.type })),
    type: { type: primitive('Edm.Boolean'), nullable: false }
  }
  return { ...read, rows: { ...rows, filter, search: undefined }, pageSize: Math.max(ids.length, 1) }
}
