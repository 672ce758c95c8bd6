/** Transformations of OData Extension for Data Aggregation 4.0 beside `groupby` and `aggregate`, over a model with related entities. */
import { onBothDatabases } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'

type Case = readonly [path: string, apply: string, expected: unknown]

const ids = (...values: readonly (number | string)[]): unknown => values.map(ID => ({ ID: String(ID) }))

onBothDatabases('3.3.1 topcount, topsum, toppercent and their opposites keep the order of the items', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Sales', 'topcount(2,Amount)', ids(3, 4)],
    ['Sales', 'bottomcount(3,Amount)', ids(1, 2, 7)],
    ['Sales', 'topcount(0,Amount)', []],
    ['Sales', 'topcount(100,Amount)', ids(1, 2, 3, 4, 5, 6, 7, 8)],
    ['Sales', 'topsum(12,Amount)', ids(3, 4)],
    ['Sales', 'topsum(12.5,Amount)', ids(3, 4, 5)],
    ['Sales', 'topsum(0,Amount)', []],
    ['Sales', 'bottomsum(4,Amount)', ids(1, 2, 7)],
    ['Sales', 'toppercent(50,Amount)', ids(3, 4)],
    ['Sales', 'bottompercent(10,Amount)', ids(1, 2, 7)],
    ['Sales', 'toppercent(100,Amount)', ids(1, 2, 3, 4, 5, 6, 7, 8)],
    ['Sales', "filter(Customer/Country eq 'USA')/topcount(1,Amount)", ids(4)],
    ['Sales', 'topcount(2,Product/Name)', ids(2, 7)],
    ['Customers', 'topcount(1,Sales/$count)', ids('C1')],
    ['Products', 'bottomcount(2,Size)', ids('P4', 'P5')],
    ['Products', 'topcount(1,Price)', ids('P3')]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}&$select=ID`), expected, apply)
  t.match(await answerOf(call, 'Sales', '$apply=topcount(Customer/Sales/$count,Amount)'), /^501 An amount that is computed/)
  t.same(await itemsOf(call, 'Sales', '$apply=topcount(@n,Amount)&@n=1&$select=ID'), ids(4))
  t.same(await itemsOf(call, 'Sales', '$apply=groupby((Customer/Country),topcount(1,Amount))&$select=ID'), ids(6, 4))
  t.same(await itemsOf(call, 'Sales', '$apply=groupby((Customer/Country),toppercent(50,Amount)/aggregate(Amount with sum as T,$count as N))'), [
    { Customer: { Country: 'Netherlands' }, T: '4', N: '2' }, { Customer: { Country: 'USA' }, T: '12', N: '2' }])
  t.same(await itemsOf(call, 'Sales', '$apply=groupby((Product/Name),aggregate(Amount with sum as T))/topcount(1,T)'), [{ Product: { Name: 'Coffee' }, T: '12' }])
  for (const apply of ['topcount(-1,Amount)', 'topcount(1.5,Amount)', 'topcount(1,Customer)', "topsum('a',Amount)", 'topsum(1,Day)', 'toppercent(101,Amount)', 'toppercent(-1,Amount)', 'topcount(null,Amount)']) {
    t.match(await answerOf(call, 'Sales', `$apply=${apply}`), /^400 \$apply: /, apply)
  }
}, SALES)

onBothDatabases('3.2.3.2 rollup groups by all of its levels, then by one less; $all is the whole', async (t, { call }) => {
  await seedSales(t, call)
  const total = 'aggregate(Amount with sum as T)'
  const country = [{ Customer: { Country: 'Netherlands' }, T: '5' }, { Customer: { Country: 'USA' }, T: '19' }]
  const names = [
    { Customer: { Country: 'Netherlands', Name: 'Sue' }, T: '5' }, { Customer: { Country: 'USA', Name: 'Joe' }, T: '7' }, { Customer: { Country: 'USA', Name: 'Sue' }, T: '12' }
  ]
  const cases: readonly Case[] = [
    ['Sales', `groupby((rollup(Customer/Country,Customer/Name)),${total})`, [...names, ...country]],
    ['Sales', `groupby((rollup($all,Customer/Country,Customer/Name)),${total})`, [...names, ...country, { T: '24' }]],
    ['Sales', `groupby((rollup($all,Customer/Country)),${total})`, [...country, { T: '24' }]],
    ['Sales', 'groupby((rollup(Customer/Country,Customer/Name)))', [...names, ...country].map(({ Customer }) => ({ Customer }))],
    ['Sales', `groupby((rollup($all,Customer/Country),rollup($all,Product/Category/Name)),${total})/filter(Customer/Country eq null)`, [
      { Product: { Category: { Name: 'Food' } }, T: '15' }, { Product: { Category: { Name: 'Non-Food' } }, T: '9' }, { T: '24' }]],
    ['Sales', `filter(false)/groupby((rollup($all,Customer/Country)),${total})`, [{ T: null }]],
    ['Customers', 'groupby((rollup(Country,Name)),topcount(1,Sales/$count))/aggregate($count as N)', [{ N: '7' }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
  t.match(await answerOf(call, 'Sales', '$apply=groupby((rollup(Nonsense)))'), /^400 /)
  const rollups = ['a', 'b', 'c'].map(() => 'rollup(ID,Day,Amount,Customer/Country,Customer/Name)').join(',')
  t.match(await answerOf(call, 'Sales', `$apply=groupby((${rollups}))`), /^400 .*more than 50 transformations/)
}, SALES)

onBothDatabases('3.2.1.4 from, 3.2.1.3 custom aggregates, 3.2.2 $count of a result, 3.1 behind /$filter', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Sales', 'aggregate(Amount with sum from Day with average as A)', [{ A: '4' }]],
    ['Sales', 'groupby((Customer/Country),aggregate(Amount with sum from Day with max as Best))', [{ Customer: { Country: 'Netherlands' }, Best: '2' }, { Customer: { Country: 'USA' }, Best: '8' }]],
    ['Sales', 'aggregate(Amount with max from Customer/Name with sum from Customer/Country with max as X)', [{ X: '12' }]],
    ['Sales', 'aggregate($count from Customer/ID with max as X)', [{ X: '3' }]],
    ['Sales', 'aggregate(Amount)', [{ Amount: '24' }]],
    ['Sales', 'groupby((Customer/Country),aggregate(Amount as Total))', [{ Customer: { Country: 'Netherlands' }, Total: '5' }, { Customer: { Country: 'USA' }, Total: '19' }]],
    ['Sales/$filter(Amount gt 2)', 'aggregate($count as N)', [{ N: '3' }]],
    ["Customers('C1')/Sales", 'aggregate(Amount with sum as T)', [{ T: '7' }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
  t.match(await answerOf(call, 'Sales', '$apply=aggregate(Forecast)'), /^501 The custom aggregate Forecast/)
  t.match(await answerOf(call, 'Sales', '$apply=aggregate(Nonsense)'), /^400 /)
  t.match(await answerOf(call, 'Sales', '$apply=aggregate(Amount with sum from Day with average as A,$count as N)'), /^501 "from" beside other aggregates/)
  const count = async (query: string): Promise<unknown> => (await call('GET', `/odata/Sales/$count?${query.replaceAll(' ', '%20')}`)).body
  t.equal(await count('$apply=groupby((Customer/Country))'), '2')
  t.equal(await count('$apply=groupby((Customer/Country),aggregate(Amount with sum as T))&$filter=T gt 5'), '1')
  t.equal(await count('$apply=filter(Amount gt 2)'), '3')
}, SALES)

onBothDatabases('3.1 $apply in the options of $expand', async (t, { call }) => {
  await seedSales(t, call)
  const of = async (options: string, rest = ''): Promise<unknown> => await itemsOf(call, 'Customers', `$expand=Sales(${options})&$select=ID&$filter=ID in ('C1','C4')${rest}`)
  t.same(await of('$apply=aggregate(Amount with sum as T)'), [{ ID: 'C1', Sales: [{ T: '7' }] }, { ID: 'C4', Sales: [{ T: null }] }])
  t.same(await of('$apply=groupby((Product/Category/Name),aggregate(Amount with sum as T));$orderby=T;$filter=T gt 1'), [
    { ID: 'C1', Sales: [{ Product: { Category: { Name: 'Food' } }, T: '6' }] }, { ID: 'C4', Sales: [] }])
  t.same(await of('$apply=topcount(1,Amount);$select=ID;$expand=Product($select=ID)'), [{ ID: 'C1', Sales: [{ ID: '3', Product: { ID: 'P2' } }] }, { ID: 'C4', Sales: [] }])
  t.match(await answerOf(call, 'Customers', "$expand=Sales($apply=groupby((Day));$count=true;$top=1)&$filter=ID eq 'C1'"), { value: [{ 'Sales@odata.count': '3', Sales: [{ Day: '2022-01-03' }] }] })
  t.match(await of('$apply=filter(Amount gt $it/Number)'), /^400 /)
  t.match(await of("$apply=filter(Day ne null and $it/ID eq 'C1')"), /^501 \$it in \$apply of nested options/)
  t.same(await itemsOf(call, 'Categories', '$expand=Products($apply=aggregate(Sales/$count as Sold))&$select=ID'), [{ ID: 'PG1', Products: [{ Sold: '4' }] }, { ID: 'PG2', Products: [{ Sold: '4' }] }])
  t.same(await itemsOf(call, 'Categories', "$expand=Products($select=ID;$expand=Sales($apply=aggregate(Amount with sum as T)))&$select=ID&$filter=ID eq 'PG1'"), [
    { ID: 'PG1', Products: [{ ID: 'P1', Sales: [{ T: '3' }] }, { ID: 'P2', Sales: [{ T: '12' }] }] }])
  const days: unknown[] = []
  let url: string | undefined = "/odata/Customers?$filter=ID%20eq%20'C1'&$expand=Sales($apply=groupby((Day)))"
  const first = JSON.parse((await call('GET', url)).body) as { value: Array<{ Sales: unknown[] }> }
  t.equal(first.value[0]?.Sales.length, 3)
  for (url = "/odata/Customers('C1')/Sales?$apply=groupby((Day))"; url !== undefined;) {
    const page = JSON.parse((await call('GET', url, { headers: { prefer: 'odata.maxpagesize=2' } })).body) as { value: Array<{ Day: string }>, '@odata.nextLink'?: string }
    days.push(...page.value.map(({ Day }) => Day))
    url = page['@odata.nextLink']?.replace(/^https?:\/\/[^/]*/, '')
  }
  t.same(days, ['2022-01-03', '2022-04-10', '2022-08-07'])
}, SALES)
