/** What a start with a model refuses, and what becomes of a database when its model changes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import t from 'tap'
import type { Test } from 'tap'
import { defaultConfig } from '../../src/config.js'
import { buildServer } from '../../src/server.js'
import { indexName } from '../../src/storage/alternate-keys.js'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { identifier } from '../../src/storage/sql/identifier.js'
import { dialects, newDatabase } from '../support/databases.js'

const document = (schema: string, container: string): string => `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm">${schema}<EntityContainer Name="C">${container}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`

const entity = (properties: string, key = 'Id'): string =>
  `<EntityType Name="T"><Key><PropertyRef Name="${key}"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>${properties}</EntityType>`
const set = '<EntitySet Name="Ts" EntityType="N.T"/>'

/** Complex types of which each has one of the next, and the last the first. */
const complexCircle = (count: number): string =>
  Array.from({ length: count }, (_, index) => `<ComplexType Name="V${index}"><Property Name="Next" Type="N.V${(index + 1) % count}"/></ComplexType>`).join('')

/** Complex types of which each has one of every other. */
const complexWeb = (count: number): string => Array.from({ length: count }, (_, index) =>
  `<ComplexType Name="V${index}">${Array.from({ length: count }, (_, other) => `<Property Name="P${other}" Type="N.V${other}"/>`).join('')}</ComplexType>`).join('')

/** Starts with a document, runs something, and stops. */
async function start (t: Test, csdl: string, databaseUrl: string, more: object, work?: (call: (method: 'GET' | 'POST', body?: object) => Promise<string>) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const model = join(folder, 'model.xml')
  writeFileSync(model, csdl)
  const app = await buildServer({ ...defaultConfig, logLevel: 'silent', sqliteSynchronous: 'off', databaseUrl, model, ...more })
  try {
    await work?.(async (method, body) => (await app.inject({ method, url: '/odata/Ts', ...body === undefined ? {} : { payload: body } })).body)
  } finally {
    await app.close()
  }
}

t.test('CSDL: models that cannot be served stop the start with a sentence', async t => {
  const wrong: ReadonlyArray<readonly [csdl: string, message: RegExp, more?: object]> = [
    ['<a/>', /model\.xml:1:1: /],
    [document(entity('<Property Name="P" Type="Edm.Strin"/>'), set), /model\.xml:2:\d+: .*Edm\.Strin/],
    [document(entity(''), ''), /it has no entity set and no singleton/],
    [document('<EntityType Name="T"><Property Name="P" Type="Edm.String"/></EntityType>', set), /has no key/],
    [document('<EntityType Name="K"><Key><PropertyRef Name="V"/></Key><Property Name="V" Type="Edm.Int32" Nullable="false"/></EntityType><EntityType Name="T"><Key><PropertyRef Name="K/V" Alias="V"/></Key><NavigationProperty Name="K" Type="N.K" Nullable="false"/></EntityType>', set), /that of a related entity/],
    [document(entity(''), set), /no .*'Nothing'/i, { include: 'Nothing' }],
    [document(`${complexCircle(150)}${entity('<Property Name="V" Type="N.V0"/>')}`, set), /an entity of N\.T can have complex values more than 100 deep in one another/],
    [document(`${complexWeb(8)}${entity('<Property Name="V" Type="N.V0"/>')}`, set), /an entity of N\.T can have more than 50000 members in complex values that hold one another/]
  ]
  for (const [csdl, message, more = {}] of wrong) await t.rejects(start(t, csdl, 'file::memory:', more), { name: 'ConfigError', message })
  await t.rejects(buildServer({ ...defaultConfig, databaseUrl: 'file::memory:', model: '/nowhere.xml' }), { message: /cannot be read/ })
})

/** Makes of a database what a version left that let columns be called `true`. */
async function nameColumnTrue (databaseUrl: string): Promise<void> {
  const database = await openDatabase(databaseUrl, { synchronous: 'off', poolSize: 1 })
  const [row] = await database.query(sql`SELECT "tables" FROM "Model" WHERE "key" = 1`)
  const stored = String(row?.[0])
  const [name = ''] = /true_[0-9a-f]{8}/.exec(stored) ?? []
  await database.execute(sql`ALTER TABLE "T" RENAME COLUMN ${identifier(name)} TO "true"`)
  await database.execute(sql`DROP INDEX ${identifier(indexName('T', name))}`)
  await database.execute(sql`CREATE INDEX ${identifier(indexName('T', 'true'))} ON "T" ("tenant", "place", "owner", "true", "ordinal")`)
  await database.execute(sql`UPDATE "Model" SET "tables" = ${stored.replaceAll(name, 'true')}`)
  await database.close()
}

for (const dialect of dialects) {
  t.test(`a column that may no longer be called so is renamed, with its data (${dialect})`, async t => {
    const url = await newDatabase(t, dialect)
    const model = document(entity('<Property Name="true" Type="Edm.String" MaxLength="9"/>'), set)
    await start(t, model, url, {}, async call => { await call('POST', { Id: 1, true: 'a' }) })
    await nameColumnTrue(url)
    for (const again of ['renamed', 'as it is']) {
      await start(t, model, url, {}, async call => { t.match(await call('GET'), '"Id":1,"true":"a"', again) })
    }
    await start(t, model, url, {}, async call => { t.match(await call('POST', { Id: 2, true: 'b' }), '"true":"b"') })
  })

  t.test(`the model changes: additions are made, losses are refused (${dialect})`, async t => {
    const url = await newDatabase(t, dialect)
    const first = document(entity('<Property Name="Name" Type="Edm.String"/><Property Name="Old" Type="Edm.Int32"/>'), set)
    const more = document(`${entity('<Property Name="Name" Type="Edm.String" MaxLength="9"/><Property Name="Old" Type="Edm.Int32"/><Property Name="type" Type="Edm.Date"/>')}<EntityType Name="U" BaseType="N.T"/>`, set)
    const less = document(entity('<Property Name="Name" Type="Edm.Int32"/>'), set)
    await start(t, first, url, {}, async call => { t.match(await call('POST', { Id: 1, Name: 'a', Old: 2 }), '"Old":2') })
    await start(t, first, url, {}, async call => { t.match(await call('GET'), '"Id":1,"Name":"a","Old":2') })
    await start(t, more, url, {}, async call => {
      t.match(await call('GET'), '"Id":1,"Name":"a","Old":2,"type":null')
      t.match(await call('POST', { Id: 2, type: '2020-01-01' }), '"type":"2020-01-01"')
    })
    await t.rejects(start(t, less, url, {}), { name: 'ConfigError', message: /would lose data:\n {2}- the values of "T"\."Name".*\n {2}- the column "T"\."Old"(.|\n)*--accept-data-loss/ })
    await start(t, more, url, {}, async call => { t.match(await call('GET'), '"Name":"a"', 'what was refused changed nothing') })
    await start(t, less, url, { acceptDataLoss: true }, async call => { t.match(await call('GET'), '"Id":1,"Name":null') })
  })

  t.test(`the model changes: an alternate key may be added where there are duplicates (${dialect})`, async t => {
    const url = await newDatabase(t, dialect)
    const property = '<Property Name="Code" Type="Edm.String"/>'
    const key = '<Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection><Record><PropertyValue Property="Name" PropertyPath="Code"/></Record></Collection></PropertyValue></Record></Collection></Annotation>'
    await start(t, document(entity(property), set), url, {}, async call => { for (const Id of [1, 2]) await call('POST', { Id, Code: 'x' }) })
    for (const annotation of [key, key, '']) {
      await start(t, document(entity(`${property}${annotation}`), set), url, {}, async call => {
        t.match(await call('GET'), /"Code":"x"\S*"Code":"x"/, 'it opens with both')
        t.equal(/is an alternate key/.test(await call('POST', { Code: 'x' })), annotation !== '')
      })
    }
  })

  t.test(`the model changes: relations are added, and not lost unasked (${dialect})`, async t => {
    const url = await newDatabase(t, dialect)
    const plain = document(entity(''), set)
    const related = document(entity('<NavigationProperty Name="Next" Type="N.T"/>'), set)
    const many = document(entity('<NavigationProperty Name="Next" Type="Collection(N.T)"/>'), set)
    await start(t, plain, url, {}, async call => { t.match(await call('POST', { Id: 1 }), '"Id":1') })
    await start(t, related, url, {}, async call => { t.match(await call('POST', { Id: 2, 'Next@odata.bind': 'Ts(1)' }), '"Id":2') })
    for (const changed of [plain, many]) await t.rejects(start(t, changed, url, {}), { message: /- what "N\.T\/Next" relates, many to one, which is no longer so/ })
    await start(t, many, url, { acceptDataLoss: true }, async call => { t.match(await call('POST', { Id: 3, 'Next@odata.bind': ['Ts(1)', 'Ts(2)'] }), '"Id":3') })
    await start(t, many, url, {}, async call => { t.match(await call('GET'), '"Id":3') })
  })

  t.test(`the family is served from a database that has a model's tables too (${dialect})`, async t => {
    const url = await newDatabase(t, dialect)
    await start(t, document(entity(''), set), url, {})
    const app = await buildServer({ ...defaultConfig, logLevel: 'silent', databaseUrl: url, auth: 'none' })
    t.teardown(async () => { await app.close() })
    t.equal((await app.inject({ url: '/beta/officeConfiguration' })).statusCode, 200)
  })
}

t.test('--root and --include', async t => {
  const app = await buildServer({ ...defaultConfig, logLevel: 'silent', databaseUrl: 'file::memory:', model: 'test/models/shop.csdl.xml', root: '/', include: 'Stocks' })
  t.teardown(async () => { await app.close() })
  t.match((await app.inject({ url: '/' })).json(), { value: [{ name: 'Stocks' }] })
  t.equal((await app.inject({ url: '/Stocks' })).statusCode, 200)
  t.equal((await app.inject({ url: '/Customers' })).statusCode, 404)
  t.notMatch((await app.inject({ url: '/$metadata' })).body, 'Customer')
  t.equal((await app.inject({ url: '/readyz' })).statusCode, 200, 'paths of the service are its own')
  t.ok(readFileSync('test/models/shop.csdl.xml', 'utf8').includes('Customer'))
})
