/** Actions and functions of a model that was given, on both databases; titles name the section of the specification. */
import type { Test } from 'tap'
import { errorOf, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const WORKS = { model: 'test/models/works.csdl.xml', operations: 'test/models/works.operations.yaml,test/models/works.operations.mjs' }
const HEADERS = { host: 'works' }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'

interface Sent {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

type Answer = Record<string, unknown>

async function send (t: Test, call: Call, status: number, method: Method, url: string, { body, headers }: Sent): Promise<Answer> {
  const response = await call(method, `/odata/${url}`, { headers: { ...HEADERS, ...headers }, ...body === undefined ? {} : { body } })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.body === '' ? {} : json(response)
}

async function expectStatus (
  t: Test,
  call: Call,
  status: number,
  method: Method,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {}
): Promise<Answer> {
  return await send(t, call, status, method, url, { body, headers })
}

const read = async (t: Test, call: Call, url: string): Promise<Answer> => await expectStatus(t, call, 200, 'GET', url)

async function namesAt (t: Test, call: Call, url: string): Promise<unknown> {
  return ((await read(t, call, url))['value'] as ReadonlyArray<Record<string, unknown>>).map(({ Name }) => Name)
}

async function fill (t: Test, call: Call): Promise<void> {
  await expectStatus(t, call, 201, 'POST', 'Categories', { Code: 'tools' })
  await expectStatus(t, call, 201, 'POST', 'Categories', { Code: 'toys' })
  const products: ReadonlyArray<readonly [string, number, string]> = [['hammer', 20, 'tools'], ['saw', 30, 'tools'], ['doll', 20, 'toys'], ['ball', 5, 'toys'], ['big saw', 45.5, 'tools']]
  for (const [index, [Name, Price, category]] of products.entries()) {
    await expectStatus(t, call, 201, 'POST', 'Products', {
      Id: index + 1, Name, Price, Stock: 10, Color: 'Green', Tags: [Name, 'x'], Size: { Height: index, Unit: 'cm' }, 'Category@odata.bind': `Categories('${category}')`
    })
  }
  await expectStatus(t, call, 201, 'POST', 'Products', { '@odata.type': '#Works.Offer', Id: 9, Name: 'bargain', Price: 8, Until: '2030-01-01' })
}

onBothDatabases('Protocol 11.5.4: a function whose effect is a query', async (t, { call }) => {
  await fill(t, call)
  t.same(await namesAt(t, call, "Named(text='saw')"), ['saw', 'big saw'])
  t.same(await namesAt(t, call, "Named(text=@t)?@t='a'"), ['hammer', 'saw', 'ball', 'big saw', 'bargain'])
  t.same(await namesAt(t, call, "Named(text='a',above=10)"), ['big saw', 'saw'], 'an optional parameter has its default')
  t.same(await namesAt(t, call, "Named(text='a',above=null,most=3)"), ['big saw', 'saw', 'hammer'])
  t.same(await namesAt(t, call, "Named(text='a',above=@a,most=9)?@a=20"), ['big saw', 'saw'])
  t.same(await namesAt(t, call, "Named?text='saw'"), ['saw', 'big saw'], 'implicit')
  t.same(await namesAt(t, call, "Named?@text='saw'"), ['saw', 'big saw'], 'implicit aliases')
  t.same(await namesAt(t, call, 'Products/Works.Cheapest(count=2)'), ['ball', 'bargain'])
  t.same(await namesAt(t, call, 'Products/W.Cheapest(count=2)'), ['ball', 'bargain'], 'by the alias')
  t.same(await namesAt(t, call, 'Products/Cheapest(count=3)'), ['ball', 'bargain', 'hammer'], 'without the namespace')
  t.same(await namesAt(t, call, "Categories('tools')/Products/Cheapest(count=1)"), ['hammer'])
  t.same(await namesAt(t, call, 'Products/Works.Offer/Cheapest(count=5)'), ['bargain'], 'on what derives')
  t.same(await namesAt(t, call, 'In(names=@n)?@n=["saw","doll"]'), ['saw', 'doll'])
  t.same(await namesAt(t, call, encodeURI('Kürzer(größe=4)')), ['saw'], 'names in any script')
  t.match(await read(t, call, "First(category='tools')"), { '@odata.context': 'http://works/odata/$metadata#Products/$entity', Name: 'hammer' })
  await expectStatus(t, call, 404, 'GET', "First(category='none')")
  await expectStatus(t, call, 201, 'POST', 'Categories', { Code: 'empty' })
  await expectStatus(t, call, 204, 'GET', "First(category='empty')")
  t.match(await read(t, call, "Categories('toys')/HowMany()"), { '@odata.context': 'http://works/odata/$metadata#Edm.Int32', value: 2 })
  t.match(await read(t, call, 'Products(2)/SizeOf()'), { '@odata.context': 'http://works/odata/$metadata#Works.Size', Height: 1, Unit: 'cm' })
  t.match(await read(t, call, 'Products(2)/TagsOf'), { '@odata.context': 'http://works/odata/$metadata#Collection(Edm.String)', value: ['saw', 'x'] })
  t.match(await read(t, call, 'Sizes()'), { '@odata.context': 'http://works/odata/$metadata#Collection(Works.Size)', value: [{ Height: 1.5, Unit: 'm' }, { Height: 20, Unit: null }] })
  await expectStatus(t, call, 204, 'GET', 'Silent()')
  await expectStatus(t, call, 404, 'GET', 'Products(99)/TagsOf()')
}, WORKS)

onBothDatabases('URL 4.5: options and segments behind a function', async (t, { call }) => {
  await fill(t, call)
  t.same(await namesAt(t, call, "Named(text='a')?$filter=Price lt 25&$orderby=Name desc&$top=2"), ['hammer', 'bargain'])
  t.same(await namesAt(t, call, 'Products/Cheapest(count=3)?$filter=Price gt 5'), ['bargain', 'hammer'], 'of the three')
  t.same(await namesAt(t, call, 'Products/Cheapest(count=4)?$orderby=Name'), ['ball', 'bargain', 'doll', 'hammer'])
  t.same(await namesAt(t, call, 'Products/Cheapest(count=4)?$top=2&$skip=1'), ['bargain', 'hammer'])
  t.match(await read(t, call, 'Products/Cheapest(count=3)?$count=true&$top=1&$select=Name'), { '@odata.count': 3, value: [{ Name: 'ball' }] })
  t.match(await read(t, call, 'Products/Cheapest(count=3)?$expand=Category&$top=1'), { value: [{ Name: 'ball', Category: { Code: 'toys' } }] })
  t.equal((await call('GET', "/odata/Named(text='a')/$count", { headers: HEADERS })).body, '5')
  t.equal((await call('GET', '/odata/Products/Cheapest(count=3)/$count?$filter=Price gt 5', { headers: HEADERS })).body, '2')
  t.match(await read(t, call, "First(category='tools')/Category"), { Code: 'tools' })
  t.same(await namesAt(t, call, "First(category='tools')/Category/Products/Cheapest(count=2)"), ['hammer', 'saw'])
  t.match(await read(t, call, "First(category='tools')/Price"), { value: 20 })
  t.equal((await call('GET', "/odata/First(category='tools')/Name/$value", { headers: HEADERS })).body, 'hammer')
  t.match(await read(t, call, 'Products(1)/Twin()?$select=Name'), { Name: 'doll' })
  t.match(await read(t, call, 'Products(1)/Twin()/Category'), { Code: 'toys' })
  t.match(await read(t, call, 'Products(1)/Twin()/Twin()'), { Name: 'hammer' })
  const first = await expectStatus(t, call, 200, 'GET', 'Products/Cheapest(count=4)', undefined, { prefer: 'odata.maxpagesize=3' })
  t.equal((first['value'] as unknown[]).length, 3)
  const next = String(first['@odata.nextLink']).replace('http://works/odata/', '')
  t.same(await namesAt(t, call, next), ['doll'])
  t.match(await read(t, call, 'Draft(count=3)?$top=1&$skip=1&$count=true&$select=Name'), { '@odata.count': 3, value: [{ Name: 'Draft 1' }] })
  t.match(await read(t, call, 'Draft(count=1)'), { value: [{ Id: 0, Name: 'Draft 0', Price: 2.5, Stock: 0, Color: null, Tags: [] }] })
  await expectStatus(t, call, 501, 'GET', 'Draft(count=3)?$filter=Id eq 1')
  await expectStatus(t, call, 400, 'GET', 'Products(2)/TagsOf()/$count')
  await expectStatus(t, call, 200, 'HEAD', "Named(text='a')")
}, WORKS)

onBothDatabases('URL 5.1.1.14.1: parameters are of their types', async (t, { call }) => {
  const said = await read(t, call, `Say(text='it''s',count=9007199254740993,price=12.50,when=2026-01-02T03:04:05Z,id=0A0A0A0A-0000-0000-0000-000000000001,color=Works.Color'Green',size=@s,tags=@t,more=@m,flag=true)?${
    '@s={"Height":2,"Unit":"m"}&@t=["a","b"]&@m=[{"Height":1}]'}`)
  t.match(said, { Text: "it's", Price: 12.5, When: '2026-01-02T03:04:05Z', Id: '0a0a0a0a-0000-0000-0000-000000000001', Color: 'Green', Flag: true })
  t.match(said, { Size: { Height: 2, Unit: 'm' }, Tags: ['a', 'b'], More: [{ Height: 1, Unit: null }] })
  const response = await call('GET', '/odata/Say(text=null,count=9007199254740993,price=null,when=null,id=null,color=null,size=null,tags=@e,more=@e,flag=null)?@e=[]', { headers: HEADERS })
  t.match(response.body, '"Count":9007199254740993')
  t.match(await read(t, call, "Say(text='x',count=1,price=1,when=null,id=null,color='Red',size=null,tags=@e,more=@e,flag=null)?@e=[]&$select=Text,Color"), { Text: 'x', Color: 'Red', Count: undefined })
  const wrong = ['Say(text=1,count=1,price=1,when=null,id=null,color=null,size=null,tags=@e,more=@e,flag=null)?@e=[]', "Named(text='a',above='x')", 'Named(text=null)', 'Named()', 'Named', "Named(txt='a')",
    "Named('a')", "Named(text='a',text='b')", "Named(text='a')('b')", "Named(text='a',above=1,most=1.5)", 'Products/Cheapest(count=x)', "In(names='a')", 'In(names=["a",1])']
  for (const url of wrong) await expectStatus(t, call, 400, 'GET', url)
  t.match(errorOf(await call('GET', "/odata/Named(txt='a')", { headers: HEADERS }))['message'], "The function 'Named' has no parameter 'txt'. Did you mean \"text\"?")
  await expectStatus(t, call, 405, 'POST', "Named(text='a')", {})
  await expectStatus(t, call, 405, 'GET', 'Copy')
  t.equal((await call('OPTIONS', '/odata/Products/Cheapest(count=1)', { headers: HEADERS })).headers['allow'], 'GET, HEAD, OPTIONS')
  await expectStatus(t, call, 501, 'GET', 'Untold()')
  t.match(errorOf(await call('GET', '/odata/Untold', { headers: HEADERS }))['message'], 'The function Works.Untold')
  await expectStatus(t, call, 400, 'GET', 'Loop()')
}, WORKS)

onBothDatabases('Protocol 11.5.4.2: an expression over what a function is bound to', async (t, { call }) => {
  await fill(t, call)
  t.match(await read(t, call, 'Products(1)/Reduced(percentage=25)'), { '@odata.context': 'http://works/odata/$metadata#Edm.Decimal', value: 15 })
  t.match(await read(t, call, 'Products(9)/Works.Offer/Reduced(percentage=50)'), { value: 3 }, 'the nearest overload')
  t.match(await read(t, call, 'Products(2)/Name/Works.Initial()'), { value: 's' }, 'bound to a property')
  await expectStatus(t, call, 400, 'GET', "Products(1)/Reduced(percentage='a')")
  await expectStatus(t, call, 404, 'GET', 'Products(99)/Reduced(percentage=1)')
}, WORKS)

onBothDatabases('CSDL 12.5: effects without code of what is bound to properties and to collections of values', async (t, { call }) => {
  await fill(t, call)
  t.match(await read(t, call, "Products(2)/Name/Works.Shout(with='!')"), { value: 'SAW!$it' })
  t.match(await read(t, call, "Products(2)/Size/Unit/Works.Shout(with='.')"), { value: 'CM.$it' }, 'a member of a complex value')
  t.match(await read(t, call, 'Products(2)/Size/Works.Area()'), { value: 'saw cm' }, 'names are of the entity')
  t.match(await read(t, call, 'Products(2)/Size/Works.Own()'), { Height: 1, Unit: 'cm' })
  t.match(await read(t, call, "Categories('tools')/Products(2)/Tags/Works.Long(least=3)"), { value: true })
  t.match(await read(t, call, 'Products(2)/Tags/Works.Long(least=4)'), { value: false })
  t.match(await read(t, call, 'Products(2)/Tags/Works.Several()'), { value: 2 })
  t.match(await expectStatus(t, call, 200, 'POST', 'Products(2)/Name/Works.Note', {}), { value: 'saw' })
  t.match(await read(t, call, 'Products(1)'), { Stock: 11 })
  await expectStatus(t, call, 404, 'GET', "Products(99)/Name/Works.Shout(with='!')")
  await expectStatus(t, call, 404, 'GET', 'Products(1)/Name/Works.Area()')
}, WORKS)

onBothDatabases('Protocol 11.5.5: actions change what they say, or nothing', async (t, { call }) => {
  await fill(t, call)
  t.match(await expectStatus(t, call, 200, 'POST', 'Products(1)/Works.Raise', { by: 2.5 }), { '@odata.context': 'http://works/odata/$metadata#Products/$entity', Name: 'hammer', Price: 22.5, Before: 20 })
  t.match(await expectStatus(t, call, 200, 'POST', 'Products(1)/Raise?$select=Price', { by: 0.5 }), { Price: 23, Name: undefined })
  await expectStatus(t, call, 204, 'POST', 'Products/RaiseAll', { above: 20, percentage: 10 })
  t.match((await read(t, call, 'Products?$select=Name,Price&$orderby=Id'))['value'], [{ Price: 25.3 }, { Price: 33 }, { Price: 20 }, { Price: 5 }, { Price: 50.05 }, { Price: 8 }])
  await expectStatus(t, call, 204, 'POST', 'Products(4)/Label', { tags: ['new', 'red'], size: { Height: 7 } })
  t.match(await read(t, call, 'Products(4)'), { Tags: ['new', 'red'], Size: { Height: 7, Unit: 'cm' } }, 'as a PATCH does')
  await expectStatus(t, call, 204, 'POST', 'Products(4)/Label', { tags: [] })
  t.match(await read(t, call, 'Products(4)'), { Tags: [], Size: null }, 'a parameter that may be null may be left out')
  await expectStatus(t, call, 204, 'POST', 'DoNothing')
  await expectStatus(t, call, 204, 'POST', 'DoNothing', {})
  t.match(await expectStatus(t, call, 200, 'POST', 'Products(1)/Buy', { pieces: 3, note: 'fast' }), { '@odata.context': 'http://works/odata/$metadata#Edm.Int32', value: 7 })
  t.match(await read(t, call, 'Products(1)'), { Stock: 7, Tags: ['fast'] })
  const refused = await call('POST', '/odata/Products(1)/Buy', { headers: HEADERS, body: { pieces: 30 } })
  t.equal(refused.statusCode, 409)
  t.match(errorOf(refused), { code: 'OutOfStock', message: 'There are 7, and not 30.' })
  t.match(await read(t, call, 'Products(1)'), { Stock: 7 }, 'nothing was changed')
  t.match(await expectStatus(t, call, 200, 'POST', 'Copy', { product: { '@odata.id': 'Products(9)' }, times: 2 }), { value: [{ Id: 9 }, { Id: 10 }, { Id: 11 }] })
  t.match(await expectStatus(t, call, 200, 'POST', 'Copy?$select=Id', { product: { Id: 20, Name: 'lamp', Price: 1 }, times: 2 }), { value: [{ Id: 21 }, { Id: 22 }] })
  await expectStatus(t, call, 409, 'POST', 'Copy', { product: { Id: 19, Name: 'lamp', Price: 1 }, times: 4 })
  await expectStatus(t, call, 404, 'GET', 'Products(20)')
  for (const body of [{}, { pieces: 'x' }, { pieces: 1, more: 1 }, { pieces: null }, [], { pieces: 1.5 }]) await expectStatus(t, call, 400, 'POST', 'Products(1)/Buy', body)
  await expectStatus(t, call, 404, 'POST', 'Products(99)/Buy', { pieces: 1 })
  await expectStatus(t, call, 405, 'GET', 'Products(1)/Buy')
  const etag = String((await read(t, call, 'Products(1)'))['@odata.etag'])
  await expectStatus(t, call, 412, 'POST', 'Products(1)/Raise', { by: 1 }, { 'if-match': 'W/"1"' })
  await expectStatus(t, call, 200, 'POST', 'Products(1)/Raise', { by: 1 }, { 'if-match': etag })
}, WORKS)

onBothDatabases('Validation: parameters are held to what the model says of their values', async (t, { call }) => {
  await fill(t, call)
  const long = Array.from({ length: 10 }, (_, index) => `t${index}`)
  const cases: ReadonlyArray<readonly ['GET' | 'POST', string, object | undefined, RegExp]> = [
    ['POST', 'Products(4)/Label', { tags: ['a', 'b!'] }, /'tags\/1' is 'b!', which does not match \^\[\^!\]\*\$ \(Validation\.Pattern\)/],
    ['POST', 'Products(4)/Label', { tags: long }, /'tags' has 10 items, more than the 9 of Validation\.MaxItems/],
    ['GET', `First(category='${encodeURIComponent('?')}')`, undefined, /'category' is '\?', which does not match/]
  ]
  for (const [method, url, body, message] of cases) {
    const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
    t.match([response.statusCode, response.body], [400, message])
  }
}, WORKS)

onBothDatabases('Validation.Pattern: a parameter whose pattern cannot be matched makes calls a 501', async (t, { call }) => {
  const unmatched = await call('POST', '/odata/Guess', { body: { what: 'ab' } })
  t.match([unmatched.statusCode, unmatched.body], [501, /the pattern a\(\?=b\) of 'what' \(Validation\.Pattern\) cannot be matched/])
}, { model: 'test/models/orders.csdl.xml' })

onBothDatabases('Protocol 9.4: what effects throw', async (t, { call }) => {
  const fails = async (how: string): Promise<Record<string, unknown>> => errorOf(await call('GET', `/odata/Fails(how='${how}')`, { headers: HEADERS }))
  await expectStatus(t, call, 422, 'GET', "Fails(how='refused')")
  t.match(await fails('refused'), { code: 'TooOld', message: 'This is refused.', target: 'how' })
  await expectStatus(t, call, 500, 'GET', "Fails(how='broken')")
  t.match((await fails('broken'))['message'], "The effect of the function 'Works.Fails' failed: a mistake")
  t.match((await fails('wrong'))['message'], 'gave back what is not its result')
  await expectStatus(t, call, 404, 'GET', "Fails(how='missing')")
  t.match((await fails('writes'))['message'], 'a function changes nothing')
  await expectStatus(t, call, 200, 'GET', "Fails(how='no')")
  t.match(await read(t, call, "Fails(how='together')"), { value: 3 }, 'requests at the same time take turns')
  await expectStatus(t, call, 204, 'POST', 'Forgotten')
  t.same(await namesAt(t, call, 'Products'), ['forgotten', 'forgotten'], 'what it does not wait for is part of the call')
  const late = globalThis as { tooLate?: string }
  while (late.tooLate === undefined) await new Promise(resolve => setTimeout(resolve, 20))
  t.match(late.tooLate, 'the call is over')
  delete late.tooLate
  t.same(await namesAt(t, call, 'Products'), ['forgotten', 'forgotten'])
}, WORKS)

onBothDatabases('Protocol 11.7: operations in a batch', async (t, { call }) => {
  await fill(t, call)
  const response = await call('POST', '/odata/$batch', {
    headers: HEADERS,
    body: {
      requests: [
        { id: '1', atomicityGroup: 'g', method: 'POST', url: 'Products(1)/Buy', headers: { 'content-type': 'application/json' }, body: { pieces: 1 } },
        { id: '2', atomicityGroup: 'g', method: 'POST', url: 'Products(1)/Buy', headers: { 'content-type': 'application/json' }, body: { pieces: 100 } },
        { id: '3', method: 'GET', url: 'Products(1)/Reduced(percentage=10)' },
        { id: '4', method: 'POST', url: 'Products(1)/Buy', headers: { 'content-type': 'application/json' }, body: { pieces: 1 } }
      ]
    }
  })
  const answers = json(response)['responses'] as ReadonlyArray<{ readonly id: string, readonly status: number, readonly body: Record<string, unknown> }>
  t.same(answers.map(({ status }) => status), [424, 409, 200, 200])
  t.match(answers[3]?.body, { value: 9 })
}, WORKS)

onBothDatabases('fault rules and the journal know calls by name', async (t, { app, call }) => {
  const nameOf = (method: string, path: string): string | undefined => app.callNames.operationIdOf({ method, path: `/odata/${path}` })
  t.equal(nameOf('GET', "Named(text='a')"), 'Named_Call')
  t.equal(nameOf('GET', 'Named'), 'Named_Call')
  t.equal(nameOf('POST', 'Copy'), 'Copy_Call')
  t.equal(nameOf('GET', 'Products(1)/Works.Reduced(percentage=5)'), 'Products_Reduced')
  t.equal(nameOf('GET', 'Products/W.Cheapest(count=@c)'), 'Products_Cheapest')
  t.equal(nameOf('POST', 'products(1)/buy'), 'Products_Buy')
  t.equal(nameOf('GET', 'Products(1)/Nothing'), undefined)
  await call('POST', '/__admin/faults', { body: { match: { operationId: 'Untold_Call' }, effect: { kind: 'answer', status: 200, json: { value: 'told' } } } })
  const answered = await call('GET', '/odata/Untold()', { headers: HEADERS })
  t.equal(answered.statusCode, 200, 'what has no effect is what a fault rule answers')
  t.match(answered.body, 'told')
}, WORKS)

onBothDatabases('URL 5.1.1.14.5: bound functions in expressions', async (t, { call }) => {
  await fill(t, call)
  await expectStatus(t, call, 200, 'PATCH', 'Products(4)', { Stock: 50 })
  t.match(await read(t, call, 'Products(1)/Worth()'), { value: 26 })
  t.same(await namesAt(t, call, 'Products?$filter=Works.Worth() gt 26'), ['ball', 'big saw'])
  t.same(await namesAt(t, call, 'Products?$filter=Worth() gt 26 and Name ne @n&@n=%27ball%27'), ['big saw'])
  t.same(await namesAt(t, call, 'Products?$filter=$it/Worth() gt 26&$orderby=Works.Worth()'), ['big saw', 'ball'])
  t.same(await namesAt(t, call, 'Products?$filter=W.Reduced(percentage=50) ge 15'), ['saw', 'big saw'])
  t.same(await namesAt(t, call, 'Products?$filter=W.Reduced(percentage=@p) ge 15&@p=25'), ['hammer', 'saw', 'doll', 'big saw'])
  t.same(await namesAt(t, call, 'Products?$filter=W.Reduced(percentage=90) ge 3'), ['saw', 'big saw'], 'another parameter, another answer')
  t.match(await read(t, call, 'Products?$compute=Worth() as W&$select=Name,W&$filter=W eq 26&$orderby=Name'), { value: [{ Name: 'hammer', W: 26 }] })
  const lambda = await read(t, call, 'Categories?$filter=Products/any(p:p/Works.Worth() gt 100)')
  t.match(lambda['value'], [{ Code: 'toys' }])
  for (const filter of ['Worth(x=1) gt 2', 'W.Reduced() gt 2', "W.Reduced(percentage='a') gt 2", 'W.Raise(by=1) gt 2', 'Nothing() gt 2']) {
    await expectStatus(t, call, 400, 'GET', `Products?$filter=${filter}`)
  }
  for (const filter of ['W.Reduced(percentage=Price) gt 2', 'SizeOf() ne null', 'Category/HowMany() gt 1']) {
    await expectStatus(t, call, 501, 'GET', `Products?$filter=${filter}`)
  }
}, WORKS)

onBothDatabases('what a model forbids, it forbids clients, and a reset is an effect', async (t, { call }) => {
  await fill(t, call)
  await expectStatus(t, call, 405, 'DELETE', "Categories('toys')")
  await expectStatus(t, call, 204, 'POST', "Categories('toys')/Retire")
  await expectStatus(t, call, 404, 'GET', "Categories('toys')")
  const inGroup = await call('POST', '/odata/$batch', {
    headers: HEADERS,
    body: {
      requests: [
        { id: '1', atomicityGroup: 'g', method: 'POST', url: 'StartAgain', headers: { 'content-type': 'application/json' }, body: {} },
        { id: '2', method: 'GET', url: 'Products/$count' }
      ]
    }
  })
  t.equal(inGroup.statusCode, 200, inGroup.body)
  const [refused, count] = json(inGroup)['responses'] as ReadonlyArray<{ readonly status: number, readonly body: unknown }>
  t.equal(refused?.status, 400)
  t.equal(String(count?.body), '6')
  await expectStatus(t, call, 204, 'POST', 'StartAgain')
  t.equal((await call('GET', '/odata/Products/$count', { headers: HEADERS })).body, '0')
}, WORKS)
