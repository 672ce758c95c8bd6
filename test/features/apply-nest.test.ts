/** `nest` (Data Aggregation 4.0, section 3.6): one item of collections, each of what is made of all items. */
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'
import { onBothDatabases } from '../support/service.js'

onBothDatabases('3.6 nest makes one item of what several sequences make of all', async (t, { call }) => {
  await seedSales(t, call)
  t.match(await answerOf(call, 'Sales', '$apply=nest(groupby((Customer/ID)) as Customers,filter(Amount gt 4) as Large)'), {
    '@odata.context': /\$metadata#Sales\(Customers\(\),Large\(\)\)$/,
    value: [{
      'Customers@odata.context': '#Sales(Customer(ID))',
      Customers: [{ Customer: { ID: 'C1' } }, { Customer: { ID: 'C2' } }, { Customer: { ID: 'C3' } }],
      'Large@odata.context': '#Sales',
      Large: [{ '@odata.etag': /^W\//, ID: '4', Amount: '8' }]
    }]
  })
  const shown = async (set: string, query: string): Promise<unknown> => await itemsOf(call, set, query)
  t.match(await shown('Customers', "$apply=filter(startswith(ID,'C3'))/nest(identity as A)"), [{ A: [{ ID: 'C3', Home: { City: 'Rotterdam', Depth: '24' } }] }], 'complex values as anywhere')
  t.match(await shown('Sales', '$apply=filter(ID eq 99)/nest(identity as A,aggregate($count as N) as B)'), [{ A: [], B: [{ N: '0' }] }], 'one item of no items')
  t.match(await shown('Sales', '$apply=groupby((Customer/Country),nest(compute(Amount mul 2 as D)/topcount(1,D) as Top,aggregate($count as N) as All))'), [
    { Customer: { Country: 'Netherlands' }, Top: [{ ID: '6', D: '4' }], All: [{ N: '3' }] },
    { Customer: { Country: 'USA' }, Top: [{ ID: '4', D: '16' }], All: [{ N: '5' }] }
  ], 'one for each group')
  t.match(await shown('Sales', '$apply=groupby((rollup($all,Customer/Country)),nest(aggregate($count as N) as C))'), [{ C: [{ N: '3' }] }, { C: [{ N: '5' }] }, { C: [{ N: '8' }] }])
  t.match(await shown('Sales', '$apply=nest(nest(top(1) as B) as A)'), [{ A: [{ B: [{ ID: '1' }] }] }])
  t.match(await shown('Sales', '$apply=concat(nest(top(1) as B),aggregate($count as N))'), [{ B: [{ ID: '1' }] }, { N: '8' }])
  t.match(await shown('Sales', '$apply=nest(top(1) as A,skip(1) as B)&$select=A'), [{ A: [{ ID: '1' }], B: undefined }])
  t.match(await shown('Customers', '$apply=nest(concat(top(1),aggregate($count as N)) as B)'), [{ B: [{ ID: 'C1', Home: { City: 'Boston', People: '650000' } }, { N: '4' }] }], 'complex values among other items')
  t.match(await shown('Customers', '$apply=nest(addnested(Sales,top(1) as First)/top(1) as C)'), [{ C: [{ ID: 'C1', First: [{ ID: '1' }] }] }])
  t.match(await shown('Customers', '$expand=Sales($apply=nest(groupby((Product/Name)) as P))&$top=1&$orderby=ID desc'), [{ ID: 'C4', Sales: [{ P: [] }] }])
}, SALES)

onBothDatabases('3.6 what of nest is wrong, and what is not supported', async (t, { call }) => {
  await seedSales(t, call)
  for (const apply of ['nest(identity as A,identity as A)', 'groupby((Amount),nest(identity as Amount))', 'nest(filter(Nothing eq 1) as A)']) {
    t.match(await answerOf(call, 'Sales', `$apply=${apply}`), /^400 /, apply)
  }
  for (const apply of ['nest(top(1) as B)/filter(B/any())', 'nest(top(1) as B)/compute(B/$count as N)', 'concat(nest(top(1) as B),nest(aggregate($count as N) as B))']) {
    t.match(await answerOf(call, 'Sales', `$apply=${apply}`), /^501 /, apply)
  }
  t.match(await answerOf(call, 'Sales', '$apply=nest(top(1) as B)&$expand=B'), /^501 /)
}, SALES)
