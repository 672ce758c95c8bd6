/** A typed client that odata2ts generates from `$metadata`, compiled by tsc and used over a real socket. */
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import { compile } from '../support/compile.js'
import { generateClient } from '../support/generated-client.js'
import { onBothDatabases, startService } from '../support/service.js'

const require = createRequire(import.meta.url)

/** What somebody writes against the generated client; tsc checks every name and type in it. */
const program = `
import { FetchClient } from '@odata2ts/http-client-fetch'
import { graphService } from './generated/graphService'
import type { EditableofficeClientCheckinStatus } from './generated/graphModel'

export async function use (url: string) {
  const service = new graphService(new FetchClient({ headers: { Authorization: 'Bearer any-word' } }), url)
  const office = service.officeConfiguration()
  const row: EditableofficeClientCheckinStatus = { userId: 'adele', deviceName: 'PC-7', wasSuccessful: false, checkinDateTime: '2017-01-01T00:01:46.9896075+00:00', appliedPolicies: ['Macro security'] }
  await office.tenantCheckinStatuses().add(row)
  await office.tenantCheckinStatuses().add({ ...row, deviceName: 'PC-8', wasSuccessful: true })
  await office.patch({ tenantUserCheckinSummary: { succeededUserCount: 1, failedUserCount: 1 } })
  await office.tenantUserCheckinSummary().patch({ failedUserCount: 16 })
  const { data: whole } = await office.query()
  const { data: selected } = await office.query(builder => builder.select('id', 'tenantUserCheckinSummary'))
  const { data: failures } = await office.tenantCheckinStatuses().query((builder, row) => builder
    .filter(row.wasSuccessful.eq(false).and(row.deviceName.startsWith('PC')))
    .orderBy(row.checkinDateTime.desc())
    .select('deviceName', 'appliedPolicies')
    .top(5)
    .count())
  const { data: policies } = await office.tenantCheckinStatuses().query((builder, row) => builder.filter(row.appliedPolicies.any(policy => policy.it.eq('Macro security'))).count())
  const { data: summary } = await office.tenantUserCheckinSummary().query()
  const device: string | null = whole.tenantCheckinStatuses[0]?.deviceName ?? null
  const failed: number | undefined = summary.failedUserCount
  return { device, failed, selected, failures, policies: policies['@odata.count'] }
}
`

/** What does not fit the types; tsc must say so. */
const wrong = `
import { graphService } from './generated/graphService'
import type { ODataHttpClient } from '@odata2ts/http-client-api'
export const use = (service: graphService<ODataHttpClient>) => service.officeConfiguration().patch({ tenantUserCheckinSummary: { succeededUserCount: 'two', failedUserCount: 1 } })
`

interface Outcome {
  readonly device: string | null
  readonly failed: number | undefined
  readonly selected: object
  readonly failures: { readonly value: readonly object[] }
  readonly policies: number
}

const app = await startService(t)
const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/beta`
const folder = await generateClient(t, { url, name: 'graph', program, wrong })
const { faults, ofWrong } = await compile(folder)

t.test('a client made of the metadata compiles', t => {
  t.equal(faults, '')
  t.match(ofWrong, /wrong\.ts\(4,\d+\): error TS2322: Type 'string' is not assignable to type 'number'/, 'and its types are those of the model')
  t.end()
})

onBothDatabases('a client made of the metadata works', async (t, { app }) => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const { use } = require(join(folder, 'compiled/program.js')) as { use: (url: string) => Promise<Outcome> }
  const { device, failed, selected, failures, policies } = await use(`http://127.0.0.1:${port}/beta`)
  t.equal(device, 'PC-7')
  t.equal(failed, 16)
  t.match(selected, { id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6', tenantUserCheckinSummary: { succeededUserCount: 1, failedUserCount: 16 } })
  t.notOk('tenantCheckinStatuses' in selected)
  t.match(failures, { '@odata.count': 1, value: [{ deviceName: 'PC-7', appliedPolicies: ['Macro security'] }] })
  t.equal(policies, 2)
})
