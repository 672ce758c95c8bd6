/** The official JavaScript client, unmodified, against the directory: users, groups with members, devices. */
import type { AddressInfo } from 'node:net'
import { BatchRequestContent, BatchResponseContent, Client, GraphError, PageIterator } from '@microsoft/microsoft-graph-client'
import type { PageCollection } from '@microsoft/microsoft-graph-client'
import { onBothDatabases } from '../support/service.js'
import type { Service } from '../support/service.js'

interface Entity {
  readonly id: string
  readonly displayName: string
}

/** Over plain http the client drops a header named exactly `Authorization`; in lower case it stays. */
async function clientOf ({ app }: Service): Promise<{ client: Client, url: string }> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const client = Client.init({
    baseUrl: `${url}/`,
    defaultVersion: 'v1.0',
    authProvider: done => { done(null, 'token') },
    fetchOptions: { headers: { authorization: 'Bearer token' } }
  })
  return { client, url }
}

const GRAPH = { model: 'graph', seed: 'models/graph/seed.json' }

onBothDatabases('users are created, read, paged, filtered, changed and deleted', async (t, service) => {
  const { client } = await clientOf(service)
  const created = await client.api('/users').post({ accountEnabled: true, displayName: 'Kim Park', mailNickname: 'kim', userPrincipalName: 'kim@contoso.example', passwordProfile: { forceChangePasswordNextSignIn: true, password: 'secret' } }) as Entity
  t.match(await client.api(`/users/${created.id}`).select(['id', 'displayName']).get(), { id: created.id, displayName: 'Kim Park' })
  t.match(await client.api('/users/kim@contoso.example').get(), { id: created.id })
  await client.api(`/users/${created.id}`).update({ department: 'Sales' })
  const page = await client.api('/users').filter("department eq 'Sales'").orderby('displayName').select('displayName').top(2).count(true).header('ConsistencyLevel', 'eventual').get() as PageCollection
  t.equal(page['@odata.count'], 4)
  const seen: string[] = []
  await new PageIterator(client, page, user => seen.push((user as Entity).displayName) > 0).iterate()
  t.same(seen, ['Ben Lindqvist', 'Dev Patel'], '$top is all that is asked for')
  const every: string[] = []
  const first = await client.api('/users').select('displayName').header('Prefer', 'odata.maxpagesize=4').get() as PageCollection
  await new PageIterator(client, first, user => every.push((user as Entity).displayName) > 0).iterate()
  t.equal(every.length, 11, 'every page')
  t.match(await client.api('/users/dev@contoso.example').expand('manager($select=id,displayName)').get(), { manager: { displayName: 'Ben Lindqvist' } })
  await client.api(`/users/${created.id}`).delete()
  const error = await client.api(`/users/${created.id}`).get().then(() => undefined, (reason: unknown) => reason)
  t.ok(error instanceof GraphError)
  t.match(error, { statusCode: 404, code: 'ResourceNotFound' })
}, GRAPH)

onBothDatabases('groups are created with members, which come and go', async (t, service) => {
  const { client } = await clientOf(service)
  const idOf = async (name: string): Promise<string> => (await client.api(`/users/${name}@contoso.example`).select('id').get() as Entity).id
  const [ann, ben, ines] = [await idOf('ann'), await idOf('ben'), await idOf('ines')]
  const object = (id: string): string => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`
  const group = await client.api('/groups').post({
    displayName: 'Board',
    mailEnabled: false,
    mailNickname: 'board',
    securityEnabled: true,
    'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${ann}`],
    'members@odata.bind': [object(ann), object(ben)]
  }) as Entity
  await client.api(`/groups/${group.id}/members/$ref`).post({ '@odata.id': object(ines) })
  const namesOf = async (url: string): Promise<string[]> => (await client.api(url).select('id,displayName').get() as { value: Entity[] }).value.map(({ displayName }) => displayName)
  t.same(await namesOf(`/groups/${group.id}/members`), ['Ann Okafor', 'Ben Lindqvist', 'Ines Duarte'])
  t.same(await namesOf(`/groups/${group.id}/members/microsoft.graph.user`), ['Ann Okafor', 'Ben Lindqvist', 'Ines Duarte'])
  t.same(await namesOf(`/groups/${group.id}/owners`), ['Ann Okafor'])
  t.ok((await namesOf(`/users/${ines}/memberOf`)).includes('Board'))
  t.match(await client.api(`/groups/${group.id}`).expand('members($select=id)').get(), { members: [{ id: ann }, { id: ben }, { id: ines }] })
  t.equal(Number(await client.api(`/groups/${group.id}/members/$count`).header('ConsistencyLevel', 'eventual').get()), 3)
  await client.api(`/groups/${group.id}/members/${ben}/$ref`).delete()
  t.same(await namesOf(`/groups/${group.id}/members`), ['Ann Okafor', 'Ines Duarte'])
  await client.api(`/groups/${group.id}`).delete()
  t.notOk((await namesOf(`/users/${ines}/memberOf`)).includes('Board'))
}, GRAPH)

onBothDatabases('devices, and a batch', async (t, service) => {
  const { client, url } = await clientOf(service)
  const { value: [laptop] } = await client.api('/devices').filter("displayName eq 'LAPTOP-01'").get() as { value: [Entity & { deviceId: string }] }
  t.match(await client.api(`/devices(deviceId='${laptop.deviceId}')`).get(), { id: laptop.id })
  const device = await client.api('/devices').post({ accountEnabled: false, displayName: 'TABLET-01', operatingSystem: 'linux', operatingSystemVersion: '1', deviceId: '4c299165-6e8f-4b45-a5ba-c5d250a707ff', alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }] }) as Entity
  await client.api(`/devices/${device.id}`).update({ accountEnabled: true })
  const content = await new BatchRequestContent([
    { id: '1', request: new Request(`${url}/v1.0/devices/${device.id}?$select=accountEnabled`) },
    { id: '2', request: new Request(`${url}/v1.0/devices/${device.id}`, { method: 'DELETE' }), dependsOn: ['1'] },
    { id: '3', request: new Request(`${url}/v1.0/devices/$count`, { headers: { ConsistencyLevel: 'eventual' } }), dependsOn: ['2'] }
  ]).getContent()
  const answers = new BatchResponseContent(await client.api('/$batch').post(content) as ConstructorParameters<typeof BatchResponseContent>[0])
  t.same([...answers.getResponses()].map(([id, { status }]) => [id, status]), [['1', 200], ['2', 204], ['3', 200]])
  t.match(await answers.getResponseById('1').json(), { accountEnabled: true })
  t.equal(await answers.getResponseById('3').text(), '4')
}, GRAPH)
