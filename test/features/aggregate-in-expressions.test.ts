/** `aggregate(…)` at the end of a path (Data Aggregation 4.0, section 3.6.1), with every method, and drawn at random. */
import { onBothDatabases } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'
import { fc, runs, seed } from '../support/property.js'

onBothDatabases('3.6.1 aggregate(…) of what a path leads to, in every option', async (t, { call }) => {
  await seedSales(t, call)
  const ids = async (set: string, query: string): Promise<unknown> => {
    const items = await itemsOf(call, set, `${query}&$select=ID`)
    return Array.isArray(items) ? items.map(({ ID }: { ID: string }) => ID).join(' ') : items
  }
  t.equal(await ids('Products', '$filter=Sales/aggregate(Amount with sum) gt 4'), 'P2 P3')
  t.equal(await ids('Products', '$filter=Sales/any(s:s/Amount ge $it/Sales/aggregate(Amount with average) mul 2)'), '')
  t.equal(await ids('Products', '$filter=Sales/any(s:s/Amount ge $it/Sales/aggregate(Amount with average) mul 1.7)'), 'P3')
  t.equal(await ids('Sales', '$filter=Amount mul 3 ge $root/Sales/aggregate(Amount with sum)'), '4')
  t.equal(await ids('Products', '$filter=Sales/aggregate(Amount mul $it/Price with sum) gt 1'), 'P2 P3')
  t.equal(await ids('Products', '$filter=Sales/aggregate($count) eq 2'), 'P1 P2')
  t.equal(await ids('Products', '$filter=Tags/aggregate($count) eq 2'), 'P2')
  t.equal(await ids('Products', '$filter=Sales/aggregate(Amount with sum) eq null'), 'P4 P5')
  // The same statement serves both.
  t.equal(await ids('Products', '$filter=Sales/$filter(Amount gt 1)/aggregate(Amount mul 2 with sum) gt 5'), 'P2 P3')
  t.equal(await ids('Products', '$filter=Sales/$filter(Amount gt 3)/aggregate(Amount mul 3 with sum) gt 12'), 'P2')
  t.equal(await ids('Products', '$orderby=Sales/aggregate(Amount with max) desc,ID'), 'P2 P3 P1 P4 P5')
  t.equal(await ids('Categories', '$filter=Products/Sales.Food/aggregate(Energy with max) gt 300'), 'PG1')
  t.equal(await ids('Customers', '$filter=Sales/$filter(Amount gt 1)/aggregate(Product/Name with countdistinct) ge 2'), 'C1 C2')
  t.same(await itemsOf(call, 'Customers', "$compute=Sales/aggregate(Day with min) as First,Sales/aggregate(Product/Price with sum) as Paid,Sales/aggregate(ID with sum) as S,Sales/$filter(ID lt 3)/aggregate(ID with average) as A,Sales/aggregate(Product/Lasts with max) as L&$select=ID,First,Paid,S,A,L&$filter=ID in ('C1','C4')"), [
    { ID: 'C1', First: '2022-01-03', Paid: '9007199254740993.40', S: '6', A: '1.5', L: 'P400D' }, { ID: 'C4', First: null, Paid: null, S: null, A: null, L: null }
  ])
  t.same(await itemsOf(call, 'Products', '$apply=filter(Sales/aggregate(Amount with sum) gt 4)/compute(Sales/aggregate(Amount with max) as Most)/aggregate(Most with sum as T)'), [{ T: '12' }])
  t.same(await itemsOf(call, 'Customers', "$expand=Sales($filter=Amount eq $it/Sales/aggregate(Amount with max);$select=ID)&$select=ID&$filter=ID eq 'C1'"), [{ ID: 'C1', Sales: [{ ID: '3' }] }])
  for (const [filter, message] of [
    ['Sales/aggregate(Amount with most) gt 1', /^400 /], ['Sales/aggregate(Nothing with sum) gt 1', /^400 /], ['Sales/aggregate(Day with sum) gt 1', /^400 .*a number/], ['Name/aggregate(Amount with sum) gt 1', /^400 .*a collection before "\/aggregate"/],
    ['Sales/aggregate(Amount with sum) eq \'x\'', /^400 /], ['Sales/aggregate(Customer with countdistinct) gt 1', /^501 Aggregating structured/], ['Tags/aggregate($this with max) eq \'x\'', /^501 aggregate\(…\) of values/], ['Sales/aggregate(Amount with sum from Day with average) gt 1', /^501 "from"/],
    ['Sales/aggregate(Forecast) gt 1', /^501 A custom aggregate/], ['Category/Products/aggregate(Sales/Amount with sum) gt 1', /^501 .*another collection/], ['Sales/aggregate(Amount with self.median) gt 1', /^501 The aggregation method/]
  ] as const) t.match(String(await answerOf(call, 'Products', `$filter=${filter}`)), message, filter)
}, SALES)

/** A sale, and what is known of it. */
interface Sale {
  readonly ID: string
  readonly Day: string
  readonly Amount: string
  readonly Product: { readonly ID: string, readonly Name: string }
  readonly Customer: { readonly ID: string, readonly Country: string }
  readonly Organization: { readonly ID: string }
}

type Operand = readonly [text: string, value: (sale: Sale) => number | string, shown: 'number' | 'text']

const OPERANDS: readonly Operand[] = [
  ['Amount', sale => Number(sale.Amount), 'number'], ['ID', sale => Number(sale.ID), 'number'], ['Amount mul ID', sale => Number(sale.Amount) * Number(sale.ID), 'number'],
  ['cast(Amount,Edm.Double) mul 0.1', sale => Number(sale.Amount) * 0.1, 'number'], ['Day', sale => sale.Day, 'text'], ['Product/Name', sale => sale.Product.Name, 'text'], ['Customer/Country', sale => sale.Customer.Country, 'text']
]
const CONDITIONS: ReadonlyArray<readonly [text: string, holds: (sale: Sale) => boolean]> = [
  ['', () => true], ['/$filter(Amount gt 1)', sale => Number(sale.Amount) > 1], ["/$filter(Customer/Country eq 'USA' or ID gt 7)", sale => sale.Customer.Country === 'USA' || Number(sale.ID) > 7], ['/$filter(false)', () => false]
]
const SETS: Readonly<Record<string, (sale: Sale) => string>> = { Products: sale => sale.Product.ID, Customers: sale => sale.Customer.ID }

const least = (values: ReadonlyArray<number | string>, sign: number): number | string | null =>
  values.length === 0 ? null : values.reduce((best, value) => (value < best ? -1 : 1) * sign < 0 ? value : best)

function aggregated (method: string, values: ReadonlyArray<number | string>): number | string | null {
  const sum = (): number => values.reduce<number>((total, value) => total + Number(value), 0)
  switch (method) {
    case 'sum': return values.length === 0 ? null : sum()
    case 'average': return values.length === 0 ? null : sum() / values.length
    case 'min': return least(values, 1)
    case 'max': return least(values, -1)
    default: return new Set(values).size
  }
}

const asked = fc.record({
  set: fc.constantFrom(...Object.keys(SETS)),
  operand: fc.constantFrom(...OPERANDS),
  condition: fc.constantFrom(...CONDITIONS),
  method: fc.constantFrom('sum', 'average', 'min', 'max', 'countdistinct')
}).filter(({ operand: [, , shown], method }) => shown === 'number' || !['sum', 'average'].includes(method))

onBothDatabases('3.6.1 whatever is aggregated', async (t, { call }) => {
  t.comment(`PROPERTY_SEED=${seed}`)
  await seedSales(t, call)
  const sales = await itemsOf(call, 'Sales', '$expand=Product($select=ID,Name),Customer($select=ID,Country),Organization($select=ID)') as readonly Sale[]
  const owners = new Map<string, readonly string[]>()
  for (const set of Object.keys(SETS)) owners.set(set, (await itemsOf(call, set, '$select=ID') as Array<{ ID: string }>).map(({ ID }) => ID))
  let fault = ''
  await fc.assert(fc.asyncProperty(asked, async ({ set, operand: [text, valueOf, shown], condition: [path, holds], method }) => {
    const query = `$compute=Sales${path}/aggregate(${text} with ${method}) as V&$select=ID,V&$orderby=ID`
    const found = await itemsOf(call, set, query) as Array<{ ID: string, V: string | null }>
    const salesOf = (owner: string): readonly Sale[] => sales.filter(sale => SETS[set]?.(sale) === owner && holds(sale))
    const wanted = (owners.get(set) ?? []).map(ID => ({ ID, V: aggregated(method, salesOf(ID).map(valueOf)) }))
    const isNumber = shown === 'number' || method === 'countdistinct'
    const same = Array.isArray(found) && found.length === wanted.length && found.every(({ ID, V }, index) => {
      const { ID: owner, V: value } = wanted[index] ?? { ID: '', V: null }
      return ID === owner && (V === null || value === null || !isNumber ? V === value : Math.abs(Number(V) - Number(value)) < 1e-9)
    })
    if (same) return true
    fault = `${set}?${query}\nfound  ${JSON.stringify(found)}\nwanted ${JSON.stringify(wanted)}`
    return false
  }), { seed, numRuns: runs(60) }).catch(() => undefined)
  t.equal(fault, '')
}, SALES)
