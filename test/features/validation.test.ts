/** What a model says of values (vocabulary Validation), held against bodies; and data that are made obey it. */
import { errorOf, json, onBothDatabases } from '../support/service.js'

const RULES = { model: 'test/models/rules.csdl.xml' }
const ANY = { 'if-match': '*' }

/** A member of a product, what is right and what is wrong of it, and the annotation that says so. */
const cases: ReadonlyArray<readonly [
  name: string,
  right: readonly unknown[],
  wrong: ReadonlyArray<readonly [value: unknown, words: string]>
]> = [
  ['Code', ['AB-1', 'ZZ-1234'], [['ab-1', 'Validation.Pattern'], ['AB-12345', 'does not match ^[A-Z]{2}'], ['xAB-1', 'Validation.Pattern']]],
  ['Price', [0.05, 1000.5, 12.3, null], [[0, 'Validation.Minimum is 0 (exclusive)'], [-1, 'Validation.Minimum'], [1000.55, 'Validation.Maximum is 1000.5'], [0.07, 'Validation.MultipleOf']]],
  ['Stars', [1, 3, 5, null], [[2, 'Validation.AllowedValues has 1, 3, 5'], [0, 'Validation.AllowedValues']]],
  ['Colour', ['amber', 'teal'], [['red', "is 'red', and Validation.AllowedValues has amber, teal"], ['Amber', 'AllowedValues']]],
  ['Sold', [0, 100], [[-1, 'Validation.Minimum'], [101, 'Validation.Maximum is 100']]],
  ['Since', ['2000-01-01', '2020-02-29'], [['1999-12-31', 'Validation.Minimum is 2000-01-01']]],
  ['Tags', [['a'], ['a', 'b', 'c']], [[[], 'Validation.MinItems'], [['a', 'b', 'c', 'd'], 'Validation.MaxItems'], [['a', 'B'], "/1' is 'B'"]]],
  ['Size', [{ '@odata.type': '#Rules.Box', Width: 0.1 }, null], [[{ Width: 1 }, 'Validation.DerivedTypeConstraint allows Rules.Box'], [{ '@odata.type': '#Rules.Tube' }, 'DerivedTypeConstraint'], [{ '@odata.type': '#Rules.Box', Width: 0 }, "Size/Width' is 0, and Validation.Minimum"]]]
]

onBothDatabases('create, update, upsert and PUT of a property refuse what is not as the annotation says', async (t, { call }) => {
  const base = { Code: 'AB-1', Name: 'lamp' }
  t.equal((await call('POST', '/odata/Products', { body: base })).statusCode, 201)
  for (const [name, right, wrong] of cases) {
    for (const value of right) t.equal((await call('PATCH', '/odata/Products(1)', { body: { [name]: value }, headers: ANY })).statusCode, 200, `${name} ${JSON.stringify(value)}`)
    const before = (await call('GET', '/odata/Products(1)')).body
    for (const [value, words] of wrong) {
      const body = { ...base, [name]: value }
      const answers = [
        await call('POST', '/odata/Products', { body }),
        await call('PATCH', '/odata/Products(1)', { body: { [name]: value }, headers: ANY }),
        await call('PUT', '/odata/Products(1)', { body, headers: ANY }),
        await call('PUT', '/odata/Products(77)', { body }),
        await call('POST', '/odata/Makers', { body: { Name: 'm', Products: [body] } }),
        ...name === 'Size' ? [] : [await call('PUT', `/odata/Products(1)/${name}`, { body: { value }, headers: ANY })]
      ]
      for (const answer of answers) t.match([answer.statusCode, errorOf(answer)['message']], [400, words], `${name} ${JSON.stringify(value)}`)
    }
    t.equal((await call('GET', '/odata/Products(1)')).body, before, 'nothing was changed')
  }
  t.match(errorOf(await call('PUT', '/odata/Products(1)/Code/$value', { body: 'no', headers: { ...ANY, 'content-type': 'text/plain' } })), { message: 'Validation.Pattern' })
  t.match(errorOf(await call('PUT', '/odata/Products(1)/Size', { body: { Width: 1 }, headers: ANY })), { message: 'DerivedTypeConstraint' })
  t.match(errorOf(await call('DELETE', '/odata/Products(1)/Tags', { headers: ANY })), { message: 'Validation.MinItems' })
  t.equal((await call('GET', '/odata/Products/$count')).body, '1')
}, RULES)

onBothDatabases('dynamic properties have one of the types that OpenPropertyTypeConstraint of the open type lists', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Papers', { body: { Id: 1 } })).statusCode, 201)
  const right: readonly object[] = [
    { a: 'x', b: null }, { a: 7 }, { a: ['x', null] }, { a: [] }, { 'a@odata.type': '#Date', a: '2026-01-01' }, { a: '2026-01-01', 'a@odata.type': '#Edm.Date' },
    { a: { '@odata.type': '#Rules.Size', Width: 1 } }, { a: { '@odata.type': '#R.Box', Width: 1 } }, { 'a@odata.type': '#Collection(String)', a: ['x'] }, { Margin: { wide: true } }
  ]
  const wrong: ReadonlyArray<readonly [object, string]> = [
    [{ a: true }, "'a' is Edm.Boolean, and Validation.OpenPropertyTypeConstraint of Rules.Paper allows Edm.String, Edm.Int16, Edm.Date, Collection(Edm.String), Rules.Size."],
    [{ a: 40000 }, "'a' is a number, "], [{ a: 1.5 }, "'a' is a number, "], [{ a: [1] }, "'a' is a collection, "], [{ a: {} }, "'a' is an object without @odata.type, "],
    [{ a: { '@odata.type': '#Rules.Margin' } }, "'a' is Rules.Margin, "], [{ 'a@odata.type': '#Int32', a: 7 }, "'a' is Edm.Int32, "],
    [{ 'a@odata.type': '#Collection(Date)', a: [] }, "'a' is Collection(Edm.Date), "], [{ Margin: { wide: 'x' } }, "'wide' is Edm.String, and Validation.OpenPropertyTypeConstraint of Rules.Margin allows Edm.Boolean."]
  ]
  for (const body of right) t.equal((await call('PATCH', '/odata/Papers(1)', { body })).statusCode, 200, JSON.stringify(body))
  for (const [body, words] of wrong) {
    const response = await call('PATCH', '/odata/Papers(1)', { body })
    t.equal(response.statusCode, 400, JSON.stringify(body))
    t.match(errorOf(response).message, words)
    t.equal((await call('POST', '/odata/Papers', { body: { ...body, '@odata.type': '#Rules.Letter' } })).statusCode, 400, 'a type that derives from it, too')
  }
  t.match(errorOf(await call('PATCH', '/odata/Papers(1)', { body: { Margin: { wide: 1 } } })).target, 'Margin/wide')
}, RULES)

onBothDatabases('every fault of a body is listed, also those of long collections, with paths', async (t, { call }) => {
  const answer = await call('POST', '/odata/Products', { body: { Code: 'x', Stars: 4, Tags: Array.from({ length: 5000 }, (_, index) => index === 4000 ? 'X' : 'a') } })
  const { details } = errorOf(answer) as { details: ReadonlyArray<Record<string, unknown>> }
  t.strictSame(details.map(({ target }) => target), ['Code', 'Stars', 'Tags', 'Tags/4000'])
}, RULES)

onBothDatabases('data that are made are data that the service takes', async (t, { call }) => {
  const generated = await call('POST', '/__admin/tenants/default/generate', { body: { count: 60 } })
  t.equal(generated.statusCode, 200, generated.body)
  const products = json(await call('GET', '/odata/Products?$expand=Parts'))['value'] as ReadonlyArray<Record<string, unknown>>
  t.equal(products.length, 60)
  for (const { Id: id, Token: _token, ...product } of products) {
    const body = Object.fromEntries(Object.entries(product).filter(([name]) => !name.startsWith('@')))
    await call('DELETE', `/odata/Products(${Number(id)})`)
    const again = await call('PUT', `/odata/Products(${Number(id) + 1000})`, { body })
    t.equal(again.statusCode, 201, again.body)
  }
  t.ok(products.some(({ Price: price }) => price !== null) && products.some(({ Size: size }) => size !== null))
}, RULES)

onBothDatabases('a state is taken back as it was given, though it be older than an annotation', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Products', { body: { Code: 'AB-1' } })).statusCode, 201)
  const { body } = await call('GET', '/__admin/tenants/default/state')
  t.match(body, '"Tags":[]')
  const headers = { 'content-type': 'application/json' }
  t.equal((await call('PUT', '/__admin/tenants/default/state', { body, headers })).statusCode, 200)
  t.equal((await call('GET', '/odata/Products/$count')).body, '1')
}, RULES)
