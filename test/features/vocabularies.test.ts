/** A client that loads every `edmx:Reference` needs no internet when the references lead to copies that the service serves. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import t from 'tap'
import { vocabularyElement } from '../support/vocabularies.js'
import { errorOf, onBothDatabases, startService } from '../support/service.js'

const ROOT = 'http://office.example'
const headers = { host: 'office.example' }
const referencesOf = (text: string): readonly string[] => [...text.matchAll(/<edmx:Reference Uri="([^"]*)"/g)].map(([, url = '']) => url)

onBothDatabases('every reference of $metadata, and every reference of those, is served', async (t, { app }) => {
  for (const root of ['/beta', '/v1.0', '/t/contoso/beta']) {
    const { body } = await app.inject({ url: `${root}/$metadata`, headers })
    t.equal(referencesOf(body).length, 5)
    const loaded = new Map<string, string>()
    const load = async (url: string): Promise<void> => {
      if (loaded.has(url)) return
      t.ok(url.startsWith(`${ROOT}/vocabularies/`), url)
      const response = await app.inject({ url: url.slice(ROOT.length), headers })
      t.equal(response.statusCode, 200)
      t.equal(response.headers['content-type'], 'application/xml;charset=utf-8')
      t.equal(XMLValidator.validate(response.body), true)
      loaded.set(url, response.body)
      for (const reference of referencesOf(response.body)) await load(new URL(reference, url).href)
    }
    for (const url of referencesOf(body)) await load(url)
    t.equal(loaded.size, 5)
  }
  const json = (await app.inject({ url: '/beta/$metadata?$format=json', headers })).json<{ $Reference: Record<string, unknown> }>()
  t.same(Object.keys(json.$Reference).map(url => url.slice(0, url.lastIndexOf('/'))), Array(5).fill(`${ROOT}/vocabularies`))
  for (const url of Object.keys(json.$Reference)) {
    const document = (await app.inject({ url: url.slice(ROOT.length), headers })).json<Record<string, unknown>>()
    const namespace = url.slice(url.lastIndexOf('/') + 1, -'.json'.length)
    t.equal((document[namespace] as { $Alias: string }).$Alias, namespace.split('.')[2])
    for (const reference of Object.keys(document['$Reference'] as object)) t.match(reference, /^Org\.OData\.\w+\.V1\.json$/)
  }
  const missing = await app.inject({ url: '/vocabularies/Org.OData.Nothing.V1.xml' })
  t.match(errorOf(missing), { code: 'ResourceNotFound', message: /There is no vocabulary 'Org\.OData\.Nothing\.V1\.xml' here/ })
  const batch = await app.inject({
    method: 'POST',
    url: '/beta/$batch',
    headers: { ...headers, authorization: 'Bearer x', 'content-type': 'application/json' },
    payload: JSON.stringify({ requests: [{ id: '1', method: 'GET', url: '/$metadata?$format=json' }] })
  })
  t.match(batch.body, `${ROOT}/vocabularies/`)
}, { vocabularies: 'own' })

t.test('by default the references are those of OASIS; the ETag tells the two apart', async t => {
  const [oasis, own] = [await startService(t), await startService(t, { vocabularies: 'own', publicUrl: 'https://a.example/x&y' })]
  const documents = await Promise.all([oasis, own].map(async app => await app.inject({ url: '/beta/$metadata' })))
  t.ok(referencesOf(documents[0]?.body ?? '').every(url => url.startsWith('https://oasis-tcs.github.io/')))
  t.ok(referencesOf(documents[1]?.body ?? '').every(url => url.startsWith('https://a.example/x&amp;y/vocabularies/')))
  t.not(documents[0]?.headers['etag'], documents[1]?.headers['etag'])
})

t.test('a copy in XML says what the one in JSON says', async t => {
  const app = await startService(t)
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (_name, _path, _leaf, isAttribute) => !isAttribute })
  type Node = Record<string, Array<Record<string, string>>>
  for (const alias of ['Aggregation', 'Authorization', 'Capabilities', 'Core', 'Validation']) {
    const namespace = `Org.OData.${alias}.V1`
    const { body } = await app.inject({ url: `/vocabularies/${namespace}.xml` })
    const json = (await app.inject({ url: `/vocabularies/${namespace}.json` })).json<Record<string, Record<string, unknown>>>()
    const schema = parser.parse(body)['edmx:Edmx'][0]['edmx:DataServices'][0].Schema[0] as Node
    const names = ['Term', 'ComplexType', 'EnumType', 'TypeDefinition', 'Function'].flatMap(kind => (schema[kind] ?? []).map(({ Name }) => Name))
    t.same([...new Set(names)].sort(), Object.keys(json[namespace] ?? {}).filter(name => !/^[@$]/.test(name)).sort(), alias)
    for (const { Name = '', Type } of schema['Term'] ?? []) {
      const { $Type = 'Edm.String', $Collection } = vocabularyElement(`${namespace}.${Name}`) as Record<string, unknown>
      t.equal(Type, $Collection === true ? `Collection(${String($Type)})` : $Type, Name)
    }
  }
  const { body } = await app.inject({ url: '/vocabularies/Org.OData.Core.V1.xml' })
  t.match(body, '<Term Name="OptimisticConcurrency" Type="Collection(Edm.PropertyPath)" Nullable="false" AppliesTo="EntitySet">')
  t.match(body, '<Member Name="Deprecated" Value="2">')
  const aggregation = (await app.inject({ url: '/vocabularies/Org.OData.Aggregation.V1.xml' })).body
  t.match(aggregation, '<PropertyValue Property="Kind" EnumMember="Org.OData.Core.V1.RevisionKind/Deprecated"/>', 'an enumeration is no text')
})
