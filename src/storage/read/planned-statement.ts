/**
 * The statement of a plan, rendered once and remembered as long as the plan is: when the plan is used again, the tenant, the time, the
 * literals and the keys of that request are filled in (`../../pipeline/prepared-requests.ts`).
 */
import type { Sql } from 'sql-template-tag'
import type { EntityLocation } from '../../odata/canonical-path.js'
import { sharedBy } from '../../plan/plan.js'
import type { Scope } from '../../plan/plan.js'
import { EvaluationError } from '../database/database.js'
import type { DialectName, Statement } from '../database/database.js'
import { fillIn, isParameter, tenantParameter } from '../sql/expression/parameter.js'
import type { Parameter } from '../sql/expression/parameter.js'

interface Rendered {
  readonly statement: Statement
  /** Where among the statement's values they go. */
  readonly parameters: ReadonlyArray<readonly [index: number, parameter: Parameter]>
}

const rendered: Readonly<Record<DialectName, WeakMap<object, Rendered>>> = { sqlite: new WeakMap(), postgresql: new WeakMap() }

/** `render` is given what to write for the tenant's id. */
export function plannedStatement (
  dialect: DialectName,
  plan: Parameters<typeof sharedBy>[0],
  scope: Scope,
  render: (tenant: Parameter) => Sql
): Statement {
  const { location } = plan
  const known = rendered[dialect].get(sharedBy(plan))
  if (known !== undefined) {
    try {
      return filled(known, scope, location)
    } catch (error) {
      // What was computed of the time ahead cannot be computed at this time: the database shall say so, where it comes to it.
      if (error instanceof EvaluationError) return filled(parametersOf(render(tenantParameter)), scope, location)
      throw error
    }
  }
  const made = parametersOf(render(tenantParameter))
  rendered[dialect].set(sharedBy(plan), made)
  return filled(made, scope, location)
}

function parametersOf ({ sql, text, values }: Sql): Rendered {
  return {
    statement: { sql, text, values },
    parameters: values.flatMap((value, index) => isParameter(value) ? [[index, value] as const] : [])
  }
}

function filled ({ statement: { sql, text, values: rendered }, parameters }: Rendered, scope: Scope, location: EntityLocation): Statement {
  const values = rendered.slice()
  for (const [index, parameter] of parameters) values[index] = fillIn(parameter, scope, location)
  return { sql, text, values }
}
