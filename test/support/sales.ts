/** The data of `test/models/sales.csdl.xml`: those of the OData Extension for Data Aggregation, section 2.3. */
import type { Test } from 'tap'
import { withoutTypes } from './samples.js'
import { json } from './service.js'
import type { Call } from './service.js'

export const SALES = { model: 'test/models/sales.csdl.xml' }

const categories = [{ ID: 'PG1', Name: 'Food' }, { ID: 'PG2', Name: 'Non-Food' }]
const products: ReadonlyArray<readonly [category: string | undefined, product: object]> = [
  ['PG1', { '@odata.type': '#Sales.Food', ID: 'P1', Name: 'Sugar', Price: '0.10', Size: 'Small', Marks: 'New', Lasts: 'P400D', Energy: 387, Tags: ['sweet'] }],
  ['PG1', { '@odata.type': '#Sales.Food', ID: 'P2', Name: 'Coffee', Price: '0.20', Size: 'Large', Marks: 'New,Last', Lasts: 'PT1H30M', Energy: 2, Tags: ['hot', 'black'] }],
  ['PG2', { ID: 'P3', Name: 'Paper', Price: '9007199254740993.10', Size: 'Large', Tags: [] }],
  ['PG2', { ID: 'P4', Name: 'Pencil', Price: '0.2000', Marks: 'Hot,Last', Lasts: '-PT0.5S', Tags: ['black'] }],
  [undefined, { ID: 'P5', Name: 'Nothing', Tags: [] }]
]
const customers = [
  { ID: 'C1', Name: 'Joe', Country: 'USA', Home: { City: 'Boston', People: '650000' } }, { ID: 'C2', Name: 'Sue', Country: 'USA', Home: { City: 'Austin', People: '960000' } },
  { ID: 'C3', Name: 'Sue', Country: 'Netherlands', Home: { '@odata.type': '#Sales.Harbour', City: 'Rotterdam', People: '650000', Depth: 24 } }, { ID: 'C4', Name: 'Luc', Country: 'France', Home: null }
]
const sales: ReadonlyArray<readonly [customer: string, product: string, day: string, amount: string]> = [
  ['C1', 'P3', '2022-01-03', '1'], ['C1', 'P1', '2022-04-10', '2'], ['C1', 'P2', '2022-08-07', '4'], ['C2', 'P2', '2022-01-01', '8'],
  ['C2', 'P3', '2022-11-09', '4'], ['C3', 'P3', '2022-04-10', '2'], ['C3', 'P1', '2022-08-07', '1'], ['C3', 'P3', '2022-11-22', '2']
]
/** A node and the one above it. */
const organizations: ReadonlyArray<readonly [id: string, name: string, superior: string | undefined]> = [
  ['Sales', 'Sales', undefined], ['US', 'US', 'Sales'], ['US West', 'US West', 'US'], ['US East', 'US East', 'US'], ['EMEA', 'EMEA', 'Sales'],
  ['EMEA Central', 'EMEA Central', 'EMEA'], ['Sales Netherlands', 'Netherlands', 'EMEA'], ['Sales Germany', 'Germany', 'EMEA Central']
]

/** Where the sales to a customer were made. */
const soldBy: Readonly<Record<string, string>> = { C1: 'US West', C2: 'US East', C3: 'EMEA Central' }

export async function seedSales (t: Test, call: Call): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const { statusCode, body: answer } = await call('POST', `/odata/${path}`, { body })
    t.equal(statusCode, 201, statusCode === 201 ? path : answer)
  }
  const bind = (name: string, target: string | undefined): object => target === undefined ? {} : { [`${name}@odata.bind`]: target }
  for (const [ID, Name, superior] of organizations) await post('Organizations', { ID, Name, ...bind('Superior', superior && `Organizations('${superior}')`) })
  for (const category of categories) await post('Categories', category)
  for (const [category, product] of products) await post('Products', { ...product, ...bind('Category', category && `Categories('${category}')`) })
  for (const customer of customers) await post('Customers', customer)
  for (const [index, [customer, product, Day, Amount]] of sales.entries()) {
    await post('Sales', { ID: index + 1, Day, Amount, ...bind('Customer', `Customers('${customer}')`), ...bind('Product', `Products('${product}')`), ...bind('Organization', `Organizations('${soldBy[customer] ?? ''}')`) })
  }
}

/** What a query gives, numbers as texts to the last digit; or the message of the refusal, behind its status. */
export async function answerOf (call: Call, path: string, query: string): Promise<unknown> {
  const encoded = query.split('&').map(option => option.replace(/=(.*)$/s, (_all, value: string) => `=${encodeURIComponent(value)}`)).join('&')
  const response = await call('GET', `/odata/${path}?${encoded}`)
  if (response.statusCode !== 200) return `${response.statusCode} ${(json(response)['error'] as { message: string }).message}`
  return withoutTypes(JSON.parse(response.body.replaceAll(/:(-?\d+(?:\.\d+)?)(?=[,}\]])/g, ':"$1"')) as unknown)
}

/** {@link answerOf}, of an answer with items: these without control information. */
export async function itemsOf (call: Call, path: string, query: string): Promise<unknown> {
  const answer = await answerOf(call, path, query)
  return typeof answer === 'object' ? withoutControls((answer as { value: unknown }).value) : answer
}

const withoutControls = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_name, inner: unknown) =>
  typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).filter(([name]) => !name.startsWith('@')))
    : inner)) as unknown
