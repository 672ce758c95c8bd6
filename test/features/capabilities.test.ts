/** What a model says a service does and does not (vocabularies Capabilities and Core), held against requests. */
import { answers } from '../support/answers.js'
import { errorOf, json, onBothDatabases } from '../support/service.js'

const RULES = { model: 'test/models/rules.csdl.xml' }
const PRODUCT = { Code: 'AB-1', Name: 'lamp', Token: '0aa00000-0000-0000-0000-000000000001' }

onBothDatabases('Read-, Insert-, Update- and DeleteRestrictions: what a model forbids is a 405, and not in Allow', async (t, { call }) => {
  const id = '0aa00000-0000-0000-0000-000000000001'
  t.equal((await call('PUT', `/odata/Drafts(${id})`, { body: { Text: 'a' } })).statusCode, 201)
  await answers(t, call, [
    ['POST Notes', 405, 'Capabilities.InsertRestrictions/Insertable'],
    [`PUT Notes(${id})`, 405, 'Capabilities.UpdateRestrictions/UpdateMethod'],
    [`PATCH Notes(${id})`, 404],
    [`DELETE Notes(${id})`, 405, 'Capabilities.DeleteRestrictions/Deletable'],
    ['DELETE Notes/$each', 405, 'Capabilities.DeleteRestrictions/Deletable'],
    ['GET Notes', 200],
    ['GET Drafts', 405, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Drafts/$count', 405, 'Capabilities.ReadRestrictions/Readable'],
    [`GET Drafts(${id})`, 200],
    [`GET Drafts(${id})/Text`, 200],
    [`GET Archive(${id})`, 501, 'Capabilities.IndexableByKey'],
    ['GET Makers/1', 404, 'Capabilities.KeyAsSegmentSupported'],
    ['GET Makers(1)', 404]
  ])
  t.equal((await call('OPTIONS', '/odata/Notes')).headers['allow'], 'GET, HEAD, OPTIONS')
  t.equal((await call('OPTIONS', `/odata/Notes(${id})`)).headers['allow'], 'GET, HEAD, PATCH, OPTIONS')
  const refused = await call('POST', '/odata/Notes', { body: {} })
  t.equal(refused.headers['allow'], 'GET, HEAD, OPTIONS')
}, RULES)

onBothDatabases('$crossjoin obeys what the model says of each of its sets', async (t, { call }) => {
  await answers(t, call, [
    ['GET $crossjoin(Products,Makers)?$filter=Products/Id eq Makers/Id', 200],
    ['GET $crossjoin(Products,Drafts)', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET $crossjoin(Products,Makers)?$top=1', 501, 'Capabilities.TopSupported'],
    ['GET $crossjoin(Products,Makers)?$count=true', 501, 'Capabilities.CountRestrictions/Countable'],
    ['GET $crossjoin(Products,Makers)?$compute=Makers/Id add 1 as Next', 501, 'Capabilities.ComputeSupported'],
    ['GET $crossjoin(Products,Makers)?$compute=Products/Id add 1 as Next', 200],
    ['GET $crossjoin(Products,Makers)?$orderby=Makers/City', 501, 'Capabilities.SortRestrictions/NonSortableProperties'],
    ['GET $crossjoin(Products,Makers)?$orderby=Products/Name desc', 200],
    ["GET $crossjoin(Products,Makers)?$filter=Makers/Size/Unit eq 'm'", 501, 'Capabilities.FilterRestrictions/NonFilterableProperties'],
    ["GET $crossjoin(Products,Makers)?$filter=Products/Secret eq 'm'", 501, 'Core.Permissions'],
    ['GET $crossjoin(Products,Archive)?$filter=Products/Id eq 1', 400, 'Capabilities.FilterRestrictions/RequiresFilter'],
    ["GET $crossjoin(Products,Archive)?$filter=Archive/Text eq 'a'", 200],
    ['GET $crossjoin(Products,Makers)?$expand=Products($expand=Parts($top=1))', 501, 'Capabilities.TopSupported'],
    ['GET $crossjoin(Products,Makers)?$apply=filter(Products/Id eq Makers/Id)/groupby((Products/Name))/top(1)', 200],
    ['GET $crossjoin(Products,Makers)?$apply=top(1)', 501, 'Capabilities.TopSupported'],
    ['GET $crossjoin(Products,Makers)?$apply=compute(Makers/Id add 1 as Next)', 501, 'Capabilities.ComputeSupported'],
    ['GET $crossjoin(Products,Makers)?$apply=compute(Products/Id add 1 as Next)', 200],
    ["GET $crossjoin(Products,Makers)?$apply=filter(Makers/Size/Unit eq 'm')", 501, 'Capabilities.FilterRestrictions/NonFilterableProperties'],
    ['GET $crossjoin(Products,Makers)?$apply=concat(orderby(Makers/City),filter(Products/Id eq 1))', 501, 'Capabilities.SortRestrictions/NonSortableProperties'],
    ['GET $crossjoin(Products,Makers)?$apply=groupby((Products/Secret))', 501, 'Core.Permissions'],
    ['GET $crossjoin(Products,Archive)?$apply=filter(Products/Id eq 1)', 400, 'Capabilities.FilterRestrictions/RequiresFilter'],
    ["GET $crossjoin(Products,Archive)?$apply=filter(Archive/Text eq 'a')/aggregate($count as n)", 200]
  ])
}, RULES)

onBothDatabases('query options that a set does not support are a 501; what it demands and a request lacks is a 400', async (t, { call }) => {
  await answers(t, call, [
    ['GET Makers?$top=1', 501, 'Capabilities.TopSupported'],
    ['GET Makers?$skip=0', 501, 'Capabilities.SkipSupported'],
    ['GET Makers?$count=true', 501, 'Capabilities.CountRestrictions/Countable'],
    ['GET Makers?$count=false', 200],
    ['GET Makers/$count', 501, 'Capabilities.CountRestrictions/Countable'],
    ['GET Makers?$select=Id', 501, 'Capabilities.SelectSupport/Supported'],
    ['GET Makers?$compute=Id add 1 as Next', 501, 'Capabilities.ComputeSupported'],
    ['GET Makers?$search=a', 200],
    ['GET Makers?$search=NOT a', 501, 'Capabilities.SearchRestrictions/UnsupportedExpressions'],
    ['GET Makers?$search="a b"', 501, 'phrase'],
    ['GET Makers?$orderby=Name', 200],
    ['GET Makers?$orderby=Name desc', 501, 'Capabilities.SortRestrictions/AscendingOnlyProperties'],
    ['GET Makers?$orderby=City', 501, 'Capabilities.SortRestrictions/NonSortableProperties'],
    ['GET Makers?$orderby=Size/Width', 501, 'NonSortableProperties'],
    ["GET Makers?$filter=contains(Name,'a')", 200],
    ["GET Makers?$filter=tolower(Name) eq 'a'", 501, 'Capabilities.FilterFunctions'],
    ['GET Makers?$filter=Size/Width gt 1', 501, 'Capabilities.FilterRestrictions/NonFilterableProperties'],
    ['GET Makers?$filter=Id gt 1 and Id le 5', 200],
    ['GET Makers?$filter=1 lt Id and Id gt 5', 400, 'SingleRange'],
    ['GET Makers?$filter=Id ne 1', 400, 'Capabilities.FilterRestrictions/FilterExpressionRestrictions'],
    ["GET Makers?$filter=City eq 'a' or City in ('b','c')", 200],
    ["GET Makers?$filter=City gt 'a'", 400, 'MultiValue'],
    ["GET Makers?$filter=Rivals/any(r:r/Name eq 'a')", 200],
    ["GET Makers?$filter=Rivals/any(r:r/Rivals/any(s:s/Name eq 'a'))", 400, 'Capabilities.FilterRestrictions/MaxLevels'],
    ['GET Makers?$expand=Rivals', 501, 'Capabilities.ExpandRestrictions/NonExpandableProperties'],
    ['GET Makers?$expand=Products', 200],
    ['GET Makers?$expand=Products($expand=Maker)', 400, 'Capabilities.ExpandRestrictions/MaxLevels'],
    ['GET Archive', 400, 'Capabilities.FilterRestrictions/RequiresFilter'],
    ['GET Archive?$filter=Id ne null', 400, 'Capabilities.FilterRestrictions/RequiredProperties'],
    ["GET Archive?$filter=Text eq 'a'", 200]
  ])
}, RULES)

onBothDatabases('restrictions of navigation properties: in NavigationRestrictions, and by paths', async (t, { call }) => {
  await call('POST', '/odata/Products', { body: { ...PRODUCT, Parts: [{ Id: 1, Parts: [{ Id: 2 }] }] } })
  await answers(t, call, [
    ['GET Products(1)/Parts?$filter=Weight gt 1', 501, "by 'Weight' (Capabilities.FilterRestrictions/NonFilterableProperties of 'Products/Parts')"],
    ["GET Products(1)/Parts?$filter=Name eq 'a'", 200],
    ['GET Products(1)/Parts?$top=1', 501, 'Capabilities.TopSupported'],
    ['GET Products?$expand=Parts($top=1)', 501, "'Products/Parts' (Capabilities.TopSupported"],
    ['GET Products?$expand=Parts($filter=Weight gt 1)', 501, 'NonFilterableProperties'],
    ['DELETE Products(1)/Parts(1)', 405, 'Capabilities.DeleteRestrictions/Deletable'],
    ['GET Products(1)/Parts(1)/Parts?$top=1', 200],
    ['GET Products(1)/Parts(1)/Parts?$orderby=Name', 501, 'Capabilities.SortRestrictions/Sortable'],
    ['GET Products(1)/Parts(1)?$expand=Parts($orderby=Name)', 501, 'Capabilities.SortRestrictions/Sortable']
  ])
  await call('POST', '/odata/Makers', { body: { Name: 'm' } })
  await answers(t, call, [['GET Makers(1)/Rivals?$top=1', 501, 'Capabilities.TopSupported']])
}, RULES)

onBothDatabases('bodies: properties that cannot be inserted or updated, those that must be, entities inside', async (t, { call }) => {
  const refused = async (method: 'POST' | 'PATCH', url: string, body: object, words: string): Promise<void> => {
    const response = await call(method, `/odata/${url}`, { body })
    t.match([response.statusCode, errorOf(response)['message']], [400, words])
  }
  await refused('POST', 'Makers', { Name: 'a', City: 'x' }, "'City' cannot be sent: Capabilities.InsertRestrictions/NonInsertableProperties of 'Makers'")
  await refused('POST', 'Makers', {}, "'Name' is missing: Capabilities.InsertRestrictions/RequiredProperties")
  await refused('POST', 'Makers', { Name: 'a', Products: [PRODUCT] }, 'Capabilities.DeepInsertSupport/Supported')
  t.equal((await call('POST', '/odata/Makers', { body: { Name: 'a' } })).statusCode, 201)
  await refused('PATCH', 'Makers(1)', { Name: 'b' }, 'Capabilities.UpdateRestrictions/NonUpdatableProperties')
  t.equal((await call('PATCH', '/odata/Makers(1)', { body: { City: 'x' } })).statusCode, 200)
  t.match(errorOf(await call('PUT', '/odata/Makers(1)/Name', { body: { value: 'b' } })), { message: 'NonUpdatableProperties' })
  t.equal((await call('GET', '/odata/Makers(1)/Name/$value')).body, 'a')
}, RULES)

onBothDatabases('Core: Immutable, Permissions, ComputedDefaultValue', async (t, { call }) => {
  const made = json(await call('POST', '/odata/Products', { body: { Code: 'AB-1', Name: 'lamp', Secret: 's', Rank: 9 } }))
  t.match(made, { Rank: 0, Token: /^[0-9a-f-]{36}$/, Made: /^20\d\d-.*Z$/ }, 'what may only be read is the service\'s, what has a computed default is made')
  t.notOk('Secret' in made, 'what may only be written is not shown')
  const any = { 'if-match': '*' }
  t.match(json(await call('PATCH', '/odata/Products(1)', { body: { Name: 'other', Rank: 3, Code: 'AB-2' }, headers: any })), { Name: 'lamp', Rank: 0, Code: 'AB-2' }, 'ignored (Protocol 11.4.3)')
  t.match(json(await call('PUT', '/odata/Products(1)', { body: { Code: 'AB-3', Name: 'other' }, headers: any })), { Name: 'lamp', Code: 'AB-3' })
  await answers(t, call, [
    ['GET Products(1)/Secret', 405, 'Core.Permissions'],
    ['GET Products?$select=Secret', 400, 'Core.Permissions'],
    ["GET Products?$filter=Secret eq 's'", 501, 'Core.Permissions'],
    ['PUT Products(1)/Name', 405, 'Core.Immutable'],
    ['PUT Products(1)/Rank', 405, 'Core.Permissions']
  ])
  const state = (await call('GET', '/__admin/tenants/default/state')).body
  t.match(state, '"Secret"', 'a state has everything')
}, RULES)

onBothDatabases('Core.OptimisticConcurrency: an update without If-Match is a 428 in 4.01', async (t, { call }) => {
  await call('POST', '/odata/Products', { body: PRODUCT })
  const v401 = { 'odata-maxversion': '4.01' }
  for (const [method, body] of [['PATCH', {}], ['PUT', PRODUCT], ['DELETE', undefined]] as const) {
    const response = await call(method, '/odata/Products(1)', { ...body === undefined ? {} : { body: { ...body, Colour: 'teal' } }, headers: v401 })
    t.match([response.statusCode, response.body], [428, 'Core.OptimisticConcurrency'], method)
  }
  t.equal((await call('PUT', '/odata/Products(1)/Colour', { body: { value: 'teal' }, headers: v401 })).statusCode, 428)
  t.equal((await call('GET', '/odata/Products(1)')).headers['etag'], 'W/"1"', 'nothing was changed')
  t.equal((await call('PUT', '/odata/Products(2)', { body: { ...PRODUCT, Code: 'AB-2' }, headers: v401 })).statusCode, 201, 'what is not there has no version')
  t.equal((await call('PATCH', '/odata/Products(1)', { body: { Colour: 'teal' }, headers: { ...v401, 'if-match': 'W/"1"' } })).statusCode, 200)
  t.equal((await call('PATCH', '/odata/Products(1)', { body: { Colour: 'teal' } })).statusCode, 200, '4.0 leaves it to the client')
  await call('POST', '/odata/Makers', { body: { Name: 'm' } })
  t.equal((await call('PATCH', '/odata/Makers(1)', { body: { City: 'x' }, headers: v401 })).statusCode, 200, 'another set')
}, RULES)

onBothDatabases('Core.AlternateKeys: entities are read by them, and changed by their own keys', async (t, { app, call }) => {
  await call('POST', '/odata/Products', { body: { ...PRODUCT, Stars: 3, Parts: [{ Id: 7, Name: 'bulb' }] } })
  await call('POST', '/odata/Products', { body: { ...PRODUCT, Code: 'AB-2', Name: 'shade', Stars: 3 } })
  const host = { host: 'rules' }
  const byCode = "/odata/Products(Code='AB-2')"
  t.match(json(await call('GET', byCode)), { Id: 2, Name: 'shade' })
  t.match(json(await call('GET', "/odata/Products(called='lamp',stars=3)")), { Id: 1 })
  t.match(json(await call('GET', "/odata/Products(Code='AB-1')/Parts")), { value: [{ Id: 7 }] })
  t.equal((await call('GET', "/odata/Products(Code='AB-1')/Parts(7)/Name/$value")).body, 'bulb')
  t.match(json(await call('GET', "/odata/Products(Code=@c)?@c='AB-1'&$expand=Parts&$select=Name", { headers: host })), { Name: 'lamp', Parts: [{ Id: 7 }], '@odata.id': 'http://rules/odata/Products(1)' })
  const full = json(await call('GET', byCode, { headers: { ...host, accept: 'application/json;odata.metadata=full' } }))
  t.match(full, { '@odata.id': 'http://rules/odata/Products(2)', '@odata.editLink': 'http://rules/odata/Products(2)' }, 'its own key')
  t.match(json(await call('GET', `${byCode}/$ref`, { headers: host })), { '@odata.id': 'http://rules/odata/Products(2)' })
  await answers(t, call, [
    ["GET Products(Code='AB-9')", 404], ['GET Products(Code=1)', 404], ["GET Products(called='lamp')", 404], ["GET Products(Name='lamp',Stars=3)", 404]
  ])
  for (const method of ['PATCH', 'PUT', 'DELETE'] as const) {
    const answer = await app.inject({ method, url: byCode, ...method === 'DELETE' ? {} : { payload: {} } })
    t.match([answer.statusCode, answer.headers['allow']], [405, 'GET, HEAD, OPTIONS'], method)
  }
  await call('POST', '/odata/Makers', { body: { Name: 'm', 'Products@odata.bind': [byCode] } })
  t.match(json(await call('GET', '/odata/Products(2)/Maker')), { Id: 1 }, 'named by one, too')
}, RULES)

onBothDatabases('Core.AlternateKeys: no two entities of a set have one', async (t, { call }) => {
  const post = async (body: object): Promise<number> => (await call('POST', '/odata/Products', { body })).statusCode
  const patch = async (id: number, body: object): Promise<number> => (await call('PATCH', `/odata/Products(${id})`, { body })).statusCode
  t.same(await Promise.all(Array.from({ length: 8 }, async () => await post({ Code: 'AB-1', Name: 'lamp' }))).then(all => all.sort()), [201, 409, 409, 409, 409, 409, 409, 409])
  t.equal(await post({ Code: 'AB-2', Name: 'shade', Stars: 3 }), 201)
  t.equal(await post({ Code: 'AB-3', Name: 'shade', Stars: 3 }), 409, 'a key of two properties')
  t.equal(await post({ Code: 'AB-3', Name: 'shade', Stars: 5 }), 201)
  t.equal(await post({ Code: 'AB-4', Name: 'shade' }), 201)
  t.equal(await post({ Code: 'AB-5', Name: 'shade' }), 201, 'a part that is null is none')
  const [one, two] = (json(await call('GET', '/odata/Products?$top=2'))['value'] as ReadonlyArray<{ Id: number }>).map(({ Id: id }) => id)
  const refused = await call('PATCH', `/odata/Products(${two})`, { body: { Code: 'AB-1' } })
  t.match([refused.statusCode, json(refused)], [409, { error: { message: "'Products' has an entity with the Code 'AB-1' already, which is an alternate key.", target: 'Code' } }])
  t.match(json(await call('GET', `/odata/Products(${two})`)), { Code: 'AB-2' })
  t.equal(await patch(one ?? 0, { Code: 'AB-1', Price: 1 }), 200, 'its own')
  await call('POST', '/odata/Makers', { body: { Name: 'm' } })
  const ofMaker = async (body: object): Promise<number> => (await call('PATCH', '/odata/Makers(1)', { body })).statusCode
  t.equal(await ofMaker({ Products: [{ Code: 'AB-7' }, { Code: 'AB-7' }] }), 409, 'inside of others')
  t.match(json(await call('GET', '/odata/Makers(1)/Products')), { value: [] })
  t.equal(await ofMaker({ Products: [{ Code: 'AB-7' }] }), 200)
  const swap = { Products: [{ '@id': `Products(${one})`, Code: 'AB-2' }, { '@id': `Products(${two})`, Code: 'AB-1' }] }
  t.equal(await ofMaker(swap), 200, 'what counts is how it ends')
  t.match(json(await call('GET', "/odata/Products(Code='AB-2')")), { Id: one })
  t.equal((await call('DELETE', `/odata/Products(${one})`)).statusCode, 204)
  t.equal(await post({ Code: 'AB-2' }), 201, 'what is gone is free')
}, RULES)

onBothDatabases('batches: continue-on-error is not heard where the model has none', async (t, { call }) => {
  const boundary = { 'content-type': 'multipart/mixed; boundary=b', prefer: 'continue-on-error' }
  const part = (path: string): string => `--b\r\nContent-Type: application/http\r\n\r\nGET ${path} HTTP/1.1\r\n\r\n\r\n`
  const answer = await call('POST', '/odata/$batch', { body: `${part('Nothing')}${part('Products')}--b--\r\n`, headers: boundary })
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['preference-applied'], undefined)
  t.equal(answer.body.match(/HTTP\/1\.1 /g)?.length, 1, 'it stopped')
}, RULES)

onBothDatabases('$metadata says what the service does where the model is silent, and nothing else', async (t, { call }) => {
  const xml = (await call('GET', '/odata/$metadata')).body
  const times = (text: string): number => xml.split(text).length - 1
  t.equal(times('Capabilities.V1.BatchSupport"'), 1)
  t.equal(times('Capabilities.V1.CrossJoinSupported" Bool="true"'), 1)
  t.equal(times('KeyAsSegmentSupported"'), 1, 'the model has said so')
  const json401 = json(await call('GET', '/odata/$metadata?$format=json', { headers: { 'odata-maxversion': '4.01' } }))
  t.match((json401['Rules'] as { Service: object }).Service, { '@Org.OData.Capabilities.V1.QuerySegmentSupported': true })
  t.equal((await call('GET', '/odata/$crossjoin(Products,Makers)?$filter=Products/Id%20eq%201')).statusCode, 200)
  t.equal((await call('POST', '/odata/Products/$query', { body: '$filter=Id eq 1', headers: { 'content-type': 'text/plain' } })).statusCode, 200)
}, RULES)

onBothDatabases('a model that says nothing of capabilities has the vocabulary named for it', async (t, { call }) => {
  const xml = (await call('GET', '/odata/$metadata')).body
  t.match(xml, '<edmx:Include Namespace="Org.OData.Capabilities.V1"')
  t.match(xml, 'Org.OData.Capabilities.V1.KeyAsSegmentSupported" Bool="true"')
}, { model: 'test/models/shop.csdl.xml' })

onBothDatabases('Core.SchemaVersion: the version that a model states is the one that there is (Protocol 11.2.12)', async (t, { call }) => {
  await answers(t, call, [
    ['GET Products?$schemaversion=2.1', 200],
    ['GET Products?$schemaversion=*&$filter=Name eq null', 200],
    ['GET Products?$schemaversion=2', 404, "no version '2'. There is 2.1"],
    ['GET $metadata?$schemaversion=2.1', 200],
    ['GET $metadata?$schemaversion=1.0', 404]
  ])
}, RULES)

onBothDatabases('5.1.1.14.5 $root: what it reads obeys the restrictions of the set, as a request to the set does', async (t, { call }) => {
  const id = '0aa00000-0000-0000-0000-000000000001'
  t.equal((await call('PUT', `/odata/Drafts(${id})`, { body: { Text: 'a' } })).statusCode, 201)
  t.equal((await call('POST', '/odata/Products', { body: { ...PRODUCT, Id: 1, Tags: ['a'] } })).statusCode, 201)
  await answers(t, call, [
    [`GET Products?$filter=$root/Drafts(${id})/Text eq 'a'`, 200],
    ["GET Products?$filter=$root/Drafts/any(d:d/Text eq 'a')", 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products?$filter=$root/Drafts/$count gt 0', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products?$orderby=$root/Drafts/$count', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products?$compute=$root/Drafts/$count as N', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products?$apply=filter($root/Drafts/$count gt 0)', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products?$apply=concat(groupby((Name),aggregate($count as N))/filter($root/Drafts/any()),identity)', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products/$filter(@f)?@f=$root/Drafts/any()', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products?$expand=Parts($filter=$root/Drafts/any())', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products(1)?$compute=$root/Drafts/$count as N', 501, 'Capabilities.ReadRestrictions/Readable'],
    ['GET Products(1)/Tags?$filter=$root/Drafts/any(d:d/Text eq $this)', 501, 'Capabilities.ReadRestrictions/Readable'],
    [`GET Products?$filter=$root/Archive(${id})/Text eq 'a'`, 501, 'Capabilities.IndexableByKey'],
    ['GET Products?$filter=$root/Archive/any()', 400, 'Capabilities.FilterRestrictions/RequiresFilter'],
    ['GET Products?$filter=$root/Archive/any(a:a/Id ne null)', 400, 'Capabilities.FilterRestrictions/RequiredProperties'],
    ["GET Products?$filter=$root/Archive/any(a:a/Text eq 'a')", 200],
    ['GET Products?$filter=$root/Makers/$count gt 0', 501, 'Capabilities.CountRestrictions/Countable'],
    ['GET Products?$filter=$root/Makers/any(m:m/Size/Width gt 1)', 501, 'Capabilities.FilterRestrictions/NonFilterableProperties'],
    ['GET Products?$filter=$root/Makers/any(m:m/Name eq $it/Name)', 200],
    ["GET Products?$filter=$root/Makers/any(m:tolower(m/Name) eq 'a')", 501, 'Capabilities.FilterFunctions'],
    ['GET Notes?$filter=$root/Products(1)/Parts/any(p:p/Weight gt 1)', 501, 'Capabilities.FilterRestrictions/NonFilterableProperties'],
    ['GET Notes?$filter=$root/Products(1)/Parts/any(p:p/Id gt 1)', 200],
    ["GET Notes?$filter=$root/Products(1)/Secret eq 'a'", 501, 'Core.Permissions'],
    ["GET Notes?$filter=$root/Products/any(p:p/Secret eq 'a')", 501, 'Core.Permissions'],
    ['GET Products?$orderby=Secret', 501, 'Core.Permissions'],
    ['GET Products?$compute=concat(Secret,Name) as Both', 501, 'Core.Permissions'],
    ['GET Products?$apply=groupby((Secret))', 501, 'Core.Permissions']
  ])
}, RULES)

onBothDatabases('InsertRestrictions: an item of a body that is named and not there is not created', async (t, { call }) => {
  const note = '0aa00000-0000-0000-0000-000000000001'
  const message = /There is no entity 'Notes\(0aa.*none can be created: Capabilities\.InsertRestrictions\/Insertable of 'Notes' is false/
  t.equal((await call('POST', '/odata/Makers', { body: { Id: 1, Name: 'a' } })).statusCode, 201)
  const bodies = [
    ['PATCH', 'Makers(1)', { 'Remarks@delta': [{ '@id': `Notes(${note})`, Text: 'x' }] }],
    ['PATCH', 'Makers(1)', { Remarks: [{ Id: note, Text: 'x' }] }],
    ['PUT', 'Makers(1)', { Remarks: [{ Id: note, Text: 'x' }] }]
  ] as const
  for (const [method, url, body] of bodies) {
    const answer = await call(method, `/odata/${url}`, { body })
    t.match([answer.statusCode, errorOf(answer)['message']], [400, message], `${method} ${JSON.stringify(body)}`)
  }
  t.match(json(await call('GET', '/odata/Notes')), { value: [] })
  t.match(json(await call('GET', '/odata/Makers')), { value: [{ Id: 1, Name: 'a' }] })
}, RULES)
