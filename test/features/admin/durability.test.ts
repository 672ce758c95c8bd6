/**
 * Snapshots, settings and imports survive `kill -9`; what was cut off has changed nothing, and leaves nothing behind. In processes of their
 * own.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import sql from 'sql-template-tag'
import t from 'tap'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { dialects, newDatabase } from '../../support/databases.js'
import { startProcess } from '../../support/process.js'
import { row } from '../../support/samples.js'

const GRAPH = '/beta/officeConfiguration/tenantCheckinStatuses'

interface Options { readonly body?: string | AsyncIterable<Uint8Array>, readonly type?: string }

async function ask (url: string, method: string, path: string, { body, type = 'application/json' }: Options = {}): Promise<string> {
  const response = await fetch(`${url}${path}`, { method, headers: { authorization: 'Bearer x', 'x-tenant-id': 'a', ...body === undefined ? {} : { 'content-type': type } }, ...body === undefined ? {} : { body, duplex: 'half' } } as unknown as Parameters<typeof fetch>[1])
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text
}

/** A document of so many rows, as a pipe would give it; `pause` milliseconds between pieces of a hundred. */
async function * documentOf (count: number, pause = 0): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"officeConfiguration":{"tenantCheckinStatuses":[')
  const text = JSON.stringify(row())
  for (let start = 0; start < count; start += 100) {
    yield Buffer.from(`${start === 0 ? '' : ','}${Array.from({ length: 100 }, () => text).join(',')}`)
    if (pause > 0) await delay(pause)
  }
  yield Buffer.from(']}}')
}

for (const dialect of dialects) {
  t.test(`kill -9 (${dialect})`, async t => {
    const database = await newDatabase(t, dialect)
    const first = await startProcess(t, database)
    await ask(first.url, 'PUT', GRAPH, { body: JSON.stringify({ value: [row({ deviceName: 'base' })] }) })
    await ask(first.url, 'POST', '/__admin/tenants/a/snapshots/s')
    await ask(first.url, 'POST', '/__admin/snapshots/everything')
    await ask(first.url, 'DELETE', GRAPH)
    const settings = await ask(first.url, 'PATCH', '/__admin/tenants/a/settings', { body: '{"pageSize":3,"summaryMode":"computed"}' })
    first.child.kill('SIGKILL')
    await first.ended
    const second = await startProcess(t, database)
    t.equal(await ask(second.url, 'GET', '/__admin/tenants/a/settings'), settings)
    t.match(JSON.parse(await ask(second.url, 'GET', '/__admin/tenants/a/snapshots')), { value: [{ name: 's' }] })
    t.match(JSON.parse(await ask(second.url, 'GET', '/__admin/snapshots')), { value: [{ name: 'everything' }] })
    await ask(second.url, 'POST', '/__admin/tenants/a/snapshots/s/restore')
    second.child.kill('SIGKILL')
    await second.ended
    const third = await startProcess(t, database)
    t.match(JSON.parse(await ask(third.url, 'GET', GRAPH)), { value: [{ deviceName: 'base' }] }, 'the restore was acknowledged')
    const before = await ask(third.url, 'GET', '/beta/officeConfiguration')
    const importing = ask(third.url, 'PUT', '/__admin/tenants/a/state', { body: documentOf(50_000, 10) })
    setTimeout(() => third.child.kill('SIGKILL'), 600)
    await t.rejects(importing)
    const fourth = await startProcess(t, database)
    t.equal((await ask(fourth.url, 'GET', '/beta/officeConfiguration')).replaceAll(fourth.url, ''), before.replaceAll(third.url, ''), 'an import that was cut off changed nothing')
    fourth.child.kill('SIGKILL')
    await fourth.ended

    // What was being loaded was last heard of long ago.
    const direct = await openDatabase(database, { synchronous: 'full', poolSize: 2 })
    t.teardown(async () => { await direct.close() })
    await direct.execute(sql`UPDATE "Tenant" SET "createdAt" = '2020-01-01T00:00:00.000Z' WHERE "id" LIKE '$loading:%'`)
    const fifth = await startProcess(t, database)
    const orphans = async (): Promise<number> => Number((await direct.query(sql`SELECT count(*) FROM "Tenant" WHERE "id" LIKE '$loading:%' OR "id" LIKE '$garbage:%'`))[0]?.[0])
    for (let attempt = 0; attempt < 100 && await orphans() > 0; attempt++) await delay(100)
    t.equal(await orphans(), 0)
    t.equal(Number((await direct.query(sql`SELECT count(*) FROM "OfficeClientCheckinStatus" WHERE "tenant" NOT IN (SELECT "key" FROM "Tenant" WHERE "id" = 'a' OR "id" LIKE '$snapshot:%')`))[0]?.[0]), 0, 'and is removed')
    fifth.child.kill('SIGKILL')
    await fifth.ended
  })
}

t.test('100,000 rows are imported and exported in bounded memory', { skip: process.platform === 'linux' ? false : 'memory is read from /proc' }, async t => {
  const { url, child } = await startProcess(t, await newDatabase(t, 'sqlite'), ['--sqlite-synchronous', 'off', '--log-level', 'info'])
  const kibibytes = (field: string): number => Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1])
  const idle = kibibytes('VmRSS')
  writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
  await ask(url, 'PUT', '/__admin/tenants/a/state', { body: documentOf(100_000) })
  const importing = (kibibytes('VmHWM') - idle) / 1024
  writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
  const exported = await fetch(`${url}/__admin/tenants/a/state`)
  let bytes = 0
  for await (const piece of exported.body as unknown as AsyncIterable<Uint8Array>) bytes += piece.length
  const exporting = (kibibytes('VmHWM') - idle) / 1024
  t.comment(`${Math.round(importing)} MiB above idle to import, ${Math.round(exporting)} MiB to export ${Math.round(bytes / 1048576)} MiB`)
  t.ok(bytes > 25_000_000)
  t.ok(importing < 256, String(importing))
  t.ok(exporting < 256, String(exporting))
})
