/** A backup is whole while others write, and several processes on one file lose nothing. */
import { execFileSync } from 'node:child_process'
import { writeFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import BetterSqlite3 from 'better-sqlite3'
import t from 'tap'
import { newDatabase, newEmptyDatabase, postgresOnly } from './support/databases.js'
import { runCommand, startProcess } from './support/process.js'
import type { Call } from './support/service.js'
import { callerOf, OFFICE, startService } from './support/service.js'

const headers = { authorization: 'Bearer x', 'content-type': 'application/json', prefer: 'return=minimal' }

/** Adds a row; whether it was acknowledged. */
async function addRow (url: string, deviceName: string): Promise<boolean> {
  const answer = await fetch(`${url}${OFFICE}/tenantCheckinStatuses`, { method: 'POST', headers, body: JSON.stringify({ deviceName }) }).catch(() => undefined)
  return answer?.status === 204
}

async function countRows (url: string): Promise<number> {
  const answer = await fetch(`${url}${OFFICE}/tenantCheckinStatuses/$count`, { headers })
  return Number(await answer.text())
}

/** Rows one after the other until it is told to stop; how many were acknowledged. */
function keepAdding (url: string, name: string): { stop: () => Promise<number> } {
  const state = { going: true }
  const done = (async () => {
    let added = 0
    while (state.going) if (await addRow(url, `${name}-${added}`)) added++
    return added
  })()
  return {
    stop: async () => {
      state.going = false
      return await done
    }
  }
}

const fileOf = (url: string): string => url.replace(/^file:/, '')

t.test('the command copies a database in use, and the copy serves', async t => {
  const databaseUrl = await newDatabase(t, 'sqlite')
  const folder = dirname(fileOf(databaseUrl))
  const copy = join(folder, 'copy.db')
  const { url } = await startProcess(t, databaseUrl)
  t.ok(await addRow(url, 'before'))
  const writer = keepAdding(url, 'PC')
  t.match(await runCommand(['backup', copy], { DATABASE_URL: databaseUrl }), { code: 0, stderr: '' })
  const added = await writer.stop()
  const served = await startProcess(t, `file:${copy}`)
  const rows = await countRows(served.url)
  t.ok(rows >= 1 && rows <= added + 1, `${rows} of ${added + 1}`)
  t.equal(await countRows(url), added + 1, 'the source has them all')
  if (process.platform !== 'win32') t.equal(statSync(copy).mode & 0o777, 0o600)
  t.same(readdirSync(folder).filter(name => name.includes('.part')), [])
})

t.test('what the command refuses, in a sentence', async t => {
  const databaseUrl = await newEmptyDatabase(t, 'sqlite')
  const folder = dirname(fileOf(databaseUrl))
  const cases: ReadonlyArray<readonly [args: string[], message: RegExp]> = [
    [[join(folder, 'copy.db'), '--database-url', databaseUrl], /^The database file ".*" \(DATABASE_URL\) is not there\.\n$/],
    [['copy.db', '--database-url', 'file::memory:'], /POST \/__admin\/backup/],
    [['copy.db', '--database-url', 'postgresql://me:secret@host/db'], /^DATABASE_URL is "postgresql:\/\/me:\*\*\*@host\/db"\. .*pg_dump/],
    [['package.json', '--database-url', 'file:package.json'], /^"package\.json" is there already/],
    [[join(folder, 'copy.db'), '--database-url', 'file:package.json'], /is not a SQLite database/],
    [[], /Missing required argument 'file'/]
  ]
  for (const [args, message] of cases) {
    const { code, stderr } = await runCommand(['backup', ...args])
    t.ok(code === 1 || code === 2)
    t.match(stderr, message)
  }
  const pipe = join(folder, 'pipe')
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [pipe])
    t.match((await runCommand(['backup', join(folder, 'copy.db'), '--database-url', `file:${pipe}`])).stderr, /is a device, a pipe or a socket\./)
    t.same(readdirSync(folder), ['pipe'])
  }
  writeFileSync(fileOf(databaseUrl), '')
  t.match((await runCommand(['backup', join(folder, 'absent', 'copy.db'), '--database-url', databaseUrl])).stderr, /^The backup ".*" cannot be written \(ENOENT\)\./)
})

t.test('the command leaves the file as it is', async t => {
  const path = fileOf(await newDatabase(t, 'sqlite'))
  new BetterSqlite3(path).exec('CREATE TABLE Note (text TEXT)').close()
  const before = readFileSync(path)
  t.match(await runCommand(['backup', `${path}.copy`, '--database-url', `file:${path}`]), { code: 0, stderr: '' })
  t.ok(readFileSync(path).equals(before), 'its journal mode too')
  t.same(readdirSync(dirname(path)).sort(), ['', '.copy'].map(end => `${basename(path)}${end}`))
})

/** The schema that the controls' own document has for an answer. */
/** The schema of an answer; refuses an answer that the document does not have. */
async function documents (call: Call, status: string, type: string): Promise<object | undefined> {
  const { paths, components } = (await call('GET', '/__admin/openapi.json')).json<Document>()
  const responses = paths['/__admin/backup']?.post.responses
  const response = responses?.[status] ?? responses?.[`${status.slice(0, 1)}XX`]
  const shared = response?.$ref === undefined ? response : components.responses[response.$ref.slice(response.$ref.lastIndexOf('/') + 1)]
  const schema = shared?.content?.[type]?.schema
  return schema === undefined ? undefined : { ...schema, components }
}

interface Document {
  readonly paths: Readonly<Record<string, { readonly post: { readonly responses: Readonly<Record<string, Response>> } }>>
  readonly components: { readonly responses: Readonly<Record<string, Response>> }
}

interface Response {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

t.test('the control answers with a copy, of a database in memory too', async t => {
  for (const databaseUrl of [await newDatabase(t, 'sqlite'), 'file::memory:']) {
    const call = callerOf(await startService(t, { databaseUrl }))
    await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 7 } } })
    const answer = await call('POST', '/__admin/backup')
    t.equal(answer.statusCode, 200)
    t.ok(await documents(call, '200', 'application/vnd.sqlite3'))
    t.match(answer.headers, { 'content-type': 'application/vnd.sqlite3', 'content-disposition': /filename="office\.db"/ })
    const copy = await newDatabase(t, 'sqlite')
    writeFileSync(fileOf(copy), answer.rawPayload)
    const served = callerOf(await startService(t, { databaseUrl: copy }))
    t.match((await served('GET', OFFICE)).json(), { tenantUserCheckinSummary: { failedUserCount: 7 } })
  }
})

t.test('PostgreSQL names its own tool', postgresOnly, async t => {
  const call = callerOf(await startService(t, { databaseUrl: await newDatabase(t, 'postgresql') }))
  const answer = await call('POST', '/__admin/backup')
  t.equal(answer.statusCode, 501)
  t.match(answer.json(), { error: { message: /pg_dump/ } })
  const schema = await documents(call, '501', 'application/json')
  t.ok(new Ajv2020({ strict: false }).validate(schema ?? false, answer.json()), 'the document of the controls describes the answer')
})

t.test('two processes on one file: what either acknowledged is stored, and both see it', async t => {
  const databaseUrl = await newDatabase(t, 'sqlite')
  const [first, second] = await Promise.all([startProcess(t, databaseUrl), startProcess(t, databaseUrl)])
  const writers = [first, second].map(({ url }, index) => keepAdding(url, `from-${index}`))
  await new Promise(resolve => setTimeout(resolve, 1500))
  const added = await Promise.all(writers.map(async writer => await writer.stop()))
  const sum = added.reduce((sum, count) => sum + count, 0)
  t.ok(added.every(count => count > 0), added.join(', '))
  t.same([await countRows(first.url), await countRows(second.url)], [sum, sum])
  await fetch(`${first.url}/__admin/tenants/default/settings`, { method: 'PATCH', headers, body: JSON.stringify({ pageSize: 1 }) })
  await new Promise(resolve => setTimeout(resolve, 1200))
  const page = await (await fetch(`${second.url}${OFFICE}/tenantCheckinStatuses`, { headers })).json() as { readonly value: readonly unknown[] }
  t.equal(page.value.length, 1, 'settings of tenants are shared')
  first.child.kill('SIGKILL')
  await first.ended
  t.ok(await addRow(second.url, 'alone'))
  t.equal(await countRows(second.url), sum + 1)
  t.ok(existsSync(`${fileOf(databaseUrl)}-wal`), 'what is stored is in two files')
})
