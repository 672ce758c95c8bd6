/** `$apply` of `$crossjoin` (Data Aggregation 4.0, section 4). */
import { json, onBothDatabases } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'
import { drawSequence } from '../support/evaluate/evaluate-apply.js'
import type { Item, Sequence, Way } from '../support/evaluate/evaluate-apply.js'
import { byName, flatten, treeOf } from '../support/evaluate/flat-items.js'
import { fc, runs, seed } from '../support/property.js'

const RUNS = runs(150)
/** Items that an answer has, before it goes on on another page. */
const PAGE = 100

onBothDatabases('4 example: what no navigation property joins is joined by a filter, and aggregated', async (t, { call }) => {
  await seedSales(t, call)
  t.same(await answerOf(call, '$crossjoin(Products,Sales)', '$apply=filter(Sales/Product/ID eq Products/ID)/groupby((Products/Name),aggregate(Sales/Amount with sum as Total))&$count=true'), {
    '@odata.context': 'http://localhost:80/odata/$metadata#Collection(Edm.ComplexType)(Products(Name),Total)',
    '@odata.count': '3',
    value: [{ Products: { Name: 'Coffee' }, Total: '12' }, { Products: { Name: 'Paper' }, Total: '9' }, { Products: { Name: 'Sugar' }, Total: '3' }]
  })
  const apply = async (text: string, options = ''): Promise<unknown> => await itemsOf(call, '$crossjoin(Customers,Categories)', `$apply=${text}${options}`)
  t.same(await apply('aggregate($count as n,Customers with countdistinct as c,Customers/Sales/Amount with sum as s)'), [{ n: '8', c: '4', s: '24' }], 'each entity counts once')
  t.same(await apply("search(Sue)/groupby((Customers/Country,Categories/ID))/filter(Categories/ID eq 'PG1')"), [
    { Customers: { Country: 'Netherlands' }, Categories: { ID: 'PG1' } }, { Customers: { Country: 'USA' }, Categories: { ID: 'PG1' } }
  ])
  t.same(await apply('groupby((rollup($all,Customers/Country)),aggregate($count as n))'), [
    { Customers: { Country: 'France' }, n: '2' }, { Customers: { Country: 'Netherlands' }, n: '2' }, { Customers: { Country: 'USA' }, n: '4' }, { n: '8' }
  ])
  t.same(await apply('join(Customers/Sales as Sale)/groupby((Categories/Name),aggregate(Sale/Amount with max as most,$count as n))'), [
    { Categories: { Name: 'Food' }, most: '8', n: '8' }, { Categories: { Name: 'Non-Food' }, most: '8', n: '8' }
  ])
}, SALES)

onBothDatabases('4 items that are still those of the cross join are shown as it shows them', async (t, { call }) => {
  await seedSales(t, call)
  const link = (set: string, id: string): object => ({ [`${set}@odata.navigationLink`]: `http://localhost:80/odata/${set}('${id}')` })
  const value = async (query: string): Promise<unknown> => {
    const answer = await answerOf(call, '$crossjoin(Products,Customers)', query)
    return typeof answer === 'object' ? (answer as { value: unknown }).value : answer
  }
  t.same(await value('$apply=compute(length(Products/Name) as L)/filter(L gt 5)/topcount(1,Customers/Home/People)'), [{ ...link('Products', 'P2'), ...link('Customers', 'C2'), L: '6' }])
  t.same(await value('$apply=top(30)/search(Sue)/search(paper)&$select=Customers'), [link('Customers', 'C2'), link('Customers', 'C3')])
  t.same(await itemsOf(call, '$crossjoin(Products,Customers)', '$apply=compute(1 as x)/orderby(Products/ID desc)&$expand=Products($select=Name)&$select=x,Products&$top=2&$skip=1&$orderby=Customers/ID desc,Products/ID&$filter=x eq 1'), [
    { Products: { Name: 'Coffee' }, x: '1' }, { Products: { Name: 'Paper' }, x: '1' }
  ])
  t.same(await value('$apply=concat(top(1)/compute(1 as a),skip(3)/top(1)/compute(2 as b))'), [
    { ...link('Products', 'P1'), ...link('Customers', 'C1'), a: '1' }, { ...link('Products', 'P1'), ...link('Customers', 'C4'), b: '2' }
  ])
  t.same(await value('$apply=nest(top(1)/compute(1 as one) as A,groupby((Customers/Country)) as B)'), [{
    A: [{ ...link('Products', 'P1'), ...link('Customers', 'C1'), one: '1' }],
    B: [{ Customers: { Country: 'France' } }, { Customers: { Country: 'Netherlands' } }, { Customers: { Country: 'USA' } }]
  }])
  const pages: unknown[] = []
  let path = '/odata/$crossjoin(Products,Customers)?$apply=groupby((Products/ID,Customers/ID))'
  while (path !== '') {
    const page = json(await call('GET', path, { headers: { prefer: 'odata.maxpagesize=7' } }))
    pages.push(...page['value'] as unknown[])
    path = String(page['@odata.nextLink'] ?? '').replace('http://localhost:80', '')
  }
  t.equal(new Set(pages.map(item => JSON.stringify(item))).size, 20, 'pages of it')
}, SALES)

onBothDatabases('4 what is wrong, and what is not supported', async (t, { call }) => {
  for (const [query, message] of [
    ['$apply=groupby((Name))', /^400 .*expected a property of the items of \$crossjoin/], ['$apply=compute(1 as Products)', /^400 .*a name after "as"/],
    ['$apply=groupby((Products/ID))&$select=Nothing', /^400 .*no member 'Nothing'/], ['$apply=identity&$select=Nothing', /^400 .*no 'Nothing'/],
    ['$apply=groupby((Products/ID))&$expand=Products', /^501 .*\$expand/], ['$apply=addnested(Customers/Sales,aggregate($count as n) as A)', /^400 .*navigation properties/],
    ['$apply=concat(top(1),aggregate($count as n))', /^501 .*'Products'/], ['$apply=groupby((Products))', /^501 Grouping/],
    ['$apply=join(Customers/Sales as S)&$expand=S', /^501 .*\$expand of 'S'/], [`$apply=${Array.from({ length: 51 }, () => 'filter(true)').join('/')}`, /^400 .*more than 50 transformations/]
  ] as const) {
    t.match(await answerOf(call, '$crossjoin(Products,Customers)', query), message, query.slice(0, 80))
  }
}, SALES)

/** What an item has of each set: numbers and texts behind its name, the first of which tells its entities apart. */
const SETS: Readonly<Record<string, Readonly<{ numbers: readonly string[], texts: readonly string[], expand: string }>>> = {
  Categories: { numbers: [], texts: ['ID', 'Name'], expand: '' },
  Customers: { numbers: ['Home/People'], texts: ['ID', 'Country', 'Name', 'Home/City'], expand: '' },
  Products: { numbers: [], texts: ['ID', 'Name', 'Category/Name'], expand: '$expand=Category($select=Name)' },
  Organizations: { numbers: [], texts: ['ID', 'Superior/Name'], expand: '$expand=Superior($select=Name)' },
  Sales: { numbers: ['ID', 'Amount'], texts: ['Day', 'Product/Name', 'Organization/ID'], expand: '$expand=Product($select=Name),Organization($select=ID)' }
}

const behind = (name: string, item: Item): Item => Object.fromEntries(Object.entries(item).map(([path, value]) => [`${name}/${path}`, value]))

onBothDatabases('4 whatever is made of a cross join', async (t, { call }) => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  await seedSales(t, call)
  const entities = new Map<string, readonly Item[]>()
  for (const [set, { expand }] of Object.entries(SETS)) {
    entities.set(set, (await itemsOf(call, set, expand) as Array<Record<string, unknown>>).map(item => behind(set, flatten(item))))
  }
  const tree = await treeOf(call, 'Organizations')
  const pairsWith = (pairs: readonly Item[], set: string): readonly Item[] =>
    pairs.flatMap(pair => (entities.get(set) ?? []).map(entity => ({ ...pair, ...entity })))
  const waysOf = (set: string): readonly Way[] => (SETS[set]?.numbers ?? []).map((path): Way =>
    ({ entities: set, path, of: item => new Map([[String(item[`${set}/ID`]), item[`${set}/${path}`] ?? null]]) }))
  const startOf = (sets: readonly string[]): Sequence => ({
    items: sets.reduce<readonly Item[]>(pairsWith, [{}]),
    numbers: sets.flatMap(set => SETS[set]?.numbers.map(path => `${set}/${path}`) ?? []),
    texts: sets.flatMap(set => SETS[set]?.texts.map(path => `${set}/${path}`) ?? []),
    rows: true,
    ways: sets.flatMap(waysOf),
    ...sets.includes('Organizations') ? { tree } : {}
  })
  let [done, declined, fault] = [0, 0, '']
  const joined = fc.shuffledSubarray(Object.keys(SETS), { minLength: 1, maxLength: 2 })
  await fc.assert(fc.asyncProperty(fc.gen(), joined, fc.integer({ min: 1, max: 4 }), async (generate, sets, length) => {
    let names = 0
    const start = startOf(sets)
    const applied = drawSequence(bound => bound <= 1 ? 0 : generate(fc.integer, { min: 0, max: bound - 1 }), start, length, () => `N${names++}`)
    const shown = applied.rows ? `&$expand=${sets.map(set => `${set}($select=ID)`).join(',')}` : ''
    const answer = await itemsOf(call, `$crossjoin(${sets.join(',')})`, `$apply=${applied.text}${shown}`)
    if (typeof answer === 'string') {
      if (/^501 |more than \d+ (?:times join|copies of the collection)/.test(answer)) {
        declined++
        return true
      }
      fault = `${sets.join(',')}: ${applied.text}: ${answer}`
      return false
    }
    done++
    const isShown = (name: string): boolean => !applied.rows || /^N\d+$/.test(name) || sets.some(set => name === `${set}/ID`)
    const shownOf = (item: Item): Item => byName(Object.fromEntries(Object.entries(item).filter(([name]) => isShown(name))))
    const wanted = applied.items.slice(0, PAGE).map(shownOf)
    const found = (answer as Array<Record<string, unknown>>).map(item => byName(flatten(item)))
    if (JSON.stringify(found) === JSON.stringify(wanted)) return true
    fault = `${sets.join(',')}: ${applied.text}\nfound  ${JSON.stringify(found)}\nwanted ${JSON.stringify(wanted)}`
    return false
  }), { seed, numRuns: RUNS }).catch(() => undefined)
  t.equal(fault, '', 'no sequence is answered otherwise')
  t.comment(`${done} compared, ${declined} declined`)
  t.ok(done > RUNS / 2, 'most of them are answered')
}, SALES)
