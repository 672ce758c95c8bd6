/** Recursive hierarchies (OData Extension for Data Aggregation 4.0, section 6.2): the examples of the specification, and circles. */
import { onBothDatabases } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'

type Case = readonly [path: string, apply: string, expected: readonly (number | string)[]]

const ORGS = '$root/Organizations,Orgs,ID'
const OF_SALES = '$root/Organizations,Orgs,Organization/ID'
const OF_CUSTOMERS = '$root/Organizations,Orgs,Sales/Organization/ID'
const ids = (values: readonly (number | string)[]): unknown => values.map(ID => ({ ID: String(ID) }))

onBothDatabases('6.2.1 ancestors and descendants', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Organizations', `ancestors(${ORGS},filter(contains(Name,'East') or contains(Name,'Central')))`, ['Sales', 'US', 'EMEA']],
    ['Organizations', `descendants(${ORGS},filter(Name eq 'US'),keep start)`, ['US', 'US West', 'US East']],
    ['Organizations', `descendants(${ORGS},filter(Name eq 'US'))`, ['US West', 'US East']],
    ['Organizations', `descendants(${ORGS},filter(ID eq 'EMEA'))`, ['EMEA Central', 'Sales Netherlands', 'Sales Germany']],
    ['Organizations', `descendants(${ORGS},filter(ID eq 'EMEA'),1)`, ['EMEA Central', 'Sales Netherlands']],
    ['Organizations', `descendants(${ORGS},filter(ID in ('EMEA','Sales')),1)`, ['US', 'EMEA', 'EMEA Central', 'Sales Netherlands']],
    ['Organizations', `descendants(${ORGS},filter(ID in ('EMEA','EMEA Central')),2,keep start)`, ['EMEA', 'EMEA Central', 'Sales Netherlands', 'Sales Germany']],
    ['Organizations', `ancestors(${ORGS},filter(ID eq 'Sales Germany'),2)`, ['EMEA', 'EMEA Central']],
    ['Organizations', `descendants(${ORGS},filter(ID eq 'Sales'))/ancestors(${ORGS},filter(ID eq 'Sales Germany'),keep start)`, ['EMEA', 'EMEA Central', 'Sales Germany']],
    ['Organizations', `ancestors(${ORGS},filter(false),keep start)`, []],
    ['Organizations', `descendants(${ORGS},ancestors(${ORGS},filter(ID eq 'US East'),1))/filter(Superior/Name eq 'US')`, ['US West', 'US East']],
    // From here on the items are related to the nodes.
    ['Sales', `ancestors(${OF_SALES},filter(contains(Organization/Name,'East') or contains(Organization/Name,'Central')),keep start)`, [4, 5, 6, 7, 8]],
    ['Sales', `descendants(${OF_SALES},topcount(1,Amount),keep start)`, [4, 5]],
    ['Sales', `descendants(${OF_SALES},topcount(1,Amount))`, []],
    ['Sales', `groupby((Customer/Country),ancestors(${OF_SALES},topcount(1,Amount),keep start))`, [6, 7, 8, 4, 5]],
    // An item may be related to several nodes.
    ['Customers', `descendants(${OF_CUSTOMERS},filter(ID eq 'C1'),keep start)`, ['C1']],
    ['Products', `descendants(${OF_CUSTOMERS},filter(ID eq 'P1'),keep start)`, ['P1', 'P2', 'P3']],
    ['Products', `ancestors(${OF_CUSTOMERS},filter(Name eq 'Coffee'),keep start)/filter(Price gt 0.15)`, ['P2', 'P3']],
    ['Products', `ancestors(${OF_CUSTOMERS},filter(Name eq 'Coffee'))`, []],
    ['Organizations', 'descendants($root/Organizations,Matrix,Superiors/ID,filter(ID eq \'US\'))', []],
    ['Products', `groupby((Category/Name),descendants(${OF_CUSTOMERS},filter(Name ne 'Sugar'),keep start))`, ['P1', 'P2', 'P3']]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}&$select=ID`), ids(expected), apply)
  t.same(await itemsOf(call, 'Sales', `$apply=ancestors(${OF_SALES},filter(Organization/ID eq 'US East'),keep start)/aggregate(Amount with sum as T)`), [{ T: '12' }])
  t.same(await itemsOf(call, 'Sales', `$apply=groupby((Organization/ID),aggregate(Amount with sum as T))/descendants(${OF_SALES},filter(T gt 10),keep start)`), [
    { Organization: { ID: 'US East' }, T: '12' }])
  t.match(await answerOf(call, 'Organizations', `$apply=descendants(${ORGS},filter(ID eq 'US'),keep start)&$expand=Superior($select=ID)&$count=true&$top=2`), { '@odata.context': /#Organizations\(Superior\(ID\)\)$/, '@odata.count': '3', value: [{ ID: 'US', Superior: { ID: 'Sales' } }, { ID: 'US West', Superior: { ID: 'US' } }] })
  const wrong = [
    "$root/Organizations,Nothing,ID,filter(ID eq 'US')", "$root/Nothing,Orgs,ID,filter(ID eq 'US')", "Organizations,Orgs,ID,filter(ID eq 'US')", "$root/Organizations,Orgs,Nothing,filter(ID eq 'US')",
    "$root/Products,Orgs,ID,filter(ID eq 'US')", '$root/Organizations,Orgs,ID,aggregate($count as N)', "$root/Organizations,Orgs,Superior,filter(ID eq 'US')", `${ORGS},identity,0`, `${ORGS},identity,1001`
  ]
  for (const parameters of wrong) t.match(await answerOf(call, 'Organizations', `$apply=descendants(${parameters})`), /^400 /, parameters)
  t.match(await answerOf(call, 'Sales', '$apply=descendants($root/Organizations,Orgs,Amount,identity)'), /^400 /)
  t.match(await answerOf(call, 'Organizations', "$apply=descendants($root/Organizations('US')/Superior,Orgs,ID,identity)"), /^(400|501) /)
}, SALES)

onBothDatabases('6.2.2 traverse: items in the order of the tree', async (t, { call }) => {
  await seedSales(t, call)
  const cases: readonly Case[] = [
    ['Organizations', `traverse(${ORGS},preorder)`, ['Sales', 'US', 'US West', 'US East', 'EMEA', 'EMEA Central', 'Sales Germany', 'Sales Netherlands']],
    ['Organizations', `traverse(${ORGS},postorder)`, ['US West', 'US East', 'US', 'Sales Germany', 'EMEA Central', 'Sales Netherlands', 'EMEA', 'Sales']],
    ['Organizations', `traverse(${ORGS},preorder,Name)`, ['Sales', 'EMEA', 'EMEA Central', 'Sales Germany', 'Sales Netherlands', 'US', 'US East', 'US West']],
    ['Organizations', `traverse(${ORGS},preorder,length(Name) desc,Name desc)`, ['Sales', 'EMEA', 'EMEA Central', 'Sales Germany', 'Sales Netherlands', 'US', 'US West', 'US East']],
    ['Organizations', `descendants(${ORGS},filter(Name eq 'US'),keep start)/ancestors(${ORGS},filter(contains(Name,'East')),keep start)/traverse(${ORGS},preorder)`, ['US', 'US East']],
    ['Organizations', `filter(ID ne 'EMEA')/traverse(${ORGS},postorder,Name desc)/skip(2)/top(4)`, ['US', 'Sales Netherlands', 'Sales Germany', 'EMEA Central']],
    ['Sales', `traverse(${OF_SALES},preorder,Name)`, [6, 7, 8, 4, 5, 1, 2, 3]],
    ['Sales', `orderby(Amount desc)/traverse(${OF_SALES},preorder)`, [3, 2, 1, 4, 5, 6, 8, 7]]
  ]
  for (const [path, apply, expected] of cases) {
    const items = await itemsOf(call, path, `$apply=${apply}&$select=ID`) as Array<{ ID: string }>
    t.same(items.map(({ ID }) => ({ ID })), ids(expected), apply)
  }
  // The nodes are shown, unless something else is asked for.
  t.match(await answerOf(call, 'Sales', `$apply=traverse(${OF_SALES},preorder)&$select=ID&$top=1`), { '@odata.context': /#Sales\(ID,Organization\(\)\)$/, value: [{ ID: '1', Organization: { ID: 'US West' } }] })
  t.same(await itemsOf(call, 'Sales', `$apply=traverse(${OF_SALES},preorder)&$select=ID&$expand=Product($select=ID)&$top=1`), [{ ID: '1', Product: { ID: 'P3' } }])
  t.same(await itemsOf(call, 'Sales', `$apply=groupby((Organization/ID),aggregate(Amount with sum as T))/traverse(${OF_SALES},postorder)`), [
    { Organization: { ID: 'US West' }, T: '7' }, { Organization: { ID: 'US East' }, T: '12' }, { Organization: { ID: 'EMEA Central' }, T: '5' }])
  const seen: string[] = []
  for (let url: string | undefined = `/odata/Organizations?$apply=traverse(${ORGS},postorder)&$select=ID`; url !== undefined;) {
    const page = JSON.parse((await call('GET', url, { headers: { prefer: 'odata.maxpagesize=3' } })).body) as { value: Array<{ ID: string }>, '@odata.nextLink'?: string }
    seen.push(...page.value.map(({ ID }) => ID))
    url = page['@odata.nextLink']?.replace(/^https?:\/\/[^/]*/, '')
  }
  t.same(seen, cases[1]?.[2])
  // From other nodes than the roots, each with all that is below it.
  const parts: readonly Case[] = [
    ['Organizations', `traverse(${ORGS},preorder,descendants(${ORGS},filter(ID eq 'EMEA')))`, ['EMEA Central', 'Sales Germany', 'Sales Netherlands', 'Sales Germany']],
    ['Organizations', `traverse(${ORGS},preorder,filter(ID in ('EMEA','US')),Name desc)`, ['US', 'US West', 'US East', 'EMEA', 'Sales Netherlands', 'EMEA Central', 'Sales Germany']],
    ['Organizations', `traverse(${ORGS},postorder,topcount(2,length(ID)))`, ['Sales Netherlands', 'Sales Germany']],
    ['Organizations', `filter(ID ne 'US')/traverse(${ORGS},postorder,ancestors(${ORGS},filter(contains(Name,'East')),keep start)/skip(1))`, ['US West', 'US East', 'US East']],
    ['Organizations', `traverse(${ORGS},preorder,filter(false))`, []],
    ['Sales', `traverse(${OF_SALES},preorder,descendants(${ORGS},filter(ID eq 'US')),Name)`, [4, 5, 1, 2, 3]]
  ]
  for (const [path, apply, expected] of parts) {
    const items = await itemsOf(call, path, `$apply=${apply}&$select=ID`) as Array<{ ID: string }>
    t.same(items.map(({ ID }) => ({ ID })), ids(expected), apply)
  }
  t.match(await answerOf(call, 'Organizations', `$apply=traverse(${ORGS},preorder,filter(Nothing eq 'US'))`), /^400 /)
  t.match(await answerOf(call, 'Organizations', `$apply=traverse(${ORGS},preorder,Nothing)`), /^400 /)
  for (const transformation of ['traverse(NODES,preorder)', 'groupby((rolluprecursive(NODES)))']) {
    t.match(await answerOf(call, 'Organizations', `$apply=${transformation.replace('NODES', '$root/Organizations,Matrix,Superiors/ID')}`), /^501 Showing one of several nodes/)
    t.match(await answerOf(call, 'Organizations', `$apply=${transformation.replace('NODES', '$root/Organizations,Matrix,Superiors/Nothing')}`), /^400 /)
  }
}, SALES)

onBothDatabases('6.2 what goes round in a circle ends', async (t, { call }) => {
  await seedSales(t, call)
  t.equal((await call('PATCH', "/odata/Organizations('Sales')", { body: { 'Superior@odata.bind': "Organizations('US West')" } })).statusCode, 200)
  const cases: readonly Case[] = [
    ['Organizations', `descendants(${ORGS},filter(ID eq 'US'))`, ['Sales', 'US', 'US West', 'US East', 'EMEA', 'EMEA Central', 'Sales Netherlands', 'Sales Germany']],
    ['Organizations', `ancestors(${ORGS},filter(ID eq 'US East'))`, ['Sales', 'US', 'US West']],
    ['Organizations', `ancestors(${ORGS},filter(ID eq 'US'),1000)`, ['Sales', 'US', 'US West']],
    ['Organizations', `ancestors(${ORGS},filter(ID eq 'US'),1)`, ['Sales']],
    ['Organizations', `traverse(${ORGS},preorder)`, []]
  ]
  for (const [path, apply, expected] of cases) t.same(await itemsOf(call, path, `$apply=${apply}&$select=ID`), ids(expected), apply)
}, SALES)

onBothDatabases('5.5.2.1 functions that ask for the place of a node', async (t, { call }) => {
  await seedSales(t, call)
  const nodes = "HierarchyNodes=$root/Organizations,HierarchyQualifier='Orgs'"
  const cases: readonly Case[] = [
    ['Organizations', `Aggregation.isdescendant(${nodes},Node=ID,Ancestor='EMEA')`, ['EMEA Central', 'Sales Netherlands', 'Sales Germany']],
    ['Organizations', `Aggregation.isdescendant(${nodes},Node=ID,Ancestor='EMEA',MaxDistance=1)`, ['EMEA Central', 'Sales Netherlands']],
    ['Organizations', `Aggregation.isdescendant(${nodes},Node=ID,Ancestor='EMEA',MaxDistance=1,IncludeSelf=true)`, ['EMEA', 'EMEA Central', 'Sales Netherlands']],
    ['Organizations', `Org.OData.Aggregation.V1.isancestor(${nodes},Node=ID,Descendant='Sales Germany',IncludeSelf=true)`, ['Sales', 'EMEA', 'EMEA Central', 'Sales Germany']],
    ['Organizations', `Aggregation.isleaf(${nodes},Node=ID)`, ['US West', 'US East', 'Sales Netherlands', 'Sales Germany']],
    ['Organizations', `Aggregation.isroot(${nodes},Node=ID)`, ['Sales']],
    ['Organizations', `Aggregation.issibling(${nodes},Node=ID,Other='US West')`, ['US East']],
    ['Organizations', `Aggregation.issibling(${nodes},Node=ID,Other='Sales')`, []],
    ['Organizations', `not Aggregation.isdescendant(${nodes},Node=ID,Ancestor=Superior/Superior/ID) and Superior ne null`, ['US', 'EMEA']],
    ['Sales', `Aggregation.isdescendant(${nodes},Node=Organization/ID,Ancestor='EMEA')`, [6, 7, 8]],
    ['Customers', `Sales/any(s:Aggregation.isdescendant(${nodes},Node=s/Organization/ID,Ancestor='US'))`, ['C1', 'C2']],
    ['Customers', `Aggregation.isroot(${nodes},Node=ID)`, []]
  ]
  for (const [path, filter, expected] of cases) t.same(await itemsOf(call, path, `$filter=${filter}&$select=ID`), ids(expected), filter)
  t.same(await itemsOf(call, 'Sales', `$apply=filter(Aggregation.isdescendant(${nodes},Node=Organization/ID,Ancestor='US'))/aggregate(Amount with sum as T)`), [{ T: '19' }])
  t.same(await itemsOf(call, 'Sales', `$apply=groupby((Organization/ID),aggregate(Amount with sum as T))/compute(Aggregation.isleaf(${nodes},Node=Organization/ID) as Leaf)`), [
    { Organization: { ID: 'EMEA Central' }, T: '5', Leaf: false }, { Organization: { ID: 'US East' }, T: '12', Leaf: true }, { Organization: { ID: 'US West' }, T: '7', Leaf: true }])
  t.same(await itemsOf(call, 'Organizations', `$compute=Aggregation.isroot(${nodes},Node=ID) as Root&$select=ID,Root&$top=2&$orderby=Aggregation.isleaf(${nodes},Node=ID),ID desc`), [
    { ID: 'US', Root: false }, { ID: 'Sales', Root: true }])
  t.match(await answerOf(call, "Organizations('US')", `$compute=Aggregation.isroot(${nodes},Node=ID) as Root&$select=Root`), { Root: false })
  t.same(await itemsOf(call, 'Products', `$select=Tags($filter=Aggregation.isleaf(${nodes},Node=$this) or $this eq 'hot')&$filter=ID eq 'P2'`), [{ Tags: ['hot'] }])
  t.match(await answerOf(call, "Products('P2')", `$select=Tags($filter=not Aggregation.isleaf(${nodes},Node=$this))`), { Tags: ['hot', 'black'] })
  t.same(await itemsOf(call, 'Organizations', `$filter=Aggregation.isroot(${nodes},Node='US')`), [])
  t.same(await itemsOf(call, 'Organizations', `$expand=Superior($compute=Aggregation.isroot(${nodes},Node=ID) as Root;$select=Root)&$select=ID&$top=2`), [{ ID: 'Sales', Superior: null }, { ID: 'US', Superior: { Root: true } }])
  const wrong = [
    `Aggregation.isroot(${nodes})`, `Aggregation.isroot(${nodes},Node=ID,Ancestor='US')`, `Aggregation.isdescendant(${nodes},Node=ID)`, "Aggregation.isroot(HierarchyNodes=$root/Products,HierarchyQualifier='Orgs',Node=ID)",
    `Aggregation.isroot(${nodes},Node=1)`, `Aggregation.isdescendant(${nodes},Node=ID,Ancestor='US',MaxDistance=0)`, `Aggregation.isdescendant(${nodes},Node=ID,Ancestor='US',MaxDistance=length(ID))`, `Aggregation.isnothing(${nodes},Node=ID)`
  ]
  for (const filter of wrong) t.match(await answerOf(call, 'Organizations', `$filter=${filter}`), /^400 /, filter)
  t.equal((await call('PATCH', "/odata/Organizations('Sales')", { body: { 'Superior@odata.bind': "Organizations('US West')" } })).statusCode, 200)
  t.same(await itemsOf(call, 'Organizations', `$filter=Aggregation.isancestor(${nodes},Node=ID,Descendant='US')&$select=ID`), ids(['Sales', 'US', 'US West']), 'in a circle each is above itself')
}, SALES)

onBothDatabases('6.3 rolluprecursive: a group for each node, of its items and those of all below it', async (t, { call }) => {
  await seedSales(t, call)
  const node = (ID: string, Name = ID): object => ({ ID, Name })
  const nodes = [node('Sales'), node('US'), node('US West'), node('US East'), node('EMEA'), node('EMEA Central'), node('Sales Netherlands', 'Netherlands'), node('Sales Germany', 'Germany')]
  const withTotals = (totals: ReadonlyArray<string | null>): unknown => totals.map((T, index) => ({ Organization: nodes[index], T }))
  const rollup = (apply: string): string => `$apply=groupby((rolluprecursive(${apply}`
  t.same(await itemsOf(call, 'Sales', `${rollup(OF_SALES)})),aggregate(Amount with sum as T))`), withTotals(['24', '19', '7', '12', '5', '5', null, null]))
  // Example: how many organizations are below each.
  t.same(await itemsOf(call, 'Organizations', `${rollup(ORGS)})),aggregate($count as N)/compute(N sub 1 as Below))`), [7, 2, 0, 0, 3, 1, 0, 0].map((below, index) => ({ ...nodes[index], N: String(below + 1), Below: String(below) })))
  // Example: a part of the hierarchy.
  const inUS = `${OF_SALES},descendants(${ORGS},filter(ID eq 'US'),keep start)`
  t.same(await itemsOf(call, 'Sales', `${rollup(inUS)})),aggregate(Amount with sum as T))`), [{ Organization: nodes[1], T: '19' }, { Organization: nodes[2], T: '7' }, { Organization: nodes[3], T: '12' }])
  // Beside other properties, groups are those that have items.
  const countries = await itemsOf(call, 'Sales', `$apply=groupby((Customer/Country,rolluprecursive(${inUS})),aggregate(Amount with sum as T))`)
  t.same(countries, [{ Organization: nodes[1], Customer: { Country: 'USA' }, T: '19' }, { Organization: nodes[2], Customer: { Country: 'USA' }, T: '7' }, { Organization: nodes[3], Customer: { Country: 'USA' }, T: '12' }])
  t.same(await itemsOf(call, 'Sales', `${rollup(OF_SALES)}),rollup($all,Product/ID)),aggregate(Amount with sum as T))/filter(Organization/ID eq 'EMEA')`), [
    { Organization: nodes[4], Product: { ID: 'P1' }, T: '1' }, { Organization: nodes[4], Product: { ID: 'P3' }, T: '4' }, { Organization: nodes[4], T: '5' }])
  t.same(await itemsOf(call, 'Sales', `${rollup(OF_SALES)})),topcount(1,Amount)/aggregate(Amount with max as M))/filter(M ge 4)/orderby(M,Organization/Name desc)&$select=M`), [{ M: '4' }, { M: '8' }, { M: '8' }, { M: '8' }])
  t.same(await itemsOf(call, 'Sales', `$apply=groupby((Product/Name),groupby((rolluprecursive(${inUS})),aggregate(Amount with sum as T)))/filter(T gt 3)`), [
    { Organization: nodes[1], Product: { Name: 'Coffee' }, T: '12' }, { Organization: nodes[2], Product: { Name: 'Coffee' }, T: '4' }, { Organization: nodes[3], Product: { Name: 'Coffee' }, T: '8' },
    { Organization: nodes[1], Product: { Name: 'Paper' }, T: '5' }, { Organization: nodes[3], Product: { Name: 'Paper' }, T: '4' }])
  t.same((await itemsOf(call, 'Sales', `${rollup(OF_SALES)})))`) as unknown[]).length, 6, 'nodes that items belong to')
  t.match(await answerOf(call, 'Sales', `${rollup(OF_SALES)})),aggregate(Amount with sum as T))&$count=true&$top=1`), { '@odata.context': /#Sales\(Organization\(ID,Name\),T\)$/, '@odata.count': '8' })
  for (const [apply, status] of [['$root/Organizations,Nothing,ID)))', 400], ['$root/Organizations,Orgs,Amount)))', 400], [`${OF_SALES})),aggregate(Nothing with sum as T))`, 400], [`${OF_SALES})),topcount(1,Amount))`, 501], [`${OF_SALES})),aggregate(Amount with sum as Organization))`, 400]] as const) {
    t.match(await answerOf(call, 'Sales', `${rollup(apply)}`), new RegExp(`^${status} `), apply)
  }
  t.equal((await call('PATCH', "/odata/Organizations('US')", { body: { 'Superior@odata.bind': "Organizations('US West')" } })).statusCode, 200)
  t.same(await itemsOf(call, 'Sales', `${rollup(OF_SALES)})),aggregate(Amount with sum as T))`), ['5', '19', '19', '12', '5', '5', null, null].map((T, node) => ({ Organization: nodes[node], T })), 'in a circle each is below each')
}, SALES)

onBothDatabases('6.2.2 and 6.3 a node with several parents is there once for each way that leads to it', async (t, { call }) => {
  await seedSales(t, call)
  const parents: ReadonlyArray<readonly [node: string, ...parents: string[]]> = [
    ['US', 'Sales'], ['EMEA', 'Sales'], ['US West', 'US', 'EMEA'], ['US East', 'US'], ['EMEA Central', 'EMEA'], ['Sales Germany', 'EMEA Central', 'US West']
  ]
  const relate = async (node: string, parent: string): Promise<void> => {
    const { statusCode } = await call('POST', `/odata/Organizations('${node}')/Superiors/$ref`, { body: { '@odata.id': `Organizations('${parent}')` } })
    t.equal(statusCode, 204)
  }
  for (const [node, ...above] of parents) for (const parent of above) await relate(node, parent)
  const matrix = '$root/Organizations,Matrix,ID'
  const walk = async (path: string, apply: string): Promise<unknown> =>
    (await itemsOf(call, path, `$apply=${apply}&$select=ID`) as Array<{ ID: string }>).map(({ ID }) => ID)
  // What is under no other node is a root.
  const pre = ['Sales', 'US', 'US West', 'Sales Germany', 'US East', 'EMEA', 'US West', 'Sales Germany', 'EMEA Central', 'Sales Germany', 'Sales Netherlands']
  t.same(await walk('Organizations', `traverse(${matrix},preorder)`), pre)
  t.same(await walk('Organizations', `traverse(${matrix},postorder,Name desc)`), ['Sales Germany', 'US West', 'US East', 'US', 'Sales Germany', 'US West', 'Sales Germany', 'EMEA Central', 'EMEA', 'Sales', 'Sales Netherlands'])
  t.same(await walk('Organizations', `filter(ID in ('US West','EMEA'))/traverse(${matrix},preorder)`), ['US West', 'EMEA', 'US West'])
  t.same(await walk('Organizations', `traverse(${matrix},preorder,filter(ID in ('EMEA','US West')))`), ['US West', 'Sales Germany', 'EMEA', 'US West', 'Sales Germany', 'EMEA Central', 'Sales Germany'])
  const ofSales = '$root/Organizations,Matrix,Organization/ID'
  t.same(await walk('Sales', `traverse(${ofSales},preorder)`), ['1', '2', '3', '4', '5', '1', '2', '3', '6', '7', '8'])
  const totals = await itemsOf(call, 'Sales', `$apply=groupby((rolluprecursive(${ofSales})),aggregate(Amount with sum as T))&$orderby=Organization/ID`) as Array<{ Organization: { ID: string }, T: string }>
  t.same(totals.map(({ Organization: { ID }, T }) => `${ID} ${T}`), [
    'EMEA 12', 'EMEA Central 5', 'Sales 24', 'Sales Germany null', 'Sales Netherlands null', 'US 19', 'US East 12', 'US West 7'
  ])
  const pages: string[] = []
  for (let url: string | undefined = `/odata/Organizations?$apply=traverse(${matrix},preorder)&$select=ID`; url !== undefined;) {
    const page = JSON.parse((await call('GET', url, { headers: { prefer: 'odata.maxpagesize=4' } })).body) as { value: Array<{ ID: string }>, '@odata.nextLink'?: string }
    pages.push(...page.value.map(({ ID }) => ID))
    url = page['@odata.nextLink']?.replace(/^https?:\/\/[^/]*/, '')
  }
  t.same(pages, pre)
  // Which way led to a node is said, whatever is chosen of it; where there is but one, from a root, it is not.
  const said = async (query: string, term: string): Promise<unknown> => (await answerOf(call, 'Organizations', query) as { value: Array<Record<string, unknown>> }).value.map(item => [item['ID'], item[`@Org.OData.Aggregation.V1.UpPath#${term}`]])
  t.same(await said(`$apply=filter(ID in ('Sales','US West'))/traverse(${matrix},preorder)&$select=ID`, 'Matrix'), [['Sales', []], ['US West', ['US', 'Sales']], ['US West', ['EMEA', 'Sales']]])
  t.same(await said(`$apply=traverse(${ORGS},preorder,filter(ID in ('EMEA Central','EMEA')),ID desc)/top(4)`, 'Orgs'), [['EMEA Central', []], ['Sales Germany', ['EMEA Central']], ['EMEA', []], ['Sales Netherlands', ['EMEA']]])
  t.same(await said(`$apply=concat(traverse(${matrix},postorder)/top(1),top(1))`, 'Matrix'), [['Sales Germany', ['US West', 'US', 'Sales']], ['Sales', undefined]])
  t.same(await said(`$apply=traverse(${ORGS},preorder)/top(1)`, 'Orgs'), [['Sales', undefined]])
  t.same(await said(`$apply=traverse(${matrix},preorder)/concat(top(1),aggregate($count as n))`, 'Matrix'), [['Sales', []], [undefined, undefined]])
  t.match(await answerOf(call, 'Organizations', `$apply=traverse(${matrix},preorder)/groupby((ID))&$top=1`), { '@odata.context': /#Organizations\(ID\)$/ })
  // rolluprecursive has the nodes of traverse in its order, as often as it comes to them.
  t.same((await itemsOf(call, 'Sales', `$apply=groupby((rolluprecursive(${ofSales},traverse(${matrix},preorder,filter(ID eq 'US West' or ID eq 'EMEA')))),aggregate(Amount with sum as T))`) as typeof totals).map(({ Organization: { ID }, T }) => `${ID} ${T}`), [
    'US West 7', 'Sales Germany null', 'EMEA 12', 'US West 7', 'Sales Germany null', 'EMEA Central 5', 'Sales Germany null'
  ])
  // A way ends where it would come to a node again.
  await relate('US', 'US West')
  t.same(await walk('Organizations', `traverse(${matrix},preorder)`), ['Sales', 'US', 'US West', 'Sales Germany', 'US East', 'EMEA', 'US West', 'US', 'US East', 'Sales Germany', 'EMEA Central', 'Sales Germany', 'Sales Netherlands'])
}, SALES)

onBothDatabases('6.3 Aggregation.rollupnode() is the node whose items they are', async (t, { call }) => {
  await seedSales(t, call)
  const inUS = `${OF_SALES},descendants(${ORGS},filter(ID eq 'US'),keep start)`
  const node = (ID: string): object => ({ ID, Name: ID })
  const rollup = (nodes: string, apply: string): string => `$apply=groupby((rolluprecursive(${nodes})),${apply})`
  // The example of the specification: amounts with and without those of the nodes below.
  t.same(await itemsOf(call, 'Sales', rollup(inUS, 'compute(case(Organization eq Aggregation.rollupnode():Amount) as Own)/aggregate(Amount with sum as All,Own with sum as Own)')), [
    { Organization: node('US'), All: '19', Own: null }, { Organization: node('US West'), All: '7', Own: '7' }, { Organization: node('US East'), All: '12', Own: '12' }])
  t.same(await itemsOf(call, 'Sales', rollup(inUS, 'filter(Organization/Superior eq Org.OData.Aggregation.V1.rollupnode(Position=1))/aggregate($count as N)')), [
    { Organization: node('US'), N: '5' }, { Organization: node('US West'), N: '0' }, { Organization: node('US East'), N: '0' }])
  t.same(await itemsOf(call, 'Sales', rollup(inUS, 'aggregate(Amount with sum as T)/compute(length(Aggregation.rollupnode()/ID) as Long,Aggregation.rollupnode()/Superior/Name as Above)/filter(Long gt 2)')), [
    { Organization: node('US West'), T: '7', Long: '7', Above: 'US' }, { Organization: node('US East'), T: '12', Long: '7', Above: 'US' }])
  t.same(await itemsOf(call, 'Sales', rollup(inUS, 'concat(filter(Organization eq Aggregation.rollupnode()),top(1))/aggregate($count as N)')), [
    { Organization: node('US'), N: '1' }, { Organization: node('US West'), N: '4' }, { Organization: node('US East'), N: '3' }])
  t.same(await itemsOf(call, 'Sales', `$apply=groupby((Customer/ID,rolluprecursive(${inUS})),filter(Organization eq Aggregation.rollupnode())/aggregate($count as N))`), [
    { Organization: node('US'), Customer: { ID: 'C1' }, N: '0' }, { Organization: node('US'), Customer: { ID: 'C2' }, N: '0' },
    { Organization: node('US West'), Customer: { ID: 'C1' }, N: '3' }, { Organization: node('US East'), Customer: { ID: 'C2' }, N: '2' }])
  t.same(await itemsOf(call, 'Sales', rollup(inUS, 'groupby((Product/ID),filter(Organization eq Aggregation.rollupnode())/aggregate($count as N))/filter(N gt 1)')), [])
  // Two hierarchies: each has its position.
  const two = `$apply=groupby((rolluprecursive(${inUS}),rolluprecursive($root/Organizations,Orgs,Organization/Superior/ID)),filter(Aggregation.rollupnode(Position=2) eq Aggregation.rollupnode()/Superior)/aggregate($count as N))/filter(N gt 0)`
  t.same((await itemsOf(call, 'Sales', two) as Array<{ N: string }>).map(({ N }) => N), ['5', '3', '2'])
  const wrong = [
    '$filter=Aggregation.rollupnode() eq null', '$apply=filter(Aggregation.rollupnode()/ID eq null)', rollup(inUS, 'filter(Aggregation.rollupnode(Position=2)/ID eq null)/aggregate($count as N)'),
    rollup(inUS, 'filter(Aggregation.rollupnode(Position=0)/ID eq null)/aggregate($count as N)'), rollup(inUS, 'filter(Aggregation.rollupnode(Node=1)/ID eq null)/aggregate($count as N)'),
    `${rollup(inUS, 'aggregate($count as N)')}&$filter=Aggregation.rollupnode()/ID eq null`, rollup(inUS, 'filter(Aggregation.rollupnode()/Nothing eq null)/aggregate($count as N)')
  ]
  for (const query of wrong) t.match(await answerOf(call, 'Sales', query), /^400 /, query)
}, SALES)
