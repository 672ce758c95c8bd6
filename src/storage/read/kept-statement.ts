/**
 * The statement of a plan, kept as long as the plan is: a plan that is used again, or one of its variants, costs no rendering
 * (`../prepared-requests.ts`).
 */
import type { Sql } from 'sql-template-tag'
import { variantOf } from '../../plan/plan-variant.js'
import type { DialectName, Statement } from '../database/database.js'
import { fillIn, isParameter } from '../sql/expression/parameter.js'
import type { Parameter } from '../sql/expression/parameter.js'

/** Stands for the tenant while a statement is rendered; no value of a client can be this, because none holds U+0000. */
const TENANT_MARK = '\u0000tenant'

interface Kept {
  readonly statement: Statement
  /** Where the tenant's id goes. */
  readonly tenant: number
  /** Where values go that literals gave. */
  readonly parameters: ReadonlyArray<readonly [index: number, parameter: Parameter]>
}

const kept: Readonly<Record<DialectName, WeakMap<object, Kept>>> = { sqlite: new WeakMap(), postgresql: new WeakMap() }

/** `render` is called with what to write for the tenant's id, which it must do once. */
export function keptStatement (dialect: DialectName, planned: object, tenant: string, render: (tenant: string) => Sql): Statement {
  const { plan, literals } = variantOf(planned)
  const { statement, tenant: place, parameters } = kept[dialect].get(plan) ?? keep(dialect, plan, render(TENANT_MARK))
  const values = [...statement.values]
  values[place] = tenant
  for (const [index, parameter] of parameters) values[index] = fillIn(parameter, literals)
  return { ...statement, values }
}

function keep (dialect: DialectName, plan: object, { sql, text, values }: Sql): Kept {
  const parameters = values.flatMap((value, index) => isParameter(value) ? [[index, value] as const] : [])
  for (const [, { slot: { use } }] of parameters) use.kept = true
  const made = { statement: { sql, text, values }, tenant: values.indexOf(TENANT_MARK), parameters }
  kept[dialect].set(plan, made)
  return made
}
