/** The statement of a plan, kept as long as the plan is: a plan that is used again costs no rendering (`../prepared-requests.ts`). */
import type { Sql } from 'sql-template-tag'
import type { DialectName, Statement } from './database.js'

/** Stands for the tenant while a statement is rendered; no value of a client can be this, because none holds U+0000. */
const TENANT_MARK = '\u0000tenant'

interface Kept {
  readonly statement: Statement
  /** Where the tenant's id goes. */
  readonly tenant: number
}

const kept: Readonly<Record<DialectName, WeakMap<object, Kept>>> = { sqlite: new WeakMap(), postgresql: new WeakMap() }

/** `render` is called with what to write for the tenant's id, which it must do once. */
export function keptStatement (dialect: DialectName, plan: object, tenant: string, render: (tenant: string) => Sql): Statement {
  const known = kept[dialect].get(plan) ?? keep(dialect, plan, render(TENANT_MARK))
  return { ...known.statement, values: known.statement.values.with(known.tenant, tenant) }
}

function keep (dialect: DialectName, plan: object, { sql, text, values }: Sql): Kept {
  const made = { statement: { sql, text, values }, tenant: values.indexOf(TENANT_MARK) }
  kept[dialect].set(plan, made)
  return made
}
