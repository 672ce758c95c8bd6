/**
 * Collections, complex values and geographies as wholes. Collections are compared item by item, complex values by the text that both
 * databases keep of them. Distances are those on a sphere of the mean radius of the earth for geographies, and in a plane for geometries,
 * rounded to a millionth so that both databases come to the same.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { mayLead } from '../../../edm/inner-navigation.js'
import { isStructured, itemType, typeName, underlyingType } from '../../../edm/lookup.js'
import type { TypeReference } from '../../../edm/types.js'
import type { Expression, WholeExpression } from '../../../odata/bind/expression/expression.js'
import { documentText, ITEM_PATTERN } from '../../stored-value.js'
import { renderItemSource } from './document-value.js'
import { constant, identifier } from '../identifier.js'
import type { RenderScope } from './render-context.js'
import { documentAt, identityOf, jsonOf } from './render-path.js'
import { unrenderable } from './unrenderable.js'

export function renderWhole (scope: RenderScope, { name, arguments: [first, second] }: WholeExpression): Sql {
  if (first === undefined) throw unrenderable(name)
  switch (name) {
    case 'geo.length': return renderLength(scope, first)
    case 'geo.distance': return renderDistance(scope, first, second ?? first)
    case 'geo.intersects': return renderIntersects(scope, first, second ?? first)
    case 'same': return renderSame(scope, first, second ?? first)
    case 'hassubset': return renderSubset(scope, first, second ?? first)
    case 'hassubsequence': return renderSubsequence(scope, first, second ?? first)
    case 'contains': return sql`(${renderIndex(scope, first, second ?? first)} >= 0)`
    case 'indexof': return renderIndex(scope, first, second ?? first)
    case 'startswith': return renderStart(scope, first, second ?? first)
    case 'endswith': return renderEnd(scope, first, second ?? first)
  }
}

/** The JSON of an argument: of type json on PostgreSQL, text on SQLite. */
function jsonOfArgument (scope: RenderScope, argument: Expression): Sql {
  if (argument.kind === 'written') {
    const text = argument.value === undefined ? argument.json : documentText(argument.type, argument.value)
    return scope.dialect.name === 'sqlite' ? sql`${text}` : sql`${text}::json`
  }
  if (isStructured(argument.type.type)) return withoutOrdinals(scope, argument, documentAt(scope, argument))
  if (argument.kind !== 'property') throw unrenderable('A value as a whole')
  return withoutOrdinals(scope, argument, jsonOf(scope, argument))
}

/** What values lead to is not part of them. */
function withoutOrdinals ({ dialect: { name } }: RenderScope, argument: Expression, json: Sql): Sql {
  const { type } = itemType(argument.type)
  if (type.kind !== 'complex' || !mayLead(type)) return json
  return name === 'sqlite' ? sql`odata_without_ordinals(${json})` : sql`CAST(regexp_replace((${json})::text, ${constant(ITEM_PATTERN)}, '', 'g') AS json)`
}

interface Items {
  readonly from: Sql
  /** The place of an item, from 0 or 1, as both sides have it. */
  readonly key: Sql
  readonly value: Sql
}

function itemsOf (scope: RenderScope, argument: Expression, side: string): Items {
  const { name } = scope.dialect
  const alias = identifier(`${side}${scope.depth}`)
  const json = jsonOfArgument(scope, argument)
  return {
    from: name === 'sqlite' ? sql`json_each(${json}) AS ${alias}` : sql`json_array_elements_text(${json}) WITH ORDINALITY AS ${alias}("value", "key")`,
    key: sql`${alias}."key"`,
    value: comparableItem(scope, itemType(argument.type), json, alias)
  }
}

function comparableItem ({ dialect }: RenderScope, type: TypeReference, json: Sql, alias: Sql): Sql {
  if (isStructured(type.type)) return sql`${alias}."value"`
  const underlying = underlyingType(type.type)
  const { value: item, digits } = renderItemSource(dialect.name, type, json, alias)
  if (digits !== undefined) return sql`odata_decimal_order(${digits})`
  return underlying.kind === 'primitive' && underlying.name === 'Edm.DateTimeOffset' ? sql`odata_instant(${item})` : item
}

const countOf = ({ from }: Items): Sql => sql`(SELECT count(*) FROM ${from})`

function renderSameItems (scope: RenderScope, left: Expression, right: Expression): Sql {
  const [a, b] = [itemsOf(scope, left, 'wa'), itemsOf(scope, right, 'wb')]
  return sql`(${countOf(a)} = ${countOf(b)} AND NOT EXISTS (SELECT 1 FROM ${a.from} JOIN ${b.from} ON ${a.key} = ${b.key} WHERE ${
    a.value
  } IS DISTINCT FROM ${b.value}))`
}

function renderSame (scope: RenderScope, left: Expression, right: Expression): Sql {
  switch (left.type.type.kind) {
    case 'collection': return renderSameItems(scope, left, right)
    case 'entity': return sql`(${identityOf(scope, left)} IS NOT DISTINCT FROM ${identityOf(scope, right)})`
    default: return renderSameText(scope, left, right)
  }
}

/** Null is a text as well, which equals itself. */
function renderSameText (scope: RenderScope, left: Expression, right: Expression): Sql {
  const [a, b] = [left, right].map(argument => {
    const json = jsonOfArgument(scope, argument)
    return sql`COALESCE(${scope.dialect.name === 'sqlite' ? json : sql`(${json})::text`}, 'null')`
  })
  return sql`(${a ?? sql``} = ${b ?? sql``})`
}

/** Each item of the second is as often in the first, at least (OData-URL 4.01, section 5.1.1.6.1). */
function renderSubset (scope: RenderScope, whole: Expression, part: Expression): Sql {
  const [a, b, c] = [itemsOf(scope, whole, 'wa'), itemsOf(scope, part, 'wb'), itemsOf(scope, part, 'wc')]
  const times = ({ from, value }: Items): Sql => sql`(SELECT count(*) FROM ${from} WHERE ${value} IS NOT DISTINCT FROM ${b.value})`
  return sql`(NOT EXISTS (SELECT 1 FROM ${b.from} WHERE ${times(a)} < ${times(c)}))`
}

/** Item after item of the second is looked for behind the one that was found before (section 5.1.1.6.2). */
function renderSubsequence (scope: RenderScope, whole: Expression, part: Expression): Sql {
  const [a, b] = [itemsOf(scope, whole, 'wa'), itemsOf(scope, part, 'wb')]
  const steps = identifier(`ws${scope.depth}`)
  const first = scope.dialect.name === 'sqlite' ? sql`0` : sql`1`
  const found = sql`(SELECT min(${a.key}) FROM ${a.from} WHERE ${a.key} >= ${steps}."place" AND ${a.value} IS NOT DISTINCT FROM (SELECT ${
    b.value
  } FROM ${b.from} WHERE ${b.key} = ${steps}."step"))`
  return sql`(EXISTS (WITH RECURSIVE ${steps}("place", "step") AS (
    SELECT CAST(${first} AS bigint), CAST(${first} AS bigint) UNION ALL
    SELECT ${found} + 1, ${steps}."step" + 1 FROM ${steps} WHERE ${steps}."place" IS NOT NULL AND ${steps}."step" < ${countOf(b)} + ${first}
  ) SELECT 1 FROM ${steps} WHERE ${steps}."place" IS NOT NULL AND ${steps}."step" = ${countOf(b)} + ${first}))`
}

/** That the items of one collection are those of another from an item on: `places` is how far their keys are apart. */
const isAt = (whole: Items, part: Items, places: Sql): Sql => sql`NOT EXISTS (SELECT 1 FROM ${part.from} LEFT JOIN ${whole.from} ON ${whole.key} = ${
  part.key} + ${places} WHERE ${whole.key} IS NULL OR ${whole.value} IS DISTINCT FROM ${part.value})`

function renderStart (scope: RenderScope, whole: Expression, part: Expression): Sql {
  return sql`(${isAt(itemsOf(scope, whole, 'wa'), itemsOf(scope, part, 'wb'), sql`0`)})`
}

function renderEnd (scope: RenderScope, whole: Expression, part: Expression): Sql {
  const [a, b, c, d] = [itemsOf(scope, whole, 'wa'), itemsOf(scope, part, 'wb'), itemsOf(scope, whole, 'wc'), itemsOf(scope, part, 'wd')]
  return sql`(${isAt(a, b, sql`(${countOf(c)} - ${countOf(d)})`)})`
}

/** The first place that the part is at, from 0; -1 where it is nowhere. */
function renderIndex (scope: RenderScope, whole: Expression, part: Expression): Sql {
  const [a, b, c, d] = [itemsOf(scope, whole, 'wa'), itemsOf(scope, part, 'wb'), itemsOf(scope, whole, 'wc'), itemsOf(scope, part, 'wd')]
  const place = scope.dialect.name === 'sqlite' ? c.key : sql`(${c.key} - 1)`
  const found = sql`(SELECT min(${place}) FROM ${c.from} WHERE ${isAt(a, b, place)})`
  return sql`(CASE WHEN EXISTS (SELECT 1 FROM ${d.from}) THEN CAST(COALESCE(${found}, -1) AS bigint) ELSE CAST(0 AS bigint) END)`
}

/** In metres: the mean radius of the earth (IUGG). */
const RADIUS = sql`6371008.8`

const isGeography = ({ type: { type } }: Expression): boolean => typeName(type).startsWith('Edm.Geography')

/** A coordinate of a position, which is JSON: 0 is the longitude, or x. */
const coordinate = ({ dialect: { name } }: RenderScope, position: Sql, axis: 0 | 1): Sql => {
  const index = axis === 0 ? sql`0` : sql`1`
  return name === 'sqlite' ? sql`CAST(${position} ->> ${index} AS float8)` : sql`CAST((${position}) ->> ${index} AS float8)`
}

const coordinatesOf = ({ dialect: { name } }: RenderScope, json: Sql): Sql => name === 'sqlite' ? sql`(${json} -> 'coordinates')` : sql`((${json}) -> 'coordinates')`

/** Of points in columns: on the sphere the haversine, whose argument rounding may take beyond one. */
function distance (geography: boolean, alias: Sql): Sql {
  if (!geography) return sql`sqrt((${alias}."x2" - ${alias}."x1") * (${alias}."x2" - ${alias}."x1") + (${alias}."y2" - ${alias}."y1") * (${alias}."y2" - ${alias}."y1"))`
  const half = (from: string, to: string): Sql =>
    sql`sin((radians(${alias}.${identifier(to)}) - radians(${alias}.${identifier(from)})) / 2)`
  const haversine = sql`(${half('y1', 'y2')} * ${half('y1', 'y2')} + cos(radians(${alias}."y1")) * cos(radians(${alias}."y2")) * ${
    half('x1', 'x2')
  } * ${half('x1', 'x2')})`
  return sql`2 * ${RADIUS} * asin(sqrt(CASE WHEN ${haversine} > 1 THEN 1 ELSE ${haversine} END))`
}

const rounded = ({ dialect: { name } }: RenderScope, value: Sql): Sql =>
  name === 'sqlite' ? sql`round(${value}, 6)` : sql`CAST(round(CAST(${value} AS numeric), 6) AS float8)`

function renderDistance (scope: RenderScope, left: Expression, right: Expression): Sql {
  const alias = identifier(`wg${scope.depth}`)
  const [a, b] = [left, right].map(argument => coordinatesOf(scope, jsonOfArgument(scope, argument))) as [Sql, Sql]
  const points = sql`SELECT ${coordinate(scope, a, 0)} AS "x1", ${coordinate(scope, a, 1)} AS "y1", ${coordinate(scope, b, 0)} AS "x2", ${
    coordinate(scope, b, 1)
  } AS "y2"`
  return sql`(SELECT ${rounded(scope, distance(isGeography(left), alias))} FROM (${points}) AS ${alias})`
}

/** The positions of a line or a ring in JSON, each with the one that follows it; `rings` is what `positions` is a value of. */
function segments (scope: RenderScope, positions: Sql, alias: string, rings?: Sql): Sql {
  const [p, q] = [identifier(`${alias}p`), identifier(`${alias}q`)]
  const each = (name: Sql): Sql => scope.dialect.name === 'sqlite'
    ? sql`json_each(${positions}) AS ${name}`
    : sql`json_array_elements(${positions}) WITH ORDINALITY AS ${name}("value", "key")`
  const [from, to] = [sql`${p}."value"`, sql`${q}."value"`]
  return sql`(SELECT ${coordinate(scope, from, 0)} AS "x1", ${coordinate(scope, from, 1)} AS "y1", ${coordinate(scope, to, 0)} AS "x2", ${
    coordinate(scope, to, 1)
  } AS "y2", ${p}."key" AS "key" FROM ${rings === undefined ? sql`` : sql`${rings} CROSS JOIN `}${each(p)} JOIN ${each(q)} ON ${q}."key" = ${p}."key" + 1)`
}

function renderLength (scope: RenderScope, line: Expression): Sql {
  const alias = identifier(`wg${scope.depth}`)
  const positions = coordinatesOf(scope, jsonOfArgument(scope, line))
  return sql`(SELECT ${rounded(scope, sql`sum(${distance(isGeography(line), alias)} ORDER BY ${alias}."key")`)} FROM ${
    segments(scope, positions, `wl${scope.depth}`)
  } AS ${alias})`
}

/** An odd number of sides to the right of the point, those of holes too; or a side that it is on. Sides are straight in coordinates. */
function renderIntersects (scope: RenderScope, point: Expression, polygon: Expression): Sql {
  const [g, ring] = [identifier(`wg${scope.depth}`), identifier(`wr${scope.depth}`)]
  const place = identifier(`wp${scope.depth}`)
  const at = coordinatesOf(scope, jsonOfArgument(scope, point))
  const rings = coordinatesOf(scope, jsonOfArgument(scope, polygon))
  const each = scope.dialect.name === 'sqlite' ? sql`json_each(${rings}) AS ${ring}` : sql`json_array_elements(${rings}) AS ${ring}("value")`
  const [x, y] = [sql`${place}."x"`, sql`${place}."y"`]
  const sides = segments(scope, sql`${ring}."value"`, `wl${scope.depth}`, each)
  const crosses = sql`(${g}."y1" > ${y}) <> (${g}."y2" > ${y}) AND ${x} < (${g}."x2" - ${g}."x1") * (${y} - ${g}."y1") / (${g}."y2" - ${g}."y1") + ${g}."x1"`
  const between = (value: Sql, a: Sql, b: Sql): Sql => sql`((${value} >= ${a} AND ${value} <= ${b}) OR (${value} <= ${a} AND ${value} >= ${b}))`
  const on = sql`(${g}."x2" - ${g}."x1") * (${y} - ${g}."y1") = (${g}."y2" - ${g}."y1") * (${x} - ${g}."x1") AND ${between(x, sql`${g}."x1"`, sql`${g}."x2"`)} AND ${
    between(y, sql`${g}."y1"`, sql`${g}."y2"`)
  }`
  return sql`(SELECT CASE WHEN ${x} IS NULL THEN NULL ELSE (SELECT count(CASE WHEN ${crosses} THEN 1 END) % 2 = 1 OR count(CASE WHEN ${on} THEN 1 END) > 0 FROM ${
    sides
  } AS ${g}) END FROM (SELECT ${coordinate(scope, at, 0)} AS "x", ${coordinate(scope, at, 1)} AS "y") AS ${place})`
}
