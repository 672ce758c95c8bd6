/** `npm run prisma -- studio` on both databases. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { migrate } from '../../src/storage/migrations/migrate.js'
import { dialects, newDatabase } from '../support/databases.js'
import { freePort } from '../support/free-port.js'
import { connect, MINUTES, prismaEnvironment, prismaScript } from '../support/run-prisma.js'
import { UNTOUCHED } from '../support/untouched.js'

t.setTimeout(15 * MINUTES)

for (const dialect of dialects) {
  t.test(`studio shows what is stored (${dialect})`, async t => {
    const url = await newDatabase(t, dialect)
    const adapter = await connect(dialect, url)
    await migrate(adapter, dialect)
    await adapter.executeScript("INSERT INTO \"Tenant\" (\"id\", \"createdAt\") VALUES ('contoso', '2026-01-31T09:30:00Z')")
    await adapter.dispose()
    const port = await freePort()
    const [program = '', ...words] = [...UNTOUCHED, process.execPath, prismaScript, 'studio', '--browser', 'none', '--port', String(port)]
    const child = spawn(program, words, {
      env: prismaEnvironment(url),
      stdio: ['ignore', 'pipe', 'inherit']
    })
    t.teardown(() => { child.kill() })
    let said = ''
    while (!said.includes('is running at')) said += String((await once(child.stdout, 'data'))[0])
    t.match(await (await fetch(`http://localhost:${port}/`)).text(), /<html/)
    const query = { procedure: 'query', query: { sql: 'SELECT "id" FROM "Tenant"', parameters: [] } }
    const answer = await fetch(`http://localhost:${port}/bff`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(query)
    })
    t.same(await answer.json(), [null, [{ id: 'contoso' }]])
  })
}
