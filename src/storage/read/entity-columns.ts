/** The columns of the one statement that reads an entity: the JSON of its members, and what is computed of them. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { endsInSingle, pathGone } from '../../odata/canonical-path.js'
import type { Property } from '../../edm/types.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import type { ReadEntityPlan } from '../../plan/plan.js'
import type { PropertyMember, ShapeMember } from '../../plan/shape.js'
import type { ComputedMember } from '../../plan/shape-computed.js'
import type { DialectName } from '../database/database.js'
import { isRows } from './entity-layout.js'
import { entitySource } from './entity-source.js'
import { ENTITY, isContained } from '../location-sql.js'
import { renderDynamicMembers } from '../sql/answer/dynamic-members.js'
import { collectionText, locationText, pathsOfLocation } from './location-text.js'
import { DYNAMIC_COLUMN, isDocument, mappingOf } from '../mapping.js'
import { selectRows } from './rows-sql.js'
import { identifier, position } from '../sql/identifier.js'
import { renderHome, renderKeyText } from '../sql/answer/key-text.js'
import { computeLevels } from '../sql/expression/compute-levels.js'
import type { Parameter } from '../sql/expression/parameter.js'
import { isDecimal } from '../sql/expression/decimal-text.js'
import type { ComputedColumn, Reading, RenderContext } from '../sql/expression/render-context.js'
import { renderHeldValue } from '../sql/expression/render-digits.js'
import { renderFragment } from '../sql/answer/render-fragment.js'
import { renderDocument, renderWholeValue } from '../sql/answer/render-document.js'
import { renderItemCount, renderSomeItems, someOf } from '../sql/answer/render-items.js'
import { renderComplex } from '../sql/answer/render-json.js'
import { quoteJson, renderComputed, renderValue } from '../sql/answer/render-value.js'
import { SINGLETON_ORDINAL } from '../sql/expression/place.js'

/** Rows that come with the entity itself, in the one statement; with more, the rest follows in a snapshot. */
export const INLINE_ROWS = 1000

/**
 * The entity's row, all null for a singleton of a tenant that was never written to, with computed columns beside its own; later ones see
 * those before.
 */
export function computedSource (reading: Reading, plan: ReadEntityPlan, tenant: Parameter): Sql {
  const { location, computation } = plan
  const row = entitySource(reading, location, tenant)
  if (computation === undefined) return row
  const computed = new Map<string, ComputedColumn>()
  const context: RenderContext = {
    ...reading,
    tenant: ENTITY_TENANT,
    computed,
    tableAlias: variable => variable === computation.variable ? ENTITY : undefined
  }
  return computeLevels(computation.items).reduce((source, items) => {
    const held = items.map(({ name, expression }) => ({ name, ...renderHeldValue(context, expression) }))
    const columns = held.map(({ name, value }) => sql`${value} AS ${computedColumn(plan, name)}`)
    for (const { name, readFrom } of held) computed.set(name, readFrom(sql`e.${computedColumn(plan, name)}`, undefined))
    return sql`(SELECT e.*, ${join(columns)} FROM ${source}) AS e`
  }, row)
}

/** The column of a computed value; names that differ in case alone would be one column to SQLite. */
function computedColumn ({ computation }: ReadEntityPlan, name: string): Sql {
  // No property has such a name.
  return identifier(`c$${computation?.items.findIndex(item => item.name === name) ?? 0}`)
}

/**
 * The SQL of a member of the entity, or of a value of it in a collection: its JSON text; of rows, what {@link selectRows} says; of more
 * than a value, a fragment.
 */
export function renderMember (reading: Reading, plan: ReadEntityPlan, member: ShapeMember, item?: Sql): Sql {
  const { location, serviceRoot } = plan
  const { dialect } = reading
  switch (member.kind) {
    case 'computed':
      return renderComputedMember(dialect, member, sql`e.${computedColumn(plan, member.name)}`)
    case 'dynamic': return renderDynamicMembers(dialect, sql`e.${identifier(DYNAMIC_COLUMN)}`, member.name)
    case 'itemCount': {
      const count = renderItemCount(contextOf(reading), member, columnOf(member))
      return member.asText ? sql`'"' || ${count} || '"'` : count
    }
    case 'property':
      return member.items === undefined
        ? renderProperty(reading, plan, member)
        : renderSomeItems(contextOf(reading), { ...member, items: member.items }, columnOf(member), {
          fragment: fragmentOf(reading, plan)
        })
    case 'link':
    case 'stream':
    case 'collection':
      return renderFragment(reading, member, {
        alias: ENTITY,
        item,
        ...pathsOf(dialect, location),
        serviceRoot,
        level: 1,
        it: ENTITY
      })
    default:
      throw new Error(`${member.name} is not read`)
  }
}

/** Of what is in a value of the entity. */
const fragmentOf = (reading: Reading, plan: ReadEntityPlan) =>
  (member: ShapeMember, item?: Sql): Sql => renderMember(reading, plan, member, item)

/** What `stored-json.ts` makes the text of. */
export const columnAsStored = (member: ShapeMember): Sql => member.kind === 'property' ? columnOf(member) : sql`e.${identifier(DYNAMIC_COLUMN)}`

/** Of a Decimal the column has the digits. */
function renderComputedMember (dialect: DialectName, member: ComputedMember, column: Sql): Sql {
  const whole = renderWholeValue(dialect, member, column)
  if (whole !== undefined) return whole
  if (!isDecimal(member.type.type)) return quoteJson(dialect, renderComputed(dialect, member, column))
  return member.asText ? quoteJson(dialect, column) : column
}

/** In expressions about the values of a collection `$it` is the entity. */
const ENTITY_TENANT = sql`${identifier(ENTITY)}."tenant"`

const contextOf = (reading: Reading): RenderContext =>
  ({ ...reading, tenant: ENTITY_TENANT, computed: new Map(), tableAlias: () => ENTITY })

const columnOf = ({ property }: { readonly property: Property }): Sql =>
  sql`e.${identifier(mappingOf(property).column.name)}`

/** The way to the entity, and where it has its place. */
function pathsOf (dialect: DialectName, location: EntityLocation): { path: Sql, id?: Sql } {
  const path = locationText(dialect, location, pathGone)
  const last = location.steps.at(-1)
  if (last?.by !== undefined) {
    const collection = last.home?.kind === 'entitySet' ? renderHome(last.home, ENTITY) : collectionText(dialect, location, last.property)
    return { path, id: sql`${collection} || ${renderKeyText(dialect, last.property.target, ENTITY)}` }
  }
  if (last !== undefined && endsInSingle(location) && last.home?.kind === 'entitySet') {
    return { path, id: sql`${renderHome(last.home, ENTITY)} || ${renderKeyText(dialect, last.property.target, ENTITY)}` }
  }
  return pathsOfLocation(dialect, location)
}

function renderProperty (reading: Reading, plan: ReadEntityPlan, member: PropertyMember): Sql {
  const { dialect } = reading
  const { location } = plan
  const { property, shape } = member
  if (shape !== undefined && isRows(member)) {
    const ordinal = isContained(location) ? sql`e."ordinal"` : position(SINGLETON_ORDINAL)
    return sql`(${selectRows(dialect, shape, { tenant: sql`e."tenant"`, ordinal }, INLINE_ROWS)})`
  }
  if (shape !== undefined && !isDocument(property)) {
    return dialect === 'sqlite'
      ? renderComplex(dialect, property, shape, ENTITY)
      : sql`(${renderComplex(dialect, property, shape, ENTITY)})::text`
  }
  const column = columnOf(member)
  const inDocument = { some: someOf(contextOf(reading)), fragment: fragmentOf(reading, plan) }
  return isDocument(property)
    ? renderDocument(dialect, property.type, member, column, inDocument)
    : quoteJson(dialect, renderValue(dialect, column, mappingOf(property).column, member.asText))
}
