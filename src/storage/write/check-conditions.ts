/** At the end of a transaction what it has written is asked for what it has to fulfil (Validation, `Constraint` and `ItemsOf`). */
import sql, { join } from 'sql-template-tag'
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { Condition } from '../../odata/restrictions/conditions.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import { costOfRows } from '../database/cost.js'
import { conditionsOn, linkOf, tableOf } from '../mapping.js'
import { constant, identifier, position } from '../sql/identifier.js'
import { renderFilter } from '../sql/expression/render-expression.js'
import type { RenderContext } from '../sql/expression/render-context.js'
import type { LinkPair } from './constraints.js'
import { listOf } from './unique-values.js'
import { demands } from './writing.js'
import type { Writing } from './writing.js'

/** Notes entities of the table of a type that have been written. */
export function noteWritten (writing: Writing, type: EntityType, ordinals: readonly number[]): void {
  if (writing.postponed !== undefined || ordinals.length === 0) return
  if (type.concreteTypes.some(concrete => conditionsOn(concrete).length > 0)) writing.conditioned.push({ type, ordinals })
}

/** Notes the entity that contains another one which comes or goes: it may have too few of them then, or too many. */
export function noteContainer (writing: Writing, { steps }: EntityLocation, { containsTarget }: NavigationProperty, ordinal: number): void {
  const container = steps.at(-1)
  if (container !== undefined && containsTarget) noteWritten(writing, container.property.target, [ordinal])
}

/** Notes both ends of relations that are new, or are no longer there. */
export function noteRelated (writing: Writing, navigation: NavigationProperty, pairs: readonly LinkPair[]): void {
  const link = linkOf(navigation)
  if (link === undefined) return
  const [near, far] = link.direction === 'backward' ? [1, 0] as const : [0, 1] as const
  noteWritten(writing, link.storedType, pairs.map(pair => pair[near]))
  if (link.partner !== undefined) noteWritten(writing, navigation.target, pairs.map(pair => pair[far]))
}

/** @throws ODataError `modelValidation` for an entity that does not fulfil a condition */
export async function checkConditions (writing: Writing): Promise<void> {
  for (const { type, ordinals } of writing.conditioned.splice(0)) {
    for (const concrete of type.concreteTypes) {
      const conditions = conditionsOn(concrete)
      const broken = conditions.length === 0 ? undefined : await findBroken(writing, concrete, conditions, ordinals)
      if (broken !== undefined) throw new ODataError('modelValidation', broken.message, { target: broken.target })
    }
  }
}

/** The first condition that one of the entities does not fulfil: one that is null is not fulfilled either. */
async function findBroken (
  writing: Writing,
  type: EntityType,
  conditions: readonly Condition[],
  ordinals: readonly number[]
): Promise<Condition | undefined> {
  const { connection, dialect, tenant, scope: { now } } = writing
  const context: RenderContext = { dialect, now, tenant: sql`r."tenant"`, computed: new Map(), tableAlias: () => 'r' }
  const numbers = conditions.map(({ expression }, index) => sql`CASE WHEN ${renderFilter(context, expression)} THEN NULL ELSE ${position(index)} END`)
  const [row] = await connection.query(
    sql`SELECT "broken" FROM (SELECT coalesce(${join([...numbers, sql`NULL`])}) AS "broken" FROM ${identifier(tableOf(type))} AS r
      WHERE r."tenant" = ${tenant} AND r."ordinal" IN (${listOf(dialect, ordinals)}) AND r."type" = ${constant(type.name)}) AS asked
      WHERE "broken" IS NOT NULL LIMIT 1`,
    demands(writing, costOfRows(ordinals.length))
  )
  return row === undefined ? undefined : conditions[Number(row[0])]
}
