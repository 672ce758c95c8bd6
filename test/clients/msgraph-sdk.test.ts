/** Microsoft's generated SDK for TypeScript, unmodified, against the directory: what it has of users. */
import type { AddressInfo } from 'node:net'
import { AllowedHostsValidator, BaseBearerTokenAuthenticationProvider } from '@microsoft/kiota-abstractions'
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk'
import type { GraphServiceClient } from '@microsoft/msgraph-sdk'
import type {} from '@microsoft/msgraph-sdk-users'
import { onBothDatabases } from '../support/service.js'
import type { Service } from '../support/service.js'

/** It adds its resources to the client when it is loaded. */
await import('@microsoft/msgraph-sdk-users')

async function clientOf ({ app }: Service): Promise<GraphServiceClient> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const adapter = new GraphRequestAdapter(
    new BaseBearerTokenAuthenticationProvider({
      getAuthorizationToken: async () => 'token',
      getAllowedHostsValidator: () => new AllowedHostsValidator()
    })
  )
  adapter.baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/v1.0`
  return createGraphServiceClient(adapter)
}

onBothDatabases('users are created, read, paged, filtered, expanded, changed and deleted', async (t, service) => {
  const client = await clientOf(service)
  const created = await client.users.post({ accountEnabled: true, displayName: 'Kim Park', mailNickname: 'kim', userPrincipalName: 'kim@contoso.example', passwordProfile: { forceChangePasswordNextSignIn: true, password: 'secret' } })
  const id = String(created?.id)
  t.match(created, { displayName: 'Kim Park', businessPhones: [] })
  t.match(await client.users.byUserId('kim@contoso.example').get({ queryParameters: { select: ['id', 'displayName'] } }), { id, displayName: 'Kim Park' })
  const patched = await client.users.byUserId(id).patch({ jobTitle: 'Tester', employeeHireDate: new Date('2026-01-31T00:00:00Z') })
  t.match(patched, { jobTitle: 'Tester', employeeHireDate: new Date('2026-01-31T00:00:00Z') })
  const page = await client.users.get({ queryParameters: { filter: "department eq 'Engineering'", orderby: ['displayName desc'], select: ['displayName'], top: 2, count: true }, headers: { ConsistencyLevel: 'eventual' } })
  t.equal(page?.odataCount, 5)
  t.same(page?.value?.map(({ displayName }) => displayName), ['Jonas Weber', 'Hugo Martin'])
  const first = await client.users.get({ queryParameters: { select: ['displayName'] }, headers: { Prefer: 'odata.maxpagesize=8' } })
  const next = await client.users.withUrl(String(first?.odataNextLink)).get()
  t.equal((first?.value?.length ?? 0) + (next?.value?.length ?? 0), 11, 'every page')
  const found = await client.users.get({ queryParameters: { search: '"displayName:kim"', expand: ['manager'] }, headers: { ConsistencyLevel: 'eventual' } })
  t.match(found?.value, [{ id, displayName: 'Kim Park' }])
  t.equal(found?.value?.length, 1)
  await client.users.byUserId(id).manager.ref.put({ odataId: `https://graph.microsoft.com/v1.0/users/${String((await client.users.byUserId('ann@contoso.example').get())?.id)}` })
  t.match(await client.users.byUserId(id).manager.get(), { displayName: 'Ann Okafor' })
  t.match(await client.users.byUserId('ann@contoso.example').memberOf.graphGroup.get(), { value: [{ displayName: 'Everyone' }] })
  t.equal(await client.users.count.get({ headers: { ConsistencyLevel: 'eventual' } }), 11)
  await client.users.byUserId(id).manager.ref.delete()
  await client.users.byUserId(id).delete()
  const error = await client.users.byUserId(id).get().then(() => undefined, (reason: unknown) => reason)
  t.match(error, { responseStatusCode: 404, errorEscaped: { code: 'ResourceNotFound' } })
}, { model: 'graph', seed: 'models/graph/seed.json' })
