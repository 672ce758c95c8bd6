/** `npm run prisma -- migrate diff`, `db pull`, `validate` and `format` do their work on both databases, with nothing downloaded. */
import sql from 'sql-template-tag'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { connectionOver } from '../../src/storage/database/driver-query.js'
import { migrate } from '../../src/storage/migrations/migrate.js'
import { dialects, newDatabase } from '../support/databases.js'
import { MINUTES, runPrisma, schemaOf, using } from '../support/run-prisma.js'

t.setTimeout(15 * MINUTES)

const shadowDatabases = sql`SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`

for (const dialect of dialects) {
  t.test(`migrate diff and db pull see what the tables are (${dialect})`, async t => {
    const [url, changed] = [await newDatabase(t, dialect), await newDatabase(t, dialect)]
    const compare = (from: string) => `migrate diff ${from} --to-schema prisma/${dialect}/schema.prisma --exit-code --script`
    for (const each of [url, changed]) await using(dialect, each, async adapter => await migrate(adapter, dialect))
    await using(dialect, changed, async adapter => {
      await adapter.executeScript('DROP INDEX "OfficeClientConfiguration_tenant_owner_priority_ordinal_idx"; CREATE TABLE "Extra" ("id" INTEGER PRIMARY KEY)')
    })
    const [equal, different, migrations, pulled] = await Promise.all([
      runPrisma(compare('--from-config-datasource'), url),
      runPrisma(compare('--from-config-datasource'), changed),
      runPrisma(compare(`--from-migrations prisma/${dialect}/migrations`), url),
      runPrisma('db pull --print', changed)
    ])
    t.match(equal, { code: 0, stdout: 'This is an empty migration.' })
    t.match(migrations, { code: 0, stdout: 'This is an empty migration.' })
    t.match(different, { code: 2, stdout: /DROP TABLE "Extra";[^]*CREATE INDEX "OfficeClientConfiguration_tenant_owner_priority_ordinal_idx"/ })
    const modelsOf = (text: string) => [...text.matchAll(/^model (\w+)/gm)].map(([, name]) => name).sort()
    t.same(modelsOf(pulled.stdout), modelsOf(`${schemaOf(dialect)}model Extra`))
    if (dialect === 'sqlite') return
    // Other tests on this server may have one for a while.
    const find = async () => await using(dialect, url, async adapter => await connectionOver(adapter, dialect).query(shadowDatabases))
    let left = await find()
    for (const end = performance.now() + MINUTES; left.length > 0 && performance.now() < end; left = await find()) await delay(200)
    t.same(left, [], 'no shadow database stays on the server')
  })

  t.test(`validate and format need no database (${dialect})`, async t => {
    const url = dialect === 'sqlite' ? 'file:./nowhere.db' : 'postgresql://me:secret@127.0.0.1:1/nowhere'
    const [valid, formatted] = await Promise.all([runPrisma('validate', url), runPrisma('format --check', url)])
    t.match(valid, { code: 0, stdout: `The schema at prisma/${dialect}/schema.prisma is valid` })
    t.match(formatted, { code: 0, stdout: 'All files are formatted correctly!' })
  })
}
