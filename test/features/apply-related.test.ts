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
