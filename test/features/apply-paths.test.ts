/** `$apply` over a model with related entities (OData Extension for Data Aggregation 4.0): every type, paths, casts, lambdas. */
import { json, onBothDatabases } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'

type Case = readonly [path: string, apply: string, expected: unknown]

onBothDatabases('3.2.1.1 Decimals are aggregated to the last digit', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Products', 'aggregate(Price with sum as S)', [{ S: '9007199254740993.6000' }]],
    ['Products', 'aggregate(Price with max as A,Price with min as B,Price with countdistinct as N)', [{ A: '9007199254740993.10', B: '0.10', N: '3' }]],
    ['Products', 'filter(Price lt 1)/aggregate(Price with sum as S,Price with average as V)', [{ S: '0.5000', V: '0.16666666666666666' }]],
    ['Products', "filter(ID eq 'P5')/aggregate(Price with sum as S,Price with average as V,Price with max as M,$count as N)", [{ S: null, V: null, M: null, N: '1' }]],
    ['Products', 'groupby((Price),aggregate($count as N))', [{ Price: null, N: '1' }, { Price: '0.10', N: '1' }, { Price: '0.20', N: '2' }, { Price: '9007199254740993.10', N: '1' }]],
    ['Products', 'groupby((Price,ID))/groupby((Price),aggregate(ID with max as Last))/filter(Price lt 1)', [{ Price: '0.10', Last: 'P1' }, { Price: '0.20', Last: 'P4' }]],
    ['Products', 'compute(Price as Cost)/groupby((Cost))/orderby(Cost desc)/top(1)', [{ Cost: '9007199254740993.10' }]],
    ['Products', 'compute(Price mul 2 as Twice)/aggregate(Twice with min as M)', [{ M: '0.20' }]],
    ['Sales', 'concat(aggregate(Amount with sum as Amount2),groupby((Day),aggregate(Amount with sum as Amount2))/top(1))', [{ Amount2: '24' }, { Day: '2022-01-01', Amount2: '8' }]],
    ['Sales', 'groupby((Day),filter(Amount gt 2)/aggregate(Amount with sum as S))/filter(S ne null)', [{ Day: '2022-01-01', S: '8' }, { Day: '2022-08-07', S: '4' }, { Day: '2022-11-09', S: '4' }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
}, SALES)

onBothDatabases('3.2.3 enumerations, durations and what is inside complex values are grouped and aggregated', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Products', 'groupby((Size),aggregate($count as N))', [{ Size: null, N: '2' }, { Size: 'Small', N: '1' }, { Size: 'Large', N: '2' }]],
    ['Products', 'groupby((Marks))', [{ Marks: null }, { Marks: 'New' }, { Marks: 'New,Last' }, { Marks: 'Hot,Last' }]],
    ['Products', "filter(Size eq 'Large')/groupby((Size))/filter(Size eq Sales.Size'Large')", [{ Size: 'Large' }]],
    ['Products', 'groupby((Lasts))', [{ Lasts: null }, { Lasts: '-PT0.5S' }, { Lasts: 'PT1H30M' }, { Lasts: 'P400D' }]],
    ['Products', "aggregate(Lasts with max as Longest)/compute(Longest add duration'PT0.25S' as More)", [{ Longest: 'P400D', More: 'P400DT0.25S' }]],
    ['Products', 'aggregate(Size with countdistinct as N)', [{ N: '2' }]],
    ['Customers', 'groupby((Home/City))', [{ Home: { City: null } }, { Home: { City: 'Austin' } }, { Home: { City: 'Boston' } }, { Home: { City: 'Rotterdam' } }]],
    ['Customers', 'groupby((Home/People,Country),aggregate($count as N))/filter(Home/People eq 650000)', [
      { Home: { People: '650000' }, Country: 'Netherlands', N: '1' }, { Home: { People: '650000' }, Country: 'USA', N: '1' }]],
    ['Customers', 'aggregate(Home/People with sum as P,Home/City with max as C)', [{ P: '2260000', C: 'Rotterdam' }]],
    ['Customers', 'groupby((Home/Sales.Harbour/Depth))', [{ Home: { Depth: null } }, { Home: { Depth: '24' } }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
}, SALES)

onBothDatabases('3.2.3.1 grouping by paths to related entities', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Sales', 'groupby((Customer/Country),aggregate(Amount with sum as Total))', [{ Customer: { Country: 'Netherlands' }, Total: '5' }, { Customer: { Country: 'USA' }, Total: '19' }]],
    ['Sales', 'groupby((Product/Category/Name,Customer/Country),aggregate(Amount with max as Most))', [
      { Product: { Category: { Name: 'Food' } }, Customer: { Country: 'Netherlands' }, Most: '1' }, { Product: { Category: { Name: 'Food' } }, Customer: { Country: 'USA' }, Most: '8' },
      { Product: { Category: { Name: 'Non-Food' } }, Customer: { Country: 'Netherlands' }, Most: '2' }, { Product: { Category: { Name: 'Non-Food' } }, Customer: { Country: 'USA' }, Most: '4' }]],
    ['Products', 'groupby((Category/Name),aggregate($count as N))', [{ Category: { Name: null }, N: '1' }, { Category: { Name: 'Food' }, N: '2' }, { Category: { Name: 'Non-Food' }, N: '2' }]],
    ['Sales', "groupby((Customer/Country,Product/Name),aggregate(Amount with sum as T))/filter(Customer/Country eq 'USA')/orderby(T desc,Product/Name)/top(2)", [
      { Customer: { Country: 'USA' }, Product: { Name: 'Coffee' }, T: '12' }, { Customer: { Country: 'USA' }, Product: { Name: 'Paper' }, T: '5' }]],
    ['Sales', 'groupby((Customer/Country,Customer/Name,ID))/groupby((Customer/Country),aggregate(ID with sum as I))', [
      { Customer: { Country: 'Netherlands' }, I: '21' }, { Customer: { Country: 'USA' }, I: '15' }]],
    ['Sales', 'groupby((Customer/Home/City,Customer/ID))/top(1)', [{ Customer: { Home: { City: 'Austin' }, ID: 'C2' } }]],
    ['Sales', 'groupby((Product/Sales.Food/Energy),aggregate($count as N))', [{ Product: { Energy: null }, N: '4' }, { Product: { Energy: '2' }, N: '2' }, { Product: { Energy: '387' }, N: '2' }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
  const grouped = '$apply=groupby((Customer/Country,Product/Name),aggregate(Amount with sum as T))'
  t.same(await itemsOf(call, 'Sales', `${grouped}&$orderby=Customer/Country,T desc&$select=Customer/Country,T&$top=1`), [{ Customer: { Country: 'Netherlands' }, T: '4' }])
  t.same(await itemsOf(call, 'Sales', `${grouped}&$filter=Customer/Country eq 'USA'&$select=Product&$top=1`), [{ Product: { Name: 'Coffee' } }])
  t.match(await answerOf(call, 'Sales', `${grouped}&$filter=Customer/Name eq 'Sue'`), /^400 \$filter: /)
  t.match(await answerOf(call, 'Sales', '$apply=groupby((Customer))'), /^501 /)
  t.match(await answerOf(call, 'Customers', '$apply=groupby((Home))'), /^501 /)
  t.match(await answerOf(call, 'Customers', '$apply=groupby((Sales))'), /^400 /)
  t.match(await answerOf(call, 'Customers', '$apply=aggregate(Sales/Nothing/any() with max as T)'), /^400 /)
  t.match((json(await call('GET', `/odata/Sales?${grouped.replaceAll(' ', '%20')}`)))['@odata.context'], /\$metadata#Sales\(Customer\(Country\),Product\(Name\),T\)$/)
}, SALES)

onBothDatabases('3.1 expressions of transformations reach what items are related to, while they are those of the resource', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Sales', "filter(Customer/Country eq 'USA' and Product/Category/Name eq 'Food')/aggregate($count as N)", [{ N: '3' }]],
    ['Sales', 'aggregate(Product/Name with max as Last,Customer/Name with countdistinct as N)', [{ Last: 'Sugar', N: '2' }]],
    ['Customers', 'filter(Sales/any(s:s/Amount gt 4))/aggregate($count as N)', [{ N: '1' }]],
    ['Customers', 'compute(Sales/$count as Sold)/filter(Sold gt 0)/aggregate(Sold with sum as All,Sold with max as Most)', [{ All: '8', Most: '3' }]],
    ['Customers', 'aggregate(Sales/$count as Sold)', [{ Sold: '8' }]],
    ['Customers', "orderby(Sales/$count desc)/top(2)/groupby((Country),filter(Sales/all(s:s/Product/Name ne 'Coffee'))/aggregate($count as N))", [{ Country: 'Netherlands', N: '1' }, { Country: 'USA', N: '0' }]],
    ['Products', 'filter(Sales.Food/Energy gt 100)/aggregate($count as N)', [{ N: '1' }]],
    ['Products', 'filter(isof(Sales.Food))/aggregate(Sales.Food/Energy with sum as E)', [{ E: '389' }]],
    ['Products', "filter(Tags/any(t:t eq 'black'))/groupby((Category/Name))", [{ Category: { Name: 'Food' } }, { Category: { Name: 'Non-Food' } }]],
    ['Customers', 'concat(top(1),skip(3))/compute(Sales/$count as Sold)/aggregate(Sold with sum as S)', [{ S: '3' }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
}, SALES)

onBothDatabases('3.1 items that are left as they are look as they do without $apply', async (t, { call }) => {
  await seedSales(t, call)
  const plain = await answerOf(call, 'Customers', "$filter=Country eq 'USA'&$expand=Sales($select=ID)")
  t.same(await answerOf(call, 'Customers', "$apply=filter(Country eq 'USA')&$expand=Sales($select=ID)"), plain)
  t.same(await answerOf(call, 'Products', '$apply=orderby(ID desc)/top(3)'), await answerOf(call, 'Products', '$orderby=ID desc&$top=3'))
  t.same(await itemsOf(call, 'Customers', '$apply=compute(Sales/$count as Sold)&$orderby=Sold desc,ID&$select=ID,Sold&$top=2'), [{ ID: 'C1', Sold: '3' }, { ID: 'C3', Sold: '3' }])
  t.same(await itemsOf(call, 'Customers', "$apply=concat(filter(ID eq 'C1')/compute(1 as One),top(1))&$select=ID,One"), [{ ID: 'C1', One: '1' }, { ID: 'C1' }])
  t.same(await itemsOf(call, 'Sales', '$apply=filter(ID le 2)&$expand=Product($select=Name)&$select=ID'), [{ ID: '1', Product: { Name: 'Paper' } }, { ID: '2', Product: { Name: 'Sugar' } }])
  const seen: unknown[] = []
  for (let url: string | undefined = '/odata/Sales?$apply=filter(Amount%20gt%201)&$orderby=Amount%20desc'; url !== undefined;) {
    const page = json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=2' } }))
    seen.push(...(page['value'] as Array<{ ID: number }>).map(({ ID }) => ID))
    url = (page['@odata.nextLink'] as string | undefined)?.replace(/^https?:\/\/[^/]*/, '')
  }
  t.same(seen, [4, 3, 5, 2, 6, 8])
  t.match(await answerOf(call, 'Customers', '$apply=concat(top(3)/skip(1),skip(3),aggregate($count as N))'), {
    '@odata.context': /#Customers\(ID,Name,Country,Home,N\)$/,
    value: [{ ID: 'C2', Home: { City: 'Austin', People: '960000' } }, { Home: { '@odata.type': '#Sales.Harbour', City: 'Rotterdam', Depth: '24' } }, { ID: 'C4', Home: null }, { N: '4' }]
  })
  t.same(await itemsOf(call, 'Customers', "$apply=concat(filter(ID eq 'C3'),aggregate($count as N))&$select=Home,N"), [{ Home: { City: 'Rotterdam', People: '650000', Depth: '24' } }, { N: '4' }])
  t.match((await call('GET', '/odata/Customers?$apply=concat(top(1),aggregate($count%20as%20N))&$format=application/json;odata.metadata=full;IEEE754Compatible=true')).body, /"Home":\{"@odata.type":"#Sales.Place","City":"Boston","People@odata.type":"#Int64","People":"650000"\}\},\{"N@odata.type":"#Int64","N":"4"\}/)
}, SALES)

onBothDatabases('5.1.1 and 5.1.3 computing with stored Decimals, durations and enumerations', async (t, { call }) => {
  await seedSales(t, call)
  t.same(await itemsOf(call, 'Products', "$compute=Price mul 3 as Three,Size as Is,Marks as Has,Lasts as For,Price as Cost&$select=Three,Is,Has,For,Cost&$filter=ID in ('P1','P4')"), [
    { Three: '0.30', Is: 'Small', Has: 'New', For: 'P400D', Cost: '0.10' }, { Three: '0.6000', Is: null, Has: 'Hot,Last', For: '-PT0.5S', Cost: '0.2000' }])
  t.same(await itemsOf(call, 'Products', '$filter=Price mul 10 eq 2&$select=ID'), [{ ID: 'P2' }, { ID: 'P4' }])
  t.same(await itemsOf(call, 'Products', '$filter=Price gt Price sub 1 and Price add 1 le 1.1&$select=ID'), [{ ID: 'P1' }])
  t.same(await itemsOf(call, 'Products', '$filter=round(Price) eq 0 and (Price add 0.5) in (0.7,7)&$select=ID'), [{ ID: 'P2' }, { ID: 'P4' }])
  t.same(await itemsOf(call, 'Products', "$filter=case(Size eq 'Small':Price,true:1) lt 0.5&$select=ID"), [{ ID: 'P1' }])
  t.same(await itemsOf(call, 'Sales', '$filter=Amount eq Product/Price mul 20&$select=ID'), [{ ID: '2' }, { ID: '3' }])
}, SALES)
