/** `npm run prisma -- migrate status`, `deploy` and `reset`: Prisma and the service agree on what a database has had, on both databases. */
import t from 'tap'
import { migrate } from '../../src/storage/migrations/migrate.js'
import { readMigrations } from '../../src/storage/migrations/migration-files.js'
import { loadSchemaEngine } from '../../src/storage/migrations/schema-engine.js'
import { dialects, newDatabase, newEmptyDatabase } from '../support/databases.js'
import { MINUTES, runPrisma, schemaOf, using } from '../support/run-prisma.js'

t.setTimeout(15 * MINUTES)

for (const dialect of dialects) {
  const last = readMigrations(dialect).at(-1)?.name ?? ''

  t.test(`migrate status tells a database that is behind from one that is current (${dialect})`, async t => {
    const [behind, current] = [await newEmptyDatabase(t, dialect), await newEmptyDatabase(t, dialect)]
    await using(dialect, behind, async adapter => {
      const engine = await loadSchemaEngine(dialect, schemaOf(dialect), adapter)
      await engine.apply(readMigrations(dialect).slice(0, -1))
    })
    await using(dialect, current, async adapter => await migrate(adapter, dialect))
    const [ofBehind, ofCurrent] = await Promise.all([runPrisma('migrate status', behind), runPrisma('migrate status', current)])
    t.match(ofBehind, { code: 1, stdout: new RegExp(`have not yet been applied:\n${last}\n`) })
    t.match(ofCurrent, { code: 0, stdout: 'Database schema is up to date!' })
  })

  t.test(`migrate deploy makes a database that is not there, migrate reset makes it anew (${dialect})`, async t => {
    const other = await newDatabase(t, dialect)
    const url = `${other}-2`
    t.match(await runPrisma('migrate status', url), { code: 1, stderr: /P1003: Database `\S+-2` does not exist/ })
    t.match(await runPrisma('migrate deploy', url), { code: 0, stdout: `  └─ ${last}/` })
    t.same(await using(dialect, url, async adapter => await migrate(adapter, dialect)), [], 'the service has nothing to add')
    await using(dialect, url, async adapter => { await adapter.executeScript('CREATE TABLE "Extra" ("id" INTEGER PRIMARY KEY)') })
    t.match(await runPrisma('migrate reset --force', url), { code: 0, stdout: `  └─ ${last}/` })
    await t.rejects(using(dialect, url, async adapter => { await adapter.executeScript('DROP TABLE "Extra"') }), 'a reset begins with nothing')
    if (dialect === 'sqlite') return
    await using(dialect, other, async adapter => await adapter.executeScript(`DROP DATABASE "${new URL(url).pathname.slice(1)}"`))
  })
}

t.test('a server that cannot be reached', async t => {
  const { code, stderr } = await runPrisma('migrate status', 'postgresql://me:secret@127.0.0.1:1/nowhere')
  t.equal(code, 1)
  t.match(stderr, "P1001: Can't reach database server at 127.0.0.1:1")
  t.notMatch(stderr, 'secret')
})
