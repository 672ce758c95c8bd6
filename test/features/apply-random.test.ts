/**
 * Sequences of transformations drawn at random: both databases make of them what an evaluator with arrays does (Data Aggregation 4.0,
 * section 3).
 */
import { onBothDatabases } from '../support/service.js'
import { SALES, itemsOf, seedSales } from '../support/sales.js'
import { drawSequence } from '../support/evaluate/evaluate-apply.js'
import type { Item, Sequence, Value, Way } from '../support/evaluate/evaluate-apply.js'
import { byName, flatten, treeOf } from '../support/evaluate/flat-items.js'
import { fc, runs, seed } from '../support/property.js'

const RUNS = runs(200)

/** What is drawn, and has to be compared. */
const KINDS = [
  'filter', 'orderby', 'top', 'skip', 'compute', 'groupby', 'rollup', 'aggregate', 'concat', 'nest', 'join', 'outerjoin', 'addnested', 'topcount', 'bottomsum',
  'ancestors', 'descendants', 'traverse', 'rolluprecursive', 'isroot', 'isleaf', 'issibling', 'isdescendant', 'isancestor'
]

/** Items that an answer has, before it goes on on another page. */
const PAGE = 100

const PATHS = {
  numbers: ['ID', 'Amount', 'Customer/Home/People', 'Product/Sales.Food/Energy', 'Customer/Home/Sales.Harbour/Depth'],
  texts: ['Day', 'Customer/Country', 'Customer/Name', 'Customer/Home/City', 'Product/Name', 'Product/Category/Name', 'Organization/ID', 'Organization/Superior/Name', 'Organization/Superior/Superior/ID']
} as const

/** What values of a derived type have, and of others is null, by the paths that name the type. */
const CASTS = [['Product', 'Sales.Food', 'Energy'], ['Customer/Home', 'Sales.Harbour', 'Depth'], ['Home', 'Sales.Harbour', 'Depth']] as const

const withCasts = (item: Item): Item => ({
  ...item, ...Object.fromEntries(CASTS.map(([value, type, name]) => [`${value}/${type}/${name}`, item[`${value}/${name}`] ?? null]))
})

/** Answers have no casts in their names. */
const withoutCasts = (item: Item): Item => Object.fromEntries(Object.entries(item).map(([name, value]) => [name.replace(/Sales\.\w+\//, ''), value]))

type Customers = ReadonlyArray<{
  readonly ID: string
  readonly Home: { readonly People: string } | null
  readonly Sales: ReadonlyArray<{ readonly ID: string }>
}>

/** From a sale to its customer, and on to all that this one bought. */
function waysAmong (sales: readonly Item[], customers: Customers): readonly Way[] {
  const salesOf = (own: (sale: Item) => boolean): ReadonlyMap<string, Value> =>
    new Map(sales.filter(own).map(({ ID = null, Amount = null }) => [String(ID), Amount]))
  const boughtBy = (item: Item): ReadonlySet<Value | undefined> => {
    const ids = new Set(customersOf(item).flatMap(({ Sales }) => Sales.map(({ ID }) => Number(ID))))
    return new Set(sales.filter(({ ID }) => ids.has(Number(ID))).map(sale => sale['Product/Name']))
  }
  const customersOf = ({ ID }: Item): Customers => customers.filter(({ Sales }) => Sales.some(sale => Number(sale.ID) === ID))
  const amountOf = (id: string): Value => sales.find(({ ID }) => ID === Number(id))?.['Amount'] ?? null
  return [
    { entities: 'Customer', path: 'Home/People', of: item => new Map(customersOf(item).map(({ ID, Home }) => [ID, Home && Number(Home.People)])) },
    { entities: 'Customer/Sales', path: 'Amount', of: item => new Map(customersOf(item).flatMap(({ Sales }) => Sales).map(({ ID }) => [ID, amountOf(ID)])) },
    { entities: 'Customer/Sales/Product/Sales', path: 'Amount', of: item => salesOf(sale => boughtBy(item).has(sale['Product/Name'])) }
  ]
}

/** Customers, and what they bought as a collection to join. */
function customersWith (customers: Customers, sales: readonly Item[]): Sequence {
  const bought = (id: Value | undefined): readonly Item[] => {
    const own = customers.find(({ ID }) => ID === id)?.Sales ?? []
    return sales.filter(sale => own.some(({ ID }) => Number(ID) === sale['ID']))
  }
  return {
    items: customers.map(({ Sales: _sales, ...customer }) => withCasts(flatten(customer))),
    numbers: ['Home/People', 'Home/Sales.Harbour/Depth'],
    texts: ['Name', 'Country', 'Home/City'],
    rows: true,
    related: [{ path: 'Sales', of: ({ ID }) => bought(ID), numbers: ['ID', 'Amount', 'Product/Sales.Food/Energy'], texts: ['Day', 'Product/Name', 'Product/Category/Name', 'Organization/Superior/Name'] }]
  }
}

onBothDatabases('3 whatever is put together', async (t, { call }) => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  await seedSales(t, call)
  const all = await itemsOf(call, 'Sales', '$expand=Customer($select=Country,Name,Home),Product($select=Name,Sales.Food/Energy;$expand=Category($select=Name)),Organization($select=ID;$expand=Superior($select=Name;$expand=Superior($select=ID)))')
  const items = (all as Array<Record<string, unknown>>).map(item => withCasts(flatten(item)))
  const customers = await itemsOf(call, 'Customers', '$expand=Sales($select=ID)') as Customers
  const starts: Readonly<Record<string, Sequence>> = {
    Sales: { items, ...PATHS, rows: true, ways: waysAmong(items, customers), tree: await treeOf(call, 'Organization') },
    Customers: customersWith(customers, items)
  }
  let [done, declined, fault] = [0, 0, '']
  const compared = new Set<string>()
  await fc.assert(fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 4 }), async (generate, length) => {
    let names = 0
    const resource = generate(fc.constantFrom, 'Sales', 'Customers')
    const start = starts[resource] as Sequence
    const applied = drawSequence(bound => bound <= 1 ? 0 : generate(fc.integer, { min: 0, max: bound - 1 }), start, length, () => `N${names++}`)
    // Items that are those of the resource have more to show than is asked.
    const shown = applied.rows ? `&$select=${['ID', ...applied.numbers.filter(name => /^N\d+$/.test(name)), ...applied.nested ?? []].join(',')}` : ''
    const answer = await itemsOf(call, resource, `$apply=${applied.text}${shown}`)
    if (typeof answer === 'string') {
      if (/^501 |more than \d+ (?:times join|copies of the collection)/.test(answer)) {
        declined++
        return true
      }
      fault = `${resource}: ${applied.text}: ${answer}`
      return false
    }
    done++
    for (const [, name = ''] of applied.text.matchAll(/([a-z]+)\(/g)) compared.add(name)
    // What is expanded by default is not compared.
    const shownOf = (item: Item): Item => byName(applied.rows ? Object.fromEntries(Object.entries(item).filter(([name]) => shown.split(/[=,]/).includes(name.split('/')[0] ?? ''))) : item)
    const wanted = applied.items.slice(0, PAGE).map(item => shownOf(withoutCasts(item)))
    const found = (answer as Array<Record<string, unknown>>).map(item => shownOf(flatten(item)))
    if (JSON.stringify(found) === JSON.stringify(wanted)) return true
    fault = `${resource}: ${applied.text}\nfound  ${JSON.stringify(found)}\nwanted ${JSON.stringify(wanted)}`
    return false
  }), { seed, numRuns: RUNS }).catch(() => undefined)
  t.equal(fault, '', 'no sequence is answered otherwise')
  t.comment(`${done} compared, ${declined} declined: ${[...compared].sort().join(' ')}`)
  t.same(RUNS < 200 ? [] : KINDS.filter(name => !compared.has(name)), [], 'every transformation and function is among them')
  t.ok(done > RUNS / 2, 'most of them are answered')
}, SALES)
