/** `$apply` through what items are related to (OData Extension for Data Aggregation 4.0): collections aggregated, joined and nested. */
import { onBothDatabases } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'

type Case = readonly [path: string, apply: string, expected: unknown]

onBothDatabases('3.1.3 values through collections are aggregated; each entity that a path comes to counts once', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Customers', 'aggregate(Sales/Amount with sum as T)', [{ T: '24' }]],
    ['Customers', 'groupby((Name),aggregate(Sales/Amount with sum as T,Sales/$count as N,$count as M))', [
      { Name: 'Joe', T: '7', N: '3', M: '1' }, { Name: 'Luc', T: null, N: '0', M: '1' }, { Name: 'Sue', T: '17', N: '5', M: '2' }]],
    ['Products', 'groupby((Name),aggregate(Sales/Amount with sum as T))', [
      { Name: 'Coffee', T: '12' }, { Name: 'Nothing', T: null }, { Name: 'Paper', T: '9' }, { Name: 'Pencil', T: null }, { Name: 'Sugar', T: '3' }]],
    ['Categories', 'groupby((Name),aggregate(Products/Sales/Amount with average as A,Products/$count as P,Products/Sales/Customer/Country with countdistinct as C))', [
      { Name: 'Food', A: '3.75', P: '2', C: '2' }, { Name: 'Non-Food', A: '2.25', P: '2', C: '2' }]],
    // Joe bought three products, which count once each, and so does Sue.
    ['Sales', 'groupby((Customer/Name),aggregate(Product/$count as P,Product with countdistinct as D,Customer/Sales/$count as All))', [
      { Customer: { Name: 'Joe' }, P: '3', D: '3', All: '3' }, { Customer: { Name: 'Sue' }, P: '3', D: '3', All: '5' }]],
    ['Sales', 'aggregate(Customer/Home/People with sum as P,Customer/Home/People with max as M)', [{ P: '2260000', M: '960000' }]],
    ['Sales', "filter(Customer/ID ne 'C1')/aggregate(Customer/Sales/Product/Category/$count as C,Product/Sales.Food/Energy with sum as E)", [{ C: '2', E: '389' }]],
    ['Sales', 'aggregate(Customer/Home/Sales.Harbour/Depth with sum as D,Product/Sales.Food/$count as F)', [{ D: '24', F: '2' }]],
    ['Products', 'aggregate(Tags with countdistinct as N,Tags/$count as All)', [{ N: '3', All: '4' }]],
    ['Categories', 'groupby((Name),aggregate(Products/Tags with max as Last,Products/Tags with countdistinct as N))', [
      { Name: 'Food', Last: 'sweet', N: '3' }, { Name: 'Non-Food', Last: 'black', N: '1' }]],
    ['Customers', 'concat(identity,identity)/aggregate(Sales/$count as N,$count as M,Sales/Product/Price with sum as P)', [{ N: '8', M: '8', P: '9007199254740993.40' }]],
    ['Customers', "filter(Country eq 'USA')/groupby((Country),topcount(1,Sales/$count)/aggregate(Sales/Day with min as First,Sales/Amount with max as Most))", [
      { Country: 'USA', First: '2022-01-03', Most: '4' }]],
    ['Customers', 'groupby((Country),filter(Sales/any())/aggregate(Sales/Amount with sum as T))', [
      { Country: 'France', T: null }, { Country: 'Netherlands', T: '5' }, { Country: 'USA', T: '19' }]],
    ['Customers', 'groupby((rollup($all,Country)),aggregate(Sales/Product/Size with countdistinct as S))', [
      { Country: 'France', S: '0' }, { Country: 'Netherlands', S: '2' }, { Country: 'USA', S: '2' }, { S: '2' }]],
    ["Categories('PG1')/Products", 'aggregate(Sales/Customer/Name with countdistinct as N)', [{ N: '2' }]],
    ['Customers', 'filter(false)/aggregate(Sales/Amount with sum as T,Sales/$count as N)', [{ T: null, N: '0' }]],
    ['Customers', 'aggregate(Sales/Amount with sum from Country with max as T)', [{ T: '19' }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
  t.same(await itemsOf(call, 'Categories', '$expand=Products($apply=aggregate(Sales/Amount with sum as T))&$select=ID'), [{ ID: 'PG1', Products: [{ T: '15' }] }, { ID: 'PG2', Products: [{ T: '9' }] }])
  t.match(await answerOf(call, 'Customers', '$apply=aggregate(Sales with sum as T)'), /^400 /)
  t.match(await answerOf(call, 'Customers', '$apply=aggregate(Sales/Nonsense with sum as T)'), /^400 /)
  t.match(await answerOf(call, 'Customers', '$apply=aggregate(Sales/Day with sum as T)'), /^400 /)
  const loop = 'Customer/Sales/'.repeat(6)
  t.match(await answerOf(call, 'Sales', `$apply=aggregate(${loop}Amount with sum as T)`), /^400 .*through more than 10/)
}, SALES)

onBothDatabases('3.5.1 join and outerjoin put each entity of a collection beside its item', async (t, { call }) => {
  await seedSales(t, call)
  const links = [['P1', 2], ['P1', 7], ['P2', 3], ['P2', 4], ['P3', 1], ['P3', 5], ['P3', 6], ['P3', 8]]
  const joined = links.map(([ID, sale]) => ({ ID, Sale: { ID: String(sale) } }))
  t.same(await itemsOf(call, 'Products', '$apply=join(Sales as Sale)&$select=ID&$expand=Sale($select=ID)'), joined)
  t.same(await itemsOf(call, 'Products', '$apply=outerjoin(Sales as Sale)&$select=ID&$expand=Sale($select=ID)'),
    [...joined, { ID: 'P4', Sale: null }, { ID: 'P5', Sale: null }])
  t.match(await answerOf(call, 'Products', '$apply=join(Sales as Sale)&$select=ID&$expand=Sale&$top=1&$count=true'), {
    '@odata.context': /\$metadata#Products\(ID,Sale\(\)\)$/, '@odata.count': '8', value: [{ ID: 'P1', Sale: { '@odata.context': '#Sales/$entity', ID: '2', Amount: '2', Day: '2022-04-10' } }]
  })
  const cases: readonly Case[] = [
    ['Products', 'join(Sales as Sale)/groupby((Name,Sale/Customer/Country),aggregate(Sale/Amount with sum as T))', [
      { Name: 'Coffee', Sale: { Customer: { Country: 'USA' } }, T: '12' }, { Name: 'Paper', Sale: { Customer: { Country: 'Netherlands' } }, T: '4' },
      { Name: 'Paper', Sale: { Customer: { Country: 'USA' } }, T: '5' }, { Name: 'Sugar', Sale: { Customer: { Country: 'Netherlands' } }, T: '1' },
      { Name: 'Sugar', Sale: { Customer: { Country: 'USA' } }, T: '2' }]],
    ['Products', 'outerjoin(Sales as Sale)/groupby((Sale/Day),aggregate($count as N))/top(2)', [{ Sale: { Day: null }, N: '2' }, { Sale: { Day: '2022-01-01' }, N: '1' }]],
    ['Products', 'outerjoin(Sales as Sale,filter(Amount gt 4))/filter(Sale eq null)/aggregate($count as N)', [{ N: '4' }]],
    ['Customers', 'join(Sales as S,topcount(1,Amount))/groupby((Name,S/Product/Name,S/ID))', [
      { Name: 'Joe', S: { Product: { Name: 'Coffee' }, ID: '3' } }, { Name: 'Sue', S: { Product: { Name: 'Coffee' }, ID: '4' } }, { Name: 'Sue', S: { Product: { Name: 'Paper' }, ID: '6' } }]],
    ['Customers', 'join(Sales as S,orderby(Amount desc,ID)/skip(1)/top(1))/compute(S/Amount mul 2 as Twice)/groupby((S/ID,Twice))/orderby(S/ID)', [
      { S: { ID: '2' }, Twice: '4' }, { S: { ID: '5' }, Twice: '8' }, { S: { ID: '8' }, Twice: '4' }]],
    ['Customers', 'join(Sales as S)/join(Sales as Other)/filter(S/ID lt Other/ID and S/Product/Name eq Other/Product/Name)/groupby((ID,S/ID,Other/ID))', [
      { ID: 'C3', S: { ID: '6' }, Other: { ID: '8' } }]],
    ['Customers', 'join(Sales as S)/aggregate(S/Amount with sum as T,S/Product/$count as P,S with countdistinct as N,$count as M)', [{ T: '24', P: '3', N: '8', M: '8' }]],
    ['Customers', 'groupby((Country),join(Sales as S)/aggregate(S/Amount with max as M))', [{ Country: 'France', M: null }, { Country: 'Netherlands', M: '2' }, { Country: 'USA', M: '8' }]],
    ['Customers', "concat(join(Sales as S,filter(Amount gt 4)),filter(ID eq 'C4')/outerjoin(Sales as S))/groupby((ID,S/Amount))", [{ ID: 'C2', S: { Amount: '8' } }, { ID: 'C4', S: { Amount: null } }]],
    ['Categories', 'join(Products/Sales.Food as F)/groupby((F/Energy,F/Name))', [{ F: { Energy: '2', Name: 'Coffee' } }, { F: { Energy: '387', Name: 'Sugar' } }]],
    ['Customers', 'join(Sales as S)/filter(S/Product/Tags/any(t:t eq \'hot\'))/orderby(S/Amount)/groupby((S/Product/Sales.Food/Energy,S/Customer/ID))', [
      { S: { Product: { Energy: '2' }, Customer: { ID: 'C1' } } }, { S: { Product: { Energy: '2' }, Customer: { ID: 'C2' } } }]]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}`), expected, apply)
  t.same(await itemsOf(call, 'Customers', "$apply=concat(join(Sales as S,top(1)),filter(ID eq 'C4'))&$select=ID&$expand=S($select=ID;$expand=Product($select=Name))&$filter=ID ne 'C2'"), [
    { ID: 'C1', S: { ID: '1', Product: { Name: 'Paper' } } }, { ID: 'C3', S: { ID: '6', Product: { Name: 'Paper' } } }, { ID: 'C4' }])
  t.same(await itemsOf(call, 'Customers', '$apply=join(Sales as S)&$orderby=S/Amount desc,ID&$top=1&$select=ID&$expand=S($select=Amount),Sales/$count'), [{ ID: 'C2', S: { Amount: '8' }, 'Sales@odata.count': '2' }])
  t.equal((await call('GET', '/odata/Products/$count?$apply=outerjoin(Sales%20as%20Sale)')).body, '10')
  t.same(await itemsOf(call, 'Categories', "$expand=Products($apply=join(Sales as S);$select=ID;$expand=S($select=ID);$top=1)&$select=ID&$filter=ID eq 'PG1'"), [
    { ID: 'PG1', Products: [{ ID: 'P1', S: { ID: '2' } }] }])
  const wrong = ['join(Sales as Name)', 'join(Sales as S)/join(Sales as S)', 'join(Sales as Sales)', 'join(Name as N)', 'join(Nothing as N)', 'join(Sales as S)/groupby((S/Nothing))', 'join(Sales as S)/compute(1 as S)', 'join(Sales as S)/topcount(1,S)']
  for (const apply of wrong) t.match(await answerOf(call, 'Customers', `$apply=${apply}`), /^400 /, apply)
  const later = ['join(Sales as S,aggregate($count as N))', 'join(Sales as S,compute(1 as One))', "join(Sales as S,filter(ID eq 1 and $it/ID eq 'C1'))", 'concat(join(Sales as S),aggregate($count as N))', 'join(Sales as S)/groupby((S))', 'join(Sales as S)/compute(S as T)']
  for (const apply of later) t.match(await answerOf(call, 'Customers', `$apply=${apply}`), /^501 /, apply)
  const five = Array.from({ length: 5 }, (_value, index) => `join(Sales as S${index})`).join('/')
  t.match(await answerOf(call, 'Customers', `$apply=${five}`), /^400 .*more than 4 times join/)
  t.match(await answerOf(call, 'Products', '$apply=join(Tags as T)'), /^400 /)
}, SALES)

onBothDatabases('3.4.3 addnested gives items what is made of related entities', async (t, { call }) => {
  await seedSales(t, call)
  const nested = '$apply=addnested(Sales,filter(Amount gt 3) as Large)'
  t.match(await answerOf(call, 'Customers', nested), {
    '@odata.context': /\$metadata#Customers\(Large\(\)\)$/,
    value: [
      { ID: 'C1', Name: 'Joe', 'Large@odata.context': '#Sales', Large: [{ ID: '3', Amount: '4' }] }, { ID: 'C2', Large: [{ ID: '4' }, { ID: '5' }] }, { ID: 'C3', Large: [] }, { ID: 'C4', Large: [] }]
  })
  const shown = async (query: string): Promise<unknown> =>
    JSON.parse(JSON.stringify(await itemsOf(call, 'Customers', query), (name, value: unknown) => name.includes('@') ? undefined : value))
  t.same(await shown('$apply=addnested(Sales,groupby((Product/Name),aggregate(Amount with sum as T))/topcount(1,T) as Best,aggregate($count as N) as All)/filter(Sales/any())&$select=ID'), [
    { ID: 'C1', Best: [{ Product: { Name: 'Coffee' }, T: '4' }], All: [{ N: '3' }] }, { ID: 'C2', Best: [{ Product: { Name: 'Coffee' }, T: '8' }], All: [{ N: '2' }] },
    { ID: 'C3', Best: [{ Product: { Name: 'Paper' }, T: '4' }], All: [{ N: '3' }] }])
  t.same(await shown(`${nested}&$select=ID&$top=1&$expand=Sales($select=ID;$top=1)`), [{ ID: 'C1', Sales: [{ ID: '1' }] }])
  t.same(await shown("$apply=addnested(Sales,topcount(1,Amount)/compute(Amount mul 2 as D) as Top)/filter(ID eq 'C2')/addnested(Sales,aggregate($count as N) as N)&$select=ID&$expand=N"), [{ ID: 'C2', N: [{ N: '2' }] }])
  t.same(await shown(`${nested}/aggregate($count as N)`), [{ N: '4' }])
  t.match(await itemsOf(call, 'Categories', '$apply=addnested(Products/Sales.Food,filter(Energy gt 10) as Rich)&$select=ID'), [{ ID: 'PG1', Rich: [{ ID: 'P1', Energy: '387' }] }, { ID: 'PG2', Rich: [] }])
  for (const apply of ['addnested(Sales,identity as Name)', 'addnested(Sales,identity as A)/compute(1 as A)', 'addnested(Sales,identity as A,identity as A)', 'addnested(Sales,filter(Nothing eq 1) as A)', 'addnested(Name,identity as A)', 'addnested(Nothing,identity as A)']) {
    t.match(await answerOf(call, 'Customers', `$apply=${apply}`), /^400 /, apply)
  }
  for (const apply of ['addnested(Home,identity as A)', 'addnested(Sales,identity as A)/filter(A/any())', 'concat(addnested(Sales,identity as A),top(1))', 'groupby((Name))/addnested(Sales,identity as A)', "addnested(Sales,filter($it/ID eq 'C1') as A)"]) {
    t.match(await answerOf(call, 'Customers', `$apply=${apply}`), /^501 /, apply)
  }
  t.match(await answerOf(call, 'Customers', `${nested}&$expand=Large($top=1)`), /^501 /)
  const page = JSON.parse((await call('GET', '/odata/Customers?$apply=addnested(Sales,filter(Amount%20gt%200)%20as%20S)', { headers: { prefer: 'odata.maxpagesize=2' } })).body) as { '@odata.nextLink': string }
  t.match(page['@odata.nextLink'], /skiptoken/)
}, SALES)

onBothDatabases('3.2.5 concat of items with complex values and others, which are grouped or counted then', async (t, { call }) => {
  await seedSales(t, call)
  const groups = 'groupby((Name),aggregate($count as N))'
  t.same(await itemsOf(call, 'Customers', `$apply=concat(${groups},filter(true))/groupby((Name),aggregate($count as M))`), [{ Name: 'Joe', M: '2' }, { Name: 'Luc', M: '2' }, { Name: 'Sue', M: '3' }])
  t.same(await itemsOf(call, 'Customers', `$apply=concat(identity,${groups})/aggregate($count as M)`), [{ M: '7' }])
}, SALES)
