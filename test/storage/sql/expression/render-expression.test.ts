/** What the SQL of common filters looks like, that it finds its indexes, and subqueries over the rows of the singleton. */
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import sql from 'sql-template-tag'
import t from 'tap'
import { graphModel } from '../../../../src/families/office-configuration/model/graph-model.js'
import type { Expression, RangeVariable } from '../../../../src/odata/bind/expression/expression.js'
import type { EntityType, StructuredType } from '../../../../src/edm/types.js'
import { prismaFolder } from '../../../../src/storage/migrations/migration-files.js'
import { openDatabase } from '../../../../src/storage/database/open-database.js'
import { lowerCase, upperCase } from '../../../../src/storage/sql/sqlite/case-mapping.js'
import { renderExpression, renderFilter, renderOrderBy } from '../../../../src/storage/sql/expression/render-expression.js'
import type { RenderContext } from '../../../../src/storage/sql/expression/render-context.js'
import { dialects, newDatabase } from '../../../support/databases.js'
import { it, rowType } from '../../../support/evaluate/arbitrary.js'
import { binary, bool, call, dto, duration, edm, fromDatabase, inList, not, text } from '../../../support/evaluate/build.js'

const configuration = graphModel.types.get('microsoft.graph.officeConfiguration') as EntityType
const singleton: RangeVariable = { name: '$it', type: { type: configuration, nullable: false } }
const row: RangeVariable = { name: 's', type: { type: rowType, nullable: false } }
const DAY = 864_000_000_000n

function property (variable: RangeVariable, ...names: readonly string[]): Expression {
  return names.reduce<Expression>((source, name) => {
    const found = (source.type.type as StructuredType).properties.find(candidate => candidate.name === name)
    if (found === undefined) throw new Error(name)
    return { kind: 'property', source, property: found, type: found.type }
  }, { kind: 'variable', variable, type: variable.type })
}

const contextOf = (dialect: RenderContext['dialect']): RenderContext =>
  ({ dialect, now: '2026-11-24T12:00:00.000000000000', tableAlias: ({ name, type }) => name !== '$it' ? undefined : type.type === configuration ? 'e' : 'r', computed: new Map() })

t.test('conditions are as plain as they can be', async t => {
  const show = (filter: Expression): string => renderFilter(contextOf('sqlite'), filter).sql.replaceAll('"', '')
  const name = property(it, 'deviceName')
  const id = property(it, 'userId')
  t.equal(show(binary(name, 'eq', text('a'))), '(r.deviceName = ?)')
  t.equal(show(not(binary(name, 'eq', text('a')))), '(r.deviceName IS DISTINCT FROM ?)')
  t.equal(show(not(binary(name, 'ne', text('a')))), '(r.deviceName = ?)')
  t.equal(show(binary(id, 'ne', text('a'))), '(r.userId <> ?)')
  t.equal(show(not(binary(id, 'gt', text('a')))), '(r.userId <= ?)')
  t.equal(show(not(binary(name, 'gt', text('a')))), '((r.deviceName > ?) IS NOT TRUE)')
  t.equal(show(binary(name, 'eq', text(null))), '(r.deviceName IS NULL)')
  t.equal(show(inList(name, [text('a'), text('b')])), '(r.deviceName IN (?, ?))')
  t.equal(show(property(it, 'wasSuccessful')), 'r.wasSuccessful = TRUE')
  t.equal(show(not(property(it, 'wasSuccessful'))), 'r.wasSuccessful = FALSE')
  t.equal(show(binary(property(it, 'checkinDateTime'), 'ge', binary(call('now'), 'sub', duration(DAY)))), '(r.checkinDateTime_instant >= ?)')
})

t.test('a statement is the same whatever the values', async t => {
  for (const dialect of dialects) {
    const render = (value: string): string => renderFilter(contextOf(dialect), binary(call('contains', property(it, 'deviceName'), text(value)), 'or', binary(property(it, 'userId'), 'eq', text(value)))).text
    t.equal(render('a'), render("'; DROP TABLE x --"))
  }
})

t.test('the migration carries the tables of case-mapping.ts', async t => {
  const migration = readFileSync(joinPath(prismaFolder(), 'postgresql/migrations/20261124000000_functions/migration.sql'), 'utf8')
  for (const { from, to } of [lowerCase, upperCase]) {
    const results = [...to]
    const beyondAscii = [...from].map((character, index) => [character, results[index]] as const).filter(([character]) => character > '\u007f')
    t.equal(results.length, [...from].length)
    t.ok(migration.includes(`'${beyondAscii.map(([character]) => character).join('')}'`))
    t.ok(migration.includes(`'${beyondAscii.map(([, result]) => result).join('')}'`))
  }
})

for (const dialect of dialects) {
  t.test(dialect, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    t.teardown(async () => { await database.close() })
    const context = contextOf(dialect)
    for (const tenant of [1, 2]) {
      await database.execute(sql`INSERT INTO "Tenant" ("key", "id", "createdAt") VALUES (${tenant}, ${String(tenant)}, '')`)
      await database.execute(sql`INSERT INTO "OfficeConfiguration" ("tenant", "id", "changed") VALUES (${tenant}, ${String(tenant)}, 1)`)
    }
    await database.execute(sql`UPDATE "OfficeConfiguration" SET "tenantUserCheckinSummary_succeededUserCount" = 3, "tenantUserCheckinSummary_failedUserCount" = 4 WHERE "tenant" = 1`)
    for (const [tenant, ordinal, device, policies] of [[1, 1, 'PC-1', '["a","b"]'], [1, 2, 'PC-2', '[]'], [2, 1, null, '[null]']] as const) {
      await database.execute(sql`INSERT INTO "OfficeClientCheckinStatus" ("tenant", "owner", "ordinal", "changed", "deviceName", "wasSuccessful", "userId", "checkinDateTime", "checkinDateTime_instant", "appliedPolicies")
        VALUES (${tenant}, 0, ${ordinal}, 1, ${device}, TRUE, 'u', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000000000000', ${policies})`)
    }
    const evaluate = async (expression: Expression): Promise<unknown[]> =>
      (await database.query(sql`SELECT ${renderExpression(context, expression)} FROM (SELECT c.*, CAST(0 AS bigint) AS "ordinal" FROM "OfficeConfiguration" c) e ORDER BY e."tenant"`)).map(([value]) => fromDatabase(value, expression.type))
    const statuses = property(singleton, 'tenantCheckinStatuses')
    const any = (predicate: Expression | undefined, operator: 'any' | 'all' = 'any'): Expression => ({ kind: 'lambda', operator, collection: statuses, variable: predicate && row, predicate, type: edm('Edm.Boolean') })
    const device = property(row, 'deviceName')
    const policy: RangeVariable = { name: 'p', type: edm('Edm.String') }
    const policies = (predicate: Expression): Expression => ({ kind: 'lambda', operator: 'any', collection: property(row, 'appliedPolicies'), variable: policy, predicate, type: edm('Edm.Boolean') })
    const p: Expression = { kind: 'variable', variable: policy, type: policy.type }

    t.strictSame(await evaluate(any(undefined)), [true, true])
    t.strictSame(await evaluate(any(binary(device, 'eq', text('PC-2')))), [true, false], 'rows of the tenant only')
    t.strictSame(await evaluate(any(binary(device, 'eq', text(null)), 'all')), [false, true])
    t.strictSame(await evaluate(any(call('contains', device, text('PC')), 'all')), [true, false], 'a predicate that is null is not true')
    t.strictSame(await evaluate(any(policies(binary(p, 'eq', text('b'))))), [true, false], 'any in any')
    t.strictSame(await evaluate(any(policies(binary(p, 'eq', text(null))))), [false, true], 'a null item')
    t.strictSame(await evaluate(any(binary(call('concat', property(singleton, 'id'), text('')), 'eq', text('2')))), [false, true], 'the outer row inside')
    const count = (filter?: Expression, term?: string): Expression =>
      ({ kind: 'count', collection: statuses, variable: row, filter, search: term === undefined ? undefined : { kind: 'term', text: term }, type: edm('Edm.Int64') })
    t.strictSame(await evaluate(count()), [2n, 1n])
    t.strictSame(await evaluate(count(binary(device, 'eq', text('PC-1')))), [1n, 0n])
    t.strictSame(await evaluate(count(undefined, 'pc-')), [2n, 0n])
    t.strictSame(await evaluate(binary(property(singleton, 'tenantUserCheckinSummary', 'succeededUserCount'), 'add', property(singleton, 'tenantUserCheckinSummary', 'failedUserCount'))), [7n, null])
    t.strictSame(await evaluate(binary(property(singleton, 'tenantUserCheckinSummary'), 'eq', text(null))), [false, true])
    t.strictSame(await evaluate({ kind: 'lambda', operator: 'any', collection: { kind: 'navigation', source: { kind: 'variable', variable: singleton, type: singleton.type }, property: configuration.navigationProperties[0] as EntityType['navigationProperties'][number], type: { type: { kind: 'collection', elementType: singleton.type }, nullable: false } }, variable: undefined, predicate: undefined, type: edm('Edm.Boolean') }), [false, false], 'entities, of which there are none')

    await t.test('indexes', async t => {
      const plan = async (filter: Expression, orderBy: ReturnType<typeof renderOrderBy> = []): Promise<string> => {
        const explain = dialect === 'sqlite' ? sql`EXPLAIN QUERY PLAN` : sql`EXPLAIN`
        const statement = sql`${explain} SELECT r."userId" FROM "OfficeClientCheckinStatus" r WHERE r."tenant" = 1 AND r."owner" = 0 AND ${renderFilter(context, filter)} ORDER BY ${orderBy[0] ?? sql`r."ordinal"`} LIMIT 10`
        return await database.transaction(async connection => {
          if (dialect === 'postgresql') await connection.execute(sql`SET LOCAL enable_seqscan = off`)
          return (await connection.query(statement)).flat().join('\n')
        })
      }
      t.match(await plan(binary(property(it, 'deviceName'), 'eq', text('a'))), /deviceName/)
      t.match(await plan(inList(property(it, 'userId'), [text('a'), text('b')]), renderOrderBy(context, [{ expression: property(it, 'userId'), descending: false }])), /userId/)
      t.match(await plan(binary(property(it, 'checkinDateTime'), 'gt', dto('2020-01-01T00:00Z'))), /checkinDateTime/)
      const sorted = await plan(bool(true), renderOrderBy(context, [{ expression: property(it, 'deviceName'), descending: true }]))
      t.match(sorted, /deviceName/)
      t.notMatch(sorted, /TEMP B-TREE|Sort/)
    })
  })
}
