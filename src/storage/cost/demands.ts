/** What the database is told of a read. */
import type { Scope } from '../../plan/plan.js'
import type { StatementOptions } from '../database/database.js'
import { readCost } from './read-cost.js'

/** Undefined for a read that is short whatever is stored. */
export function demandsOf (plan: Parameters<typeof readCost>[0], { tenant, caller }: Scope): StatementOptions | undefined {
  const cost = readCost(plan)
  return cost === undefined ? undefined : { cost, tenant, caller }
}
