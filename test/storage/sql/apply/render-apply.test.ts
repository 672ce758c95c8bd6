/** `$apply` on both databases: the same JSON, member by member in the same order. */
import { withoutTypes } from '../../../support/samples.js'
import sql, { join } from 'sql-template-tag'
import t from 'tap'
import { instantOf } from '../../../../src/edm/date-time-offset.js'
import type { StructuredType } from '../../../../src/edm/types.js'
import { bindApply } from '../../../../src/odata/bind/apply/bind-apply.js'
import { bindFilter } from '../../../../src/odata/bind/expression/bind-expression.js'
import { parseExpression } from '../../../../src/odata/url/parse-expression.js'
import { parseQueryOptions } from '../../../../src/odata/url/parse-query.js'
import type { Connection, DialectName } from '../../../../src/storage/database/database.js'
import { openDatabase } from '../../../../src/storage/database/open-database.js'
import { evaluationMessage } from '../../../../src/storage/sql/expression/evaluation-error.js'
import { renderFilter } from '../../../../src/storage/sql/expression/render-expression.js'
import { renderApply } from '../../../../src/storage/sql/apply/render-apply.js'
import type { ItemFormat } from '../../../../src/plan/item-format.js'
import { scopeOf } from '../../../odata/bind/expression/scope-of.js'
import { dialects, newDatabase } from '../../../support/databases.js'

interface Seed {
  readonly device: string | null
  readonly platform: string | null
  readonly succeeded: boolean
  readonly user: string
  readonly at: string
  readonly policies: readonly string[]
}

const seeds: readonly Seed[] = [
  { device: 'PC-1', platform: 'Windows', succeeded: true, user: 'u1', at: '2026-01-01T10:00:00Z', policies: ['A', 'B'] },
  { device: 'PC-22', platform: 'Windows', succeeded: false, user: 'u1', at: '2026-01-01T11:00:00+01:00', policies: [] },
  { device: 'MAC', platform: 'macOS', succeeded: true, user: 'u2', at: '2026-01-03T00:00:00Z', policies: ['A'] },
  { device: null, platform: null, succeeded: false, user: 'u3', at: '2025-12-31T23:59:59.9999999Z', policies: [] },
  { device: 'pad"1', platform: 'iOS', succeeded: true, user: 'u2', at: '2026-01-02T00:00:00Z', policies: ['C'] },
  { device: 'PC-333', platform: 'Windows', succeeded: true, user: 'u4', at: '2026-01-03T01:00:00+01:00', policies: ['B'] },
  { device: 'émac', platform: 'macOS', succeeded: false, user: 'u1', at: '2026-01-01T10:00:00.000Z', policies: ['A', 'B', 'C'] },
  { device: 'phone', platform: null, succeeded: true, user: 'u5', at: '2024-02-29T12:00:00Z', policies: [] }
]

async function seed (connection: Connection): Promise<void> {
  await connection.execute(sql`INSERT INTO "Tenant" ("key", "id", "createdAt") VALUES (1, 'one', '')`)
  for (const [index, { device, platform, succeeded, user, at, policies }] of seeds.entries()) {
    const values = [1, 0, index + 1, 1, device, platform, user, at, instantOf(at), JSON.stringify(policies)]
    await connection.execute(sql`INSERT INTO "OfficeClientCheckinStatus" ("tenant", "owner", "ordinal", "changed", "deviceName", "devicePlatform", "userId", "checkinDateTime", "checkinDateTime_instant", "appliedPolicies", "wasSuccessful")
      VALUES (${join(values)}, ${succeeded ? sql`TRUE` : sql`FALSE`})`)
  }
}

const scope = scopeOf('officeClientCheckinStatus', {}, '$apply')
const type = scope.current.type.type as StructuredType
const NOW = '2026-02-01T00:00:00.000000000000'
const minimal: ItemFormat = { version: '4.0', metadata: 'minimal', asText: false }

function statement (dialect: DialectName, text: string, format: ItemFormat) {
  const apply = bindApply(scope, parseQueryOptions(`$apply=${encodeURIComponent(text)}`).apply ?? [])
  const { query, renderItem } = renderApply({ dialect, now: NOW }, apply, { from: sql`"OfficeClientCheckinStatus"`, type })
  return sql`SELECT ${renderItem('i', format)} FROM (${query}) i ORDER BY i."ordinal"`
}

/** The rows of a result, whose numbers read as they are written; without a format, without the types of what the model does not declare. */
async function answer (connection: Connection, dialect: DialectName, text: string, format?: ItemFormat): Promise<string[]> {
  const rows = (await connection.query(statement(dialect, text, format ?? minimal))).map(([json]) => JSON.parse(String(json)) as unknown)
  return rows.map(row => JSON.stringify(format === undefined ? withoutTypes(row) : row))
}

const lines = (...items: readonly unknown[]): string[] => items.map(item => JSON.stringify(item))
const users = (...ids: readonly string[]): string[] => lines(...ids.map(userId => ({ userId })))

const cases: ReadonlyArray<readonly [text: string, expected: readonly string[]]> = [
  ['aggregate($count as n)', lines({ n: 8 })],
  ['filter(wasSuccessful eq false)/groupby((devicePlatform),aggregate($count as failures))', lines(
    { devicePlatform: null, failures: 1 }, { devicePlatform: 'Windows', failures: 1 }, { devicePlatform: 'macOS', failures: 1 })],
  ['groupby((checkinDateTime),filter(wasSuccessful)/groupby((wasSuccessful),aggregate($count as n)))/skip(1)', lines(
    { checkinDateTime: '2026-01-01T10:00:00.000Z', wasSuccessful: true, n: 1 }, { checkinDateTime: '2026-01-02T00:00:00Z', wasSuccessful: true, n: 1 }, { checkinDateTime: '2026-01-03T00:00:00Z', wasSuccessful: true, n: 2 })],
  ['groupby((checkinDateTime),filter(wasSuccessful)/aggregate($count as n))/filter(n eq 0 or n eq 2)', lines(
    { checkinDateTime: '2025-12-31T23:59:59.9999999Z', n: 0 }, { checkinDateTime: '2026-01-03T00:00:00Z', n: 2 })],
  ['groupby((devicePlatform,wasSuccessful))', lines(
    { devicePlatform: null, wasSuccessful: false }, { devicePlatform: null, wasSuccessful: true },
    { devicePlatform: 'Windows', wasSuccessful: false }, { devicePlatform: 'Windows', wasSuccessful: true },
    { devicePlatform: 'iOS', wasSuccessful: true },
    { devicePlatform: 'macOS', wasSuccessful: false }, { devicePlatform: 'macOS', wasSuccessful: true })],
  ['aggregate(checkinDateTime with max as latest,userId with countdistinct as users)', lines({ latest: '2026-01-03T01:00:00+01:00', users: 5 })],
  ['aggregate(checkinDateTime with min as first,checkinDateTime with countdistinct as times)', lines({ first: '2024-02-29T12:00:00Z', times: 5 })],
  ['groupby((devicePlatform),aggregate($count as n))/orderby(n desc)/top(1)', lines({ devicePlatform: 'Windows', n: 3 })],
  ['groupby((devicePlatform),aggregate($count as n))/orderby(n desc,devicePlatform desc)/skip(1)/top(2)', lines({ devicePlatform: 'macOS', n: 2 }, { devicePlatform: null, n: 2 })],
  ['compute(length(deviceName) as l)/aggregate(l with average as avg,l with sum as total,l with min as least,l with max as most)', lines(
    { avg: 32 / 7, total: 32, least: 3, most: 6 })],
  ['concat(aggregate($count as total),groupby((devicePlatform),aggregate($count as n)))', lines(
    { total: 8 }, { devicePlatform: null, n: 2 }, { devicePlatform: 'Windows', n: 3 }, { devicePlatform: 'iOS', n: 1 }, { devicePlatform: 'macOS', n: 2 })],
  ["filter(userId eq 'nobody')/aggregate($count as n,length(userId) with sum as s,length(userId) with average as a,userId with countdistinct as d,checkinDateTime with max as m,wasSuccessful with min as w)", lines(
    { n: 0, s: null, a: null, d: 0, m: null, w: null })],
  ["filter(userId eq 'nobody')/groupby((devicePlatform),aggregate($count as n))", []],
  ['aggregate(wasSuccessful with min as all,wasSuccessful with max as any,devicePlatform with min as first,deviceName with max as last)', lines(
    { all: false, any: true, first: 'Windows', last: 'émac' })],
  ['aggregate(length(userId) mul 2 add 1 with sum as s)', lines({ s: 40 })],
  ['groupby((checkinDateTime),aggregate($count as n))', lines(
    { checkinDateTime: '2024-02-29T12:00:00Z', n: 1 }, { checkinDateTime: '2025-12-31T23:59:59.9999999Z', n: 1 },
    { checkinDateTime: '2026-01-01T10:00:00.000Z', n: 3 }, { checkinDateTime: '2026-01-02T00:00:00Z', n: 1 }, { checkinDateTime: '2026-01-03T00:00:00Z', n: 2 })],
  ['groupby((checkinDateTime))/filter(checkinDateTime ge 2026-01-03T00:00:00Z)', lines({ checkinDateTime: '2026-01-03T00:00:00Z' })],
  ['search(mac)/groupby((userId))', users('u1', 'u2')],
  ['search(pc)/search(NOT 22)/groupby((userId))', users('u1', 'u4')],
  ['groupby((devicePlatform),aggregate($count as n))/search(OS)', lines({ devicePlatform: 'iOS', n: 1 }, { devicePlatform: 'macOS', n: 2 })],
  ['aggregate($count as n)/search(x)', []],
  ['aggregate($count as n)/search(NOT x)', lines({ n: 8 })],
  ['groupby((devicePlatform),aggregate($count as n))/filter(n ge 2 and devicePlatform ne null)/aggregate(n with sum as s,$count as groups)', lines({ s: 5, groups: 2 })],
  ['groupby((userId),aggregate(appliedPolicies/$count as p))', lines(
    { userId: 'u1', p: 5 }, { userId: 'u2', p: 2 }, { userId: 'u3', p: 0 }, { userId: 'u4', p: 1 }, { userId: 'u5', p: 0 })],
  ["filter(appliedPolicies/any(p:p eq 'C'))/groupby((userId))", users('u1', 'u2')],
  // Groups that are emptied are still there.
  ['groupby((devicePlatform),filter(wasSuccessful)/aggregate($count as ok))', lines(
    { devicePlatform: null, ok: 1 }, { devicePlatform: 'Windows', ok: 2 }, { devicePlatform: 'iOS', ok: 1 }, { devicePlatform: 'macOS', ok: 1 })],
  ['groupby((devicePlatform),filter(not wasSuccessful)/aggregate($count as failed,userId with max as last))', lines(
    { devicePlatform: null, failed: 1, last: 'u3' }, { devicePlatform: 'Windows', failed: 1, last: 'u1' }, { devicePlatform: 'iOS', failed: 0, last: null }, { devicePlatform: 'macOS', failed: 1, last: 'u1' })],
  ['groupby((devicePlatform),orderby(checkinDateTime desc)/top(1))/groupby((devicePlatform,userId))', lines(
    { devicePlatform: null, userId: 'u3' }, { devicePlatform: 'Windows', userId: 'u4' }, { devicePlatform: 'iOS', userId: 'u2' }, { devicePlatform: 'macOS', userId: 'u2' })],
  ['groupby((devicePlatform),groupby((wasSuccessful),aggregate($count as n))/top(1))', lines(
    { devicePlatform: null, wasSuccessful: false, n: 1 }, { devicePlatform: 'Windows', wasSuccessful: false, n: 1 },
    { devicePlatform: 'iOS', wasSuccessful: true, n: 1 }, { devicePlatform: 'macOS', wasSuccessful: false, n: 1 })],
  ['groupby((wasSuccessful),groupby((devicePlatform),skip(1)/aggregate($count as n))/filter(n gt 0))', lines(
    { wasSuccessful: true, devicePlatform: 'Windows', n: 1 })],
  ['groupby((wasSuccessful),concat(aggregate($count as n),groupby((userId))/top(1)))', lines(
    { wasSuccessful: false, n: 3 }, { wasSuccessful: false, userId: 'u1' }, { wasSuccessful: true, n: 5 }, { wasSuccessful: true, userId: 'u1' })],
  ['groupby((devicePlatform),aggregate($count as n)/compute(n mul 10 as tens))/top(2)', lines({ devicePlatform: null, n: 2, tens: 20 }, { devicePlatform: 'Windows', n: 3, tens: 30 })],
  ['concat(top(1),skip(7))/groupby((userId))', users('u1', 'u5')],
  ['concat(filter(wasSuccessful)/compute(1 as x),identity)/aggregate(x with sum as xs,$count as n)', lines({ xs: 5, n: 13 })],
  ['concat(aggregate($count as n),aggregate(length(userId) with average as n))', lines({ n: 8 }, { n: 2 })],
  ['concat(aggregate($count as n),groupby((userId),aggregate($count as n)))/filter(userId eq null or n gt 2)', lines({ n: 8 }, { n: 3, userId: 'u1' })],
  ['concat(aggregate(checkinDateTime with max as m),aggregate($count as n))/orderby(n desc)', lines({ n: 8 }, { m: '2026-01-03T01:00:00+01:00' })],
  ['concat(concat(aggregate($count as a),aggregate($count as b)),aggregate($count as c))', lines({ a: 8 }, { b: 8 }, { c: 8 })],
  ['concat(groupby((userId)),aggregate($count as n))/compute(length(userId) as l)/skip(4)', lines({ userId: 'u5', l: 2 }, { n: 8, l: null })],
  ['compute(checkinDateTime add duration\'P1D\' as next)/aggregate(next with max as latest)', lines({ latest: '2026-01-04T00:00:00Z' })],
  ['compute(date(checkinDateTime) as day)/groupby((day),aggregate($count as n))/top(2)', lines({ day: '2024-02-29', n: 1 }, { day: '2025-12-31', n: 1 })],
  ['compute(now() sub checkinDateTime as age)/aggregate(age with min as youngest)/compute(totalseconds(youngest) as s)/groupby((s))', lines({ s: 2505600 })],
  ["filter(userId ne 'u1')/compute(length(deviceName) sub 3 as d)/filter(d ne 0)/compute(6 div d as q)/orderby(q desc,userId)/groupby((q))", lines({ q: null }, { q: 2 }, { q: 3 })],
  ['compute(length(userId) as a,a add 1 as b,b add a as c)/groupby((a,b,c))', lines({ a: 2, b: 3, c: 5 })],
  ['compute(1e-1 add 2e-1 as x)/groupby((x))', lines({ x: 0.1 + 0.2 })],
  ['compute(0.1 add 0.2 as x)/groupby((x))', lines({ x: 0.3 })],
  ['compute(length(userId) divby 20 as x)/aggregate(x with sum as s,x with average as a,x with max as m)', lines({ s: 0.8, a: 0.1, m: 0.1 })],
  ['compute(1e20 as big,3.0 as whole,1.5 as half,-2.5e-7 as small)/groupby((big,whole,half,small))', lines({ big: 1e20, whole: 3, half: 1.5, small: -2.5e-7 })],
  ["compute(case(userId eq 'u1':1e16,userId eq 'u4':-3e16,true:1) as x)/aggregate(x with sum as s,x with average as a)", lines({ s: 4, a: 0.5 })],
  ["compute(case(userId eq 'u1':0.1,userId eq 'u2':0.7,true:1e3) as x)/groupby((wasSuccessful),aggregate(x with sum as s))", lines({ wasSuccessful: false, s: 1000.2 }, { wasSuccessful: true, s: 2001.5 })],
  ["groupby((wasSuccessful),filter(userId ne 'u1')/aggregate(length(userId) divby 4 with sum as s,length(devicePlatform) divby 8 with average as a))", lines({ wasSuccessful: false, s: 0.5, a: null }, { wasSuccessful: true, s: 2, a: 0.625 })],
  ['top(0)/aggregate($count as n)', lines({ n: 0 })],
  ['orderby(wasSuccessful,deviceName desc)/skip(1)/top(3)/groupby((userId))', users('u1', 'u3', 'u5')]
]

const faults: ReadonlyArray<readonly [text: string, message: RegExp]> = [
  ['compute(9223372036854775807 as x)/aggregate(x with sum as s)', /^The result does not fit Edm\.Int64\.$/],
  ['compute(1e308 as x)/aggregate(x with sum as s)', /^The result does not fit (Edm\.Double|its type)\.$/],
  ['compute(1 div (length(userId) sub 2) as x)/aggregate(x with max as s)', /^Division by zero\.$/]
]

const full = { devicePlatform: 'macOS', devicePlatformVersion: null, wasSuccessful: true, userId: 'u2' }
const formats: ReadonlyArray<readonly [text: string, format: ItemFormat, expected: readonly string[]]> = [
  ['skip(2)/top(1)/compute(length(deviceName) as l)', minimal, lines(
    { userPrincipalName: null, deviceName: 'MAC', ...full, checkinDateTime: '2026-01-03T00:00:00Z', errorMessage: null, appliedPolicies: ['A'], 'l@odata.type': '#Int32', l: 3 })],
  ['identity/skip(2)/top(1)', { version: '4.0', metadata: 'none', asText: false, select: new Set(['deviceName', 'appliedPolicies']) }, lines({ deviceName: 'MAC', appliedPolicies: ['A'] })],
  ['skip(2)/top(1)', { version: '4.0', metadata: 'full', asText: false, select: new Set(['deviceName', 'checkinDateTime', 'appliedPolicies']) }, lines({
    deviceName: 'MAC',
    'checkinDateTime@odata.type': '#DateTimeOffset',
    checkinDateTime: '2026-01-03T00:00:00Z',
    'appliedPolicies@odata.type': '#Collection(String)',
    appliedPolicies: ['A']
  })],
  ['aggregate($count as n,length(userId) with average as a,checkinDateTime with max as m,userId with min as u)', { version: '4.0', metadata: 'full', asText: true }, lines(
    { 'n@odata.type': '#Int64', n: '8', a: 2, 'm@odata.type': '#DateTimeOffset', m: '2026-01-03T01:00:00+01:00', u: 'u1' })],
  ['compute(9223372036854775807 as x)/aggregate(x with average as a,x with max as m)', { version: '4.0', metadata: 'minimal', asText: true }, lines({ a: 2 ** 63, 'm@odata.type': '#Int64', m: '9223372036854775807' })],
  ["compute(case(wasSuccessful:9223372036854775807,true:-9223372036854775807) as x)/filter(userId ne 'u5' and userId ne 'u2')/aggregate(x with sum as s)", { version: '4.0', metadata: 'minimal', asText: true }, lines({ 's@odata.type': '#Int64', s: '-9223372036854775807' })],
  ['aggregate(0.5 with max as d,0.5 with average as a)', { version: '4.0', metadata: 'full', asText: true }, lines({ 'd@odata.type': '#Decimal', d: '0.5', 'a@odata.type': '#Decimal', a: '0.5' })],
  ['concat(skip(2)/top(1),aggregate($count as n))', minimal, lines({ userPrincipalName: null, deviceName: 'MAC', ...full, checkinDateTime: '2026-01-03T00:00:00Z', errorMessage: null, appliedPolicies: ['A'] }, { 'n@odata.type': '#Int64', n: 8 })],
  ['concat(skip(3)/top(1)/compute(1 as x),skip(4)/top(1))', { version: '4.0', metadata: 'none', asText: false, select: new Set(['deviceName', 'x']) }, lines({ deviceName: null, x: 1 }, { deviceName: 'pad"1' })],
  ['groupby((wasSuccessful),identity)', { version: '4.0', metadata: 'none', asText: false, select: new Set(['userId']) }, users('u1', 'u3', 'u1', 'u1', 'u2', 'u2', 'u4', 'u5')]
]

for (const dialect of dialects) {
  t.test(dialect, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    t.teardown(async () => { await database.close() })
    await seed(database)
    for (const [text, expected] of cases) t.strictSame(await answer(database, dialect, text).catch(String), expected, text)
    for (const [text, format, expected] of formats) {
      t.strictSame(await answer(database, dialect, text, format).catch(String), expected, text)
    }
    for (const [text, message] of faults) {
      const error = await answer(database, dialect, text).catch((error: unknown) => evaluationMessage(error) ?? (error as Error).message)
      t.match(error, message, text)
    }
    const chain = Array.from({ length: 50 }, (_, index) => index % 2 === 0 ? `filter(length(userId) ne ${index + 3})` : `compute(concat('${index}',userId) as x${index})`)
    t.strictSame(await answer(database, dialect, chain.with(49, 'groupby((x47))').join('/')).then(rows => rows.length, String), 5, 'as many transformations as there may be')
    const doubling = Array.from({ length: 40 }, (_, index) => `compute(concat(substring(${index === 0 ? 'userId' : `x${index - 1}`},1),substring(${index === 0 ? 'userId' : `x${index - 1}`},1)) as x${index})`)
    const doubled = async (times: number): Promise<number | string> =>
      await answer(database, dialect, `${doubling.slice(0, times).join('/')}/groupby((x${times - 1}))`).then(rows => rows.length, String)
    t.strictSame(await doubled(6), 5, 'names that repeat what is before them')
    t.match(await doubled(40), /concat puts more than 64 texts together in one value/, 'texts that double, without end')

    const apply = bindApply(scope, parseQueryOptions('$apply=groupby((devicePlatform),aggregate($count as n))').apply ?? [])
    const { query, columns, renderItem } = renderApply({ dialect, now: NOW }, apply, { from: sql`"OfficeClientCheckinStatus"`, type })
    const filter = bindFilter({ ...apply.scope, option: '$filter' }, parseExpression('n eq 2 and devicePlatform ne null', '$filter'))
    const condition = renderFilter({ dialect, now: NOW, tableAlias: () => 'i', computed: columns('i') }, filter)
    t.strictSame(await database.query(sql`SELECT ${renderItem('i', { ...minimal, metadata: 'none' })} FROM (${query}) i WHERE ${condition}`), [['{"devicePlatform":"macOS","n":2}']], 'a filter that comes after')
  })
}
