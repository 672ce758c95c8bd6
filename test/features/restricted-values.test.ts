/** What a model says of what is inside of properties, complex values and collections of values (vocabularies Capabilities and Core). */
import { answers } from '../support/answers.js'
import { json, onBothDatabases } from '../support/service.js'

const RULES = { model: 'test/models/rules.csdl.xml' }
const PRODUCT = { Code: 'AB-1', Name: 'lamp', Token: '0aa00000-0000-0000-0000-000000000001' }

onBothDatabases('CollectionPropertyRestrictions: options of collections of values, where they are addressed, selected and expanded', async (t, { call }) => {
  await call('POST', '/odata/Products', { body: { ...PRODUCT, Tags: ['a', 'b'], Sizes: [{ Width: 1, Unit: 'm' }, { Width: 2, Unit: 'm' }] } })
  await call('POST', '/odata/Makers', { body: { Name: 'm' } })
  await answers(t, call, [
    ['GET Products(1)/Tags?$top=1', 501, "$top of 'Tags' (Capabilities.CollectionPropertyRestrictions/TopSupported of 'Products')"],
    ['GET Products(1)/Marks?$filter=$it eq 1', 501, 'CollectionPropertyRestrictions/FilterRestrictions/Filterable'],
    ['GET Products(1)/Tags?$orderby=$it', 501, 'CollectionPropertyRestrictions/SortRestrictions/Sortable'],
    ['GET Products(1)/Marks/$count?$filter=$it eq 1', 501, 'FilterRestrictions/Filterable'],
    ['GET Products(1)/Tags?$skip=1', 200],
    ['GET Products?$select=Tags($top=1)', 501, 'CollectionPropertyRestrictions/TopSupported'],
    ['GET Products(1)?$select=Tags($top=1)', 501, 'CollectionPropertyRestrictions/TopSupported'],
    ['GET Products(1)/Sizes?$skip=1', 501, 'CollectionPropertyRestrictions/SkipSupported'],
    ["GET Products(1)/Sizes?$filter=Unit eq 'm'", 501, 'FilterRestrictions/NonFilterableProperties'],
    ['GET Products(1)/Sizes?$filter=Width gt 1', 200],
    ['GET Products(1)/Sizes?$orderby=Width', 501, 'SortRestrictions/NonSortableProperties'],
    ['GET Products(1)/Sizes?$select=Unit', 501, 'SelectSupport/Supported'],
    ['GET Products(1)/Sizes?$top=1&$orderby=Unit', 200]
  ])
}, RULES)

onBothDatabases('QuerySegmentSupported: options in a body', async (t, { call }) => {
  const response = await call('POST', '/odata/Orders/$query', { body: '$top=1', headers: { 'content-type': 'text/plain' } })
  t.match([response.statusCode, response.body], [501, '/$query (Capabilities.QuerySegmentSupported of the model)'])
}, { model: 'test/models/orders.csdl.xml' })

onBothDatabases('Core.Immutable: of members of complex values too, which a new value may have', async (t, { call }) => {
  const size = { Width: 1, Unit: 'm', Serial: 's1', Inner: { Kind: 'k1', Heat: 1 } }
  await call('POST', '/odata/Makers', { body: { Name: 'm', Size: size } })
  const sizeAfter = async (method: 'PATCH' | 'PUT', url: string, body: object): Promise<unknown> => {
    const { statusCode } = await call(method, `/odata/${url}`, { body })
    t.ok(statusCode < 300, `${method} ${url} ${statusCode}`)
    return json(await call('GET', '/odata/Makers(1)'))['Size']
  }
  const other = { Width: 2, Unit: 'cm', Serial: 's2', Inner: { Kind: 'k2', Heat: 2 } }
  t.same(await sizeAfter('PATCH', 'Makers(1)', { Size: { Width: 3, Serial: 's2', Inner: { Kind: 'k2', Heat: 3 } } }), { ...size, Width: 3, Inner: { Kind: 'k1', Heat: 3 } })
  t.same(await sizeAfter('PATCH', 'Makers(1)/Size', { Serial: 's3', Unit: 'mm' }), { ...size, Width: 3, Unit: 'mm', Inner: { Kind: 'k1', Heat: 3 } })
  const kept = { ...other, Serial: 's1', Inner: { Kind: 'k1', Heat: 2 } }
  t.same(await sizeAfter('PUT', 'Makers(1)/Size', other), kept)
  t.same(await sizeAfter('PUT', 'Makers(1)/Size/Inner', { Kind: 'k3', Heat: 4 }), { ...kept, Inner: { Kind: 'k1', Heat: 4 } })
  t.same(await sizeAfter('PATCH', 'Makers(1)', { Size: null }), null)
  t.same(await sizeAfter('PATCH', 'Makers(1)', { Size: other }), other, 'another value is a new one')
  await answers(t, call, [['PUT Makers(1)/Size/Serial', 405, 'Core.Immutable']])
  await call('POST', '/odata/Products', { body: { ...PRODUCT, Size: { '@type': '#Rules.Box', ...size } } })
  const put = await call('PUT', '/odata/Products(1)', { body: { Code: 'AB-9', Size: { '@type': '#Rules.Box', ...other } }, headers: { 'if-match': '*' } })
  t.match(json(put)['Size'], kept, put.body)
}, RULES)
