/** A typed client that odata2ts generates from the directory's `$metadata`. */
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import { dialects, newDatabase } from '../support/databases.js'
import { compile } from '../support/compile.js'
import { generateClient } from '../support/generated-client.js'
import { startApp } from '../support/service-pool.js'

const require = createRequire(import.meta.url)

const program = `
import { FetchClient } from '@odata2ts/http-client-fetch'
import { graphService } from './generated/graphService'

export async function use (url: string) {
  const service = new graphService(new FetchClient(), url)
  const { data: ann } = await service.users('ann@contoso.example').query((builder, user) => builder.select('id', 'displayName'))
  const { data: page } = await service.users().query((builder, user) => builder.filter(user.department.eq('Sales')).orderBy(user.displayName.desc()).select('displayName').top(2))
  const names: readonly (string | null)[] = page.value.map(({ displayName }) => displayName)
  const { data: created } = await service.users().create({ displayName: 'Kim', userPrincipalName: 'kim@contoso.example', businessPhones: [], otherMails: [], proxyAddresses: [], identities: [], assignedLicenses: [] })
  await service.users('kim@contoso.example').patch({ jobTitle: 'Tester' })
  const { data: revoked } = await service.users('jonas@contoso.example').revokeSignInSessions()
  const { data: expanded } = await service.groups().query((builder, group) => builder.filter(group.displayName.eq('Interns')).select('displayName').expand('members'))
  const { data: changed } = await service.users('kim@contoso.example').query()
  await service.users('kim@contoso.example').delete()
  return { ann: ann.displayName, names, created: created.displayName, revoked: revoked.value, members: expanded.value[0]?.members?.length, jobTitle: changed.jobTitle }
}
`

const wrong = `
import { graphService } from './generated/graphService'
import type { ODataHttpClient } from '@odata2ts/http-client-api'
export const use = (service: graphService<ODataHttpClient>) => service.users('x').patch({ accountEnabled: 'yes' })
`

const GRAPH = { model: 'graph', auth: 'none' } as const
const app = await startApp(t, { ...GRAPH, databaseUrl: 'file::memory:' })
const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/v1.0`
const folder = await generateClient(t, { url, name: 'graph', program, wrong })

t.test('a client made of the metadata compiles', async t => {
  const { faults, ofWrong } = await compile(folder)
  t.equal(faults, '')
  t.match(ofWrong, /wrong\.ts\(4,\d+\): error TS2322: Type 'string' is not assignable to type 'boolean \| null \| undefined'/)
})

for (const dialect of dialects) {
  t.test(`and drives the service (${dialect})`, async t => {
    const app = await startApp(t, { ...GRAPH, databaseUrl: await newDatabase(t, dialect) })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const { use } = require(join(folder, 'compiled/program.js')) as { use: (url: string) => Promise<object> }
    t.same(await use(`http://127.0.0.1:${port}/v1.0`), { ann: 'Ann Okafor', names: ['Emi Tanaka', 'Dev Patel'], created: 'Kim', revoked: true, members: 1, jobTitle: 'Tester' })
  })
}
