/** The row of a singleton, which nobody creates: it is stored when it is first written. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Scope, UpdateEntityPlan } from '../../plan/plan.js'
import { singletonId } from '../../tenant/singleton-id.js'
import type { DialectName } from '../database/database.js'
import { tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { mergedValue, parameter, sentValues } from './assignments.js'
import { advanceTenant } from './writing.js'

export interface UpsertSource {
  /** The tenant's key. */
  readonly key: Sql
  readonly sequence: Sql
  /** What both come from. */
  readonly from: Sql
}

/** Writes what a body has into the row; returns the tenant's key and the new version. */
export function upsertSingleton (
  dialect: DialectName,
  { location: { singleton }, change: { values, mode } }: UpdateEntityPlan,
  { tenant }: Scope,
  { key, sequence, from }: UpsertSource
): Sql {
  if (singleton === undefined) throw new Error('only a singleton has a row of its own')
  const table = identifier(tableOf(singleton.type))
  const assignments = sentValues(values)
  const names = assignments.length === 0 ? empty : sql`, ${join(assignments.map(({ column }) => identifier(column.name)))}`
  const inserted = assignments.length === 0 ? empty : sql`, ${join(assignments.map(assignment => parameter(dialect, assignment)))}`
  const sets = assignments.map(assignment =>
    sql`${identifier(assignment.column.name)} = ${
      mergedValue(dialect, assignment, mode === 'merge' || mode === 'append', name => sql`${table}.${identifier(name)}`)
    }`
  )
  return sql`INSERT INTO ${table} ("tenant", "id", "changed"${names})
    SELECT ${key}, CAST(${singletonId(tenant)} AS text), ${sequence}${inserted} ${from}
    ON CONFLICT ("tenant") DO UPDATE SET ${join([sql`"changed" = excluded."changed"`, ...sets])}
    RETURNING "tenant", "changed"`
}

/** Counts the tenant's sequence up and writes the row, in one statement of PostgreSQL. */
export function advanceAndUpsert (plan: UpdateEntityPlan, scope: Scope, ordinals: number): Sql {
  const upsert = upsertSingleton('postgresql', plan, scope, { key: sql`t."key"`, sequence: sql`t."sequence"`, from: sql`FROM t` })
  return sql`WITH t AS (${advanceTenant(scope, ordinals)}) ${upsert}`
}
