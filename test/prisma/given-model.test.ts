/** `npm run prisma` on a database that a given model is served from: its tables are those of Prisma's own kind, beside the service's. */
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { dialects, newDatabase } from '../support/databases.js'
import { MINUTES, runPrisma } from '../support/run-prisma.js'
import { callerOf, startService } from '../support/service.js'

t.setTimeout(15 * MINUTES)

for (const dialect of dialects) {
  t.test(`migrate status, migrate deploy and db pull of TripPin (${dialect})`, async t => {
    const databaseUrl = await newDatabase(t, dialect)
    const app = await startService(t, { databaseUrl, model: 'models/trippin/trippin.csdl.xml' })
    const person = { UserName: 'ann', FirstName: 'Ann', LastName: 'Lee' }
    t.equal((await callerOf(app)('POST', '/odata/People', { body: person })).statusCode, 201)
    t.match(await runPrisma('migrate status', databaseUrl), { code: 0, stdout: 'Database schema is up to date!' })
    t.match(await runPrisma('migrate deploy', databaseUrl), { code: 0, stdout: 'No pending migrations to apply.' })
    const schema = join(t.testdir(), 'trippin.prisma')
    copyFileSync(`prisma/${dialect}/schema.prisma`, schema)
    t.match(await runPrisma(`db pull --schema ${schema}`, databaseUrl), { code: 0 })
    const pulled = readFileSync(schema, 'utf8')
    t.match(pulled, /^model Person \{[^]*^ {2}UserName +String\?[^]*^ {2}@@unique\(\[tenant, place, owner, UserName\]/m)
    for (const name of ['Airline', 'Airport', 'Photo', 'Trip', 'PlanItem', 'Link', 'Model']) t.match(pulled, new RegExp(`^model ${name} \\{`, 'm'))
    t.match(await runPrisma(`validate --schema ${schema}`, databaseUrl), { code: 0 })
    t.equal((await callerOf(app)('GET', "/odata/People('ann')")).statusCode, 200)
  })
}
