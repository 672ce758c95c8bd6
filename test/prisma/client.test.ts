/** `npm run prisma -- generate`: a client of Prisma's own reads the service's data, typed; examples/prisma-client.ts, on both databases. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import type { DialectName } from '../../src/storage/database/database.js'
import { dialects, newDatabase } from '../support/databases.js'
import { startProcess } from '../support/process.js'
import { MINUTES, runPrisma, runScript } from '../support/run-prisma.js'

const onSqlite = readFileSync('examples/prisma-client.ts', 'utf8')
const examples: Readonly<Record<DialectName, string>> = {
  sqlite: onSqlite,
  postgresql: onSqlite
    .replace('generated/sqlite', 'generated/postgresql')
    .replace('adapter-better-sqlite3', 'adapter-pg')
    .replaceAll('PrismaBetterSqlite3', 'PrismaPg')
    .replace(/\{ url: (.*) \}/, '$1')
}

/** A folder in the checkout, which finds `node_modules`, with the schemas; gone when the test is over. */
function newProject (t: Test): string {
  mkdirSync('.tap', { recursive: true })
  const folder = mkdtempSync('.tap/prisma-')
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  for (const name of ['prisma', 'prisma.config.ts', 'package.json']) cpSync(name, join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'examples'))
  return folder
}

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const strictly = '--strict --target es2023 --module nodenext --rewriteRelativeImportExtensions --skipLibCheck --types node'.split(' ')

async function compile (folder: string, text: string) {
  writeFileSync(join(folder, 'examples/prisma-client.ts'), text)
  return await runScript([tsc, ...strictly, '--rootDir', '.', '--outDir', 'out', 'examples/prisma-client.ts'], '', folder)
}

const rows = [
  { deviceName: 'PC-7', wasSuccessful: false, checkinDateTime: '2017-01-01T00:00:00+01:00', errorMessage: 'Timeout' },
  { deviceName: 'PC-8', wasSuccessful: true, checkinDateTime: '2017-01-03T00:00:00Z' },
  { wasSuccessful: false, checkinDateTime: '2017-01-02T00:00:00Z' }
]

t.setTimeout(15 * MINUTES)

for (const dialect of dialects) {
  t.test(`the generated client reads what the service stored (${dialect})`, async t => {
    const databaseUrl = await newDatabase(t, dialect)
    const { url } = await startProcess(t, databaseUrl)
    await fetch(`${url}/beta/officeConfiguration`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: JSON.stringify({ tenantCheckinStatuses: rows })
    })
    const folder = newProject(t)
    t.match(await runPrisma('generate', databaseUrl, folder), { code: 0, stdout: 'Generated Prisma Client' })
    t.match(await compile(folder, examples[dialect]), { code: 0, stdout: '' })
    t.match(await runScript(['out/examples/prisma-client.js'], databaseUrl, folder), {
      code: 0,
      stdout: 'a device without a name failed at 2017-01-02T00:00:00Z: no message\nPC-7 failed at 2017-01-01T00:00:00+01:00: Timeout\n'
    })
    if (dialect === 'postgresql') return
    const mistyped = await compile(folder, examples[dialect].replace('deviceName: true', 'deviceNam: true'))
    t.match(mistyped, { stdout: /'deviceNam' does not exist/ }, 'a name that no model has does not compile')
  })
}
