/** Flags, collections, complex values and geographies as wholes, over models that were given, on both databases. */
import type { Test } from 'tap'
import { OFFICE, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { row } from '../support/samples.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'

const TRAVEL = { model: 'test/models/travel.csdl.xml' }
const SHOP = { model: 'test/models/shop.csdl.xml' }

const ids = (...values: readonly string[]): unknown => values.map(ID => ({ ID }))
const products = async (call: Call, filter: string): Promise<unknown> => await itemsOf(call, 'Products', `$filter=${filter}&$select=ID`)

async function post (t: Test, call: Call, path: string, body: object): Promise<void> {
  const response = await call('POST', `/odata/${path}`, { body })
  t.equal(response.statusCode, 201, response.body)
}

onBothDatabases('5.1.1.1.9 has: whether all flags are set', async (t, { call }) => {
  await seedSales(t, call)
  t.same(await products(call, "Marks has Sales.Marks'New'"), ids('P1', 'P2', 'P4'))
  t.same(await products(call, "Marks has Sales.Marks'New,Last'"), ids('P2', 'P4'))
  t.same(await products(call, "Marks has 'Hot'"), ids('P4'))
  t.same(await products(call, "not (Marks has Sales.Marks'Last')"), ids('P1'))
  t.same(await products(call, "(Marks has 'Last') eq null"), ids('P3', 'P5'))
  t.same(await products(call, 'Marks has null'), [])
  t.same(await itemsOf(call, 'Products', "$apply=filter(Marks has Sales.Marks'New')/aggregate($count as N)"), [{ N: '3' }])
  t.same(await itemsOf(call, 'Categories', "$filter=Products/any(p:p/Marks has Sales.Marks'Hot')&$select=ID"), ids('PG2'))
  for (const filter of ["Marks has Sales.Marks'Nothing'", "Name has 'a'", "Marks has Sales.Size'Small'"]) t.match(await products(call, filter), /^400 /, filter)
}, SALES)

onBothDatabases('5.1.1.1.1 and 5.1.1.1.12 collections and complex values are equal as wholes', async (t, { call }) => {
  await seedSales(t, call)
  t.same(await products(call, 'Tags eq ["hot","black"]'), ids('P2'))
  t.same(await products(call, 'Tags eq ["black","hot"]'), [])
  t.same(await products(call, 'Tags ne []'), ids('P1', 'P2', 'P4'))
  t.same(await products(call, '["black"] eq Tags'), ids('P4'))
  t.same(await itemsOf(call, 'Products', '$filter=Tags eq @t&@t=["sweet"]&$select=ID'), ids('P1'))
  t.same(await products(call, 'Tags in [["black"],["sweet"]]'), ids('P1', 'P4'))
  t.same(await itemsOf(call, 'Customers', '$filter=Home eq $it/Home&$select=ID'), ids('C1', 'C2', 'C3', 'C4'))
  t.same(await itemsOf(call, 'Sales', '$filter=Customer/Home ne Customer/Home&$select=ID'), [])
  for (const filter of ['Tags gt ["a"]', 'Tags eq [1]', 'Tags eq Name']) t.match(await products(call, filter), /^400 /, filter)
}, SALES)

onBothDatabases('5.1.1.5 functions of texts, of ordered collections', async (t, { call }) => {
  await seedSales(t, call)
  await post(t, call, 'Products', { ID: 'P6', Tags: ['a', 'b', 'a', 'b', 'c'] })
  const P6 = "ID eq 'P6' and "
  for (const [filter, expected] of [
    ['length(Tags) eq 1', ids('P1', 'P4')], ['length(Tags) sub 3 eq 2', ids('P6')], ['length(Sales) gt 2', ids('P3')], ['length(Tags) lt 1', ids('P3', 'P5')],
    ['contains(Tags,["black"])', ids('P2', 'P4')], [`${P6}contains(Tags,["b","c"])`, ids('P6')], [`${P6}contains(Tags,["a","c"])`, []], ['contains(["a","hot","black"],Tags)', ids('P2', 'P3', 'P4', 'P5')],
    ['startswith(Tags,["hot"])', ids('P2')], [`${P6}startswith(Tags,["a","b","a"])`, ids('P6')], [`${P6}startswith(Tags,["a","b","c"])`, []], ['startswith(Tags,[])', ids('P1', 'P2', 'P3', 'P4', 'P5', 'P6')],
    ['endswith(Tags,["black"])', ids('P2', 'P4')], [`${P6}endswith(Tags,["b","c"])`, ids('P6')], [`${P6}endswith(Tags,["a","b","a","b","c","d"])`, []], ['endswith(Tags,@t)&@t=["c"]', ids('P6')],
    [`${P6}indexof(Tags,["a","b","c"]) eq 2`, ids('P6')], [`${P6}indexof(Tags,["a"]) eq 0`, ids('P6')], ['indexof(Tags,["black"]) eq 1', ids('P2')], ['indexof(Tags,["x"]) eq -1', ids('P1', 'P2', 'P3', 'P4', 'P5', 'P6')],
    ['indexof(Tags,[]) eq 0 and contains(Tags,Tags)', ids('P1', 'P2', 'P3', 'P4', 'P5', 'P6')]
  ] as const) t.same(await products(call, filter), expected, filter)
  t.same(await itemsOf(call, 'Products', "$compute=length(Tags) as N,indexof(Tags,[\"b\"]) as At&$select=N,At&$filter=ID eq 'P6'"), [{ N: '5', At: '1' }])
  t.same(await itemsOf(call, 'Products', '$apply=compute(length(Tags) as N)/aggregate(N with sum as T)'), [{ T: '9' }])
  for (const [filter, message] of [
    ["contains(Tags,'a')", /^400 .*contains\(collection,collection\)/], ['startswith(Tags,[1])', /^400 /], ['length(Tags,Tags)', /^400 /], ['contains(["a"],["a"])', /^501 /],
    ['concat(Tags,Tags) eq Tags', /^501 The function concat with collections/], ['contains(Name,["a"])', /^400 /]
  ] as const) t.match(await products(call, filter), message, filter)
}, SALES)

onBothDatabases('5.1.1.1.1 and 5.1.1.1.12 complex values that are written as JSON', async (t, { call }) => {
  await seedSales(t, call)
  const customers = async (filter: string, more = ''): Promise<unknown> => await itemsOf(call, 'Customers', `$filter=${filter}&$select=ID${more}`)
  t.same(await customers('Home eq {"City":"Boston","People":650000}'), ids('C1'))
  t.same(await customers('{"People":650000,"City":"Boston"} eq Home'), ids('C1'), 'members have no order')
  t.same(await customers('Home ne {"City":"Boston","People":650000}'), ids('C2', 'C3', 'C4'))
  t.same(await customers('Home eq {"City":"Boston"}'), [], 'what is left out is null')
  t.same(await customers('Home eq {"@odata.type":"#Sales.Harbour","City":"Rotterdam","People":650000,"Depth":24}'), ids('C3'))
  t.same(await customers('Home eq {"City":"Rotterdam","People":650000}'), [], 'values of different types differ')
  t.same(await customers('Home eq @h', '&@h={"City":"Boston","People":650000}'), ids('C1'))
  t.same(await customers('Home in [{"City":"Boston","People":650000},null]'), ids('C1', 'C4'))
  t.same(await customers('cast(Home,Sales.Harbour) eq $it/Home'), ids('C3', 'C4'))
  for (const filter of ['Home eq {"Town":"x"}', 'Home eq {"City":1}', 'Home eq [1]', 'Home gt {"City":"x"}', 'Name eq {"City":"x"}', 'Home eq {"@odata.type":"#Sales.Food"}']) {
    t.match(await customers(filter), /^400 /, filter)
  }
  for (const filter of ['Home eq {"City":Name}', '{"City":"x"} in [{"City":"x"}]', '{"City":"x"} eq {"City":"x"}']) t.match(await customers(filter), /^501 /, filter)
}, SALES)

onBothDatabases('5.1.1.6 and 5.1.1.13 collections of complex values', async (t, { call }) => {
  const [near, far] = [{ Address: 'A 1', City: { Name: 'Basel', CountryRegion: 'CH', Region: null } }, { Address: 'B "2"', City: null }]
  await post(t, call, 'People', { UserName: 'a', FirstName: 'A', Gender: 'Male', AddressInfo: [near, far], HomeAddress: near })
  await post(t, call, 'People', { UserName: 'b', FirstName: 'B', Gender: 'Male', AddressInfo: [far], HomeAddress: { ...far, Floor: 2 } })
  await post(t, call, 'People', { UserName: 'c', FirstName: 'C', Gender: 'Male' })
  const people = async (filter: string): Promise<unknown> => {
    const answer = await itemsOf(call, 'People', `$filter=${filter}&$select=UserName&@near=${JSON.stringify(near)}&@far=${JSON.stringify(far)}`)
    return Array.isArray(answer) ? (answer as Array<{ UserName: string }>).map(({ UserName }) => UserName).join() : answer
  }
  t.equal(await people(`AddressInfo eq [${JSON.stringify(near)},${JSON.stringify(far)}]`), 'a')
  t.equal(await people('AddressInfo eq []'), 'c')
  t.equal(await people(`hassubset(AddressInfo,[${JSON.stringify(far)}])`), 'a,b')
  t.equal(await people(`hassubsequence(AddressInfo,[${JSON.stringify(near)}])`), 'a')
  t.equal(await people('AddressInfo/any(x:x eq @far)'), 'a,b')
  t.equal(await people('AddressInfo/any(x:x eq $it/HomeAddress)'), 'a')
  t.equal(await people('AddressInfo/any(x:x/City eq {"Name":"Basel","CountryRegion":"CH"})'), 'a')
  t.equal(await people('@near in AddressInfo'), 'a')
  t.equal(await people('HomeAddress in AddressInfo'), 'a')
  t.equal(await people(`HomeAddress eq ${JSON.stringify({ ...far, Floor: 2 })}`), 'b', 'with what is not declared')
  t.equal(await people('HomeAddress eq @far'), '')
  for (const filter of ['@near in FirstName', 'HomeAddress in FirstName', '1 in AddressInfo']) t.match(await people(filter), /^400 /, filter)
}, TRAVEL)

onBothDatabases('5.1.1.1.1 and 5.1.1.1.12 entities are equal to themselves', async (t, { call }) => {
  await seedSales(t, call)
  t.same(await itemsOf(call, 'Sales', "$filter=Product eq $root/Products('P2')&$select=ID"), [{ ID: '3' }, { ID: '4' }])
  t.same(await itemsOf(call, 'Sales', "$filter=Product ne $root/Products('P3') and Customer eq $root/Customers('C3')&$select=ID"), [{ ID: '7' }])
  t.same(await products(call, "$it in $root/Categories('PG1')/Products"), ids('P1', 'P2'))
  t.same(await itemsOf(call, 'Categories', "$filter=$root/Products('P4') in Products&$select=ID"), ids('PG2'))
  t.same(await itemsOf(call, 'Categories', '$filter=Products/any(p:p/Category ne $it)&$select=ID'), [])
  t.same(await itemsOf(call, 'Sales', "$filter=Product eq $root/Products('none')&$select=ID"), [])
  t.match(await itemsOf(call, 'Sales', "$filter=Product eq $root/Customers('C1')"), /^400 /)
  t.match(await itemsOf(call, 'Sales', '$filter=Product eq {"ID":"P1"}'), /^501 /)
}, SALES)

onBothDatabases('5.1.1.14.5 $root: paths that begin at the service root', async (t, { call }) => {
  await seedSales(t, call)
  t.same(await products(call, "Size eq $root/Products('P2')/Size"), ids('P2', 'P3'))
  t.same(await products(call, "Category/Name eq $root/Categories(@c)/Name&@c='PG1'"), ids('P1', 'P2'))
  t.same(await products(call, '$root/Customers/$count eq 4 and not $root/Customers/any(c:c/Name eq $it/Name)'), ids('P1', 'P2', 'P3', 'P4', 'P5'))
  t.same(await products(call, "$root/Categories('PG1')/Products/any(p:p/Tags eq $it/Tags)"), ids('P1', 'P2'))
  t.same(await products(call, "$root/Products('P2')/Tags/any(x:x in $it/Tags)"), ids('P2', 'P4'))
  t.same(await products(call, "$root/Products('none')/Name eq Category/Name"), ids('P5'), 'what is not there is null')
  t.same(await itemsOf(call, 'Products', "$orderby=Category/ID eq $root/Products('P3')/Category/ID desc,ID desc&$select=ID&$top=3"), ids('P4', 'P3', 'P5'))
  t.same(await itemsOf(call, 'Customers', "$compute=$root/Customers('C3')/Home/People sub Home/People as More&$select=ID,More&$top=2"), [
    { ID: 'C1', More: '0' }, { ID: 'C2', More: '-310000' }
  ])
  t.match(await answerOf(call, "Customers('C1')", "$compute=$root/Categories('PG2')/Name as Other&$select=Other"), { Other: 'Non-Food' })
  t.match(await itemsOf(call, 'Categories', "$select=ID&$expand=Products($select=ID;$filter=Size eq $root/Products('P3')/Size)"), [
    { ID: 'PG1', Products: ids('P2') }, { ID: 'PG2', Products: ids('P3') }
  ])
  t.same(await itemsOf(call, 'Products', "$apply=filter(Size eq $root/Products('P2')/Size)/aggregate($count as N)"), [{ N: '2' }])
  t.same(await itemsOf(call, 'Products', "$apply=groupby((Size))/filter(Size eq $root/Products('P2')/Size)"), [{ Size: 'Large' }])
  t.match(await answerOf(call, "Products('P2')/Tags", "$filter=$this in $root/Products('P4')/Tags"), { value: ['black'] })
  for (const filter of ['$root/Nothing/ID eq 1', '$root/Products/ID eq 1', '$root/$count eq 1', "$root/Products('P1')('P1')/ID eq 'x'", "$root/Products(ID='P1',Name='x')/ID eq 'x'", '$root/Products(Name)/ID eq Name']) {
    t.match(await products(call, filter), /^400 /, filter)
  }
}, SALES)

onBothDatabases('4.3.1 and 5.1.1.15 a key in an expression names one entity of a collection', async (t, { call }) => {
  await seedSales(t, call)
  const categories = async (filter: string): Promise<unknown> => await itemsOf(call, 'Categories', `$filter=${filter}&$select=ID`)
  t.same(await categories("Products('P2')/Name eq 'Coffee'"), ids('PG1'))
  t.same(await categories("Products(ID='P2') ne null"), ids('PG1'))
  t.same(await categories("Products(@p)/Price gt 1&@p='P3'"), ids('PG2'))
  t.same(await categories("Products('P2')/Sales.Food/Energy eq 2 and Products/Sales.Food('P2')/Energy eq 2"), ids('PG1'))
  t.same(await categories("Products/Sales.Food('P3') ne null"), [], 'an entity of another type is none')
  t.same(await categories("Products('P3')/Tags/any()"), [])
  t.same(await categories("$it/Products('P4')/Marks has 'Hot'"), ids('PG2'))
  t.same(await itemsOf(call, 'Categories', "$orderby=Products('P4')/Name desc&$select=ID"), ids('PG2', 'PG1'))
  t.same(await products(call, "Category/Products('P1')/Name eq 'Sugar'"), ids('P1', 'P2'))
  for (const filter of ['Products(1) ne null', "Products('a','b') ne null", "Name('a') eq 'b'", "nothing('a') eq 'b'", "Products(Name='x') ne null"]) t.match(await categories(filter), /^400 /, filter)
}, SALES)

onBothDatabases('5.1.1.6 hassubset and hassubsequence', async (t, { call }) => {
  await seedSales(t, call)
  t.same(await products(call, 'hassubset(Tags,["black"])'), ids('P2', 'P4'))
  t.same(await products(call, 'hassubset(Tags,["black","hot"])'), ids('P2'))
  t.same(await products(call, 'hassubset(Tags,["black","black"])'), [])
  t.same(await products(call, 'hassubset(Tags,[])'), ids('P1', 'P2', 'P3', 'P4', 'P5'))
  t.same(await products(call, 'hassubset(["a","black","sweet"],Tags)'), ids('P1', 'P3', 'P4', 'P5'))
  t.same(await products(call, 'hassubsequence(Tags,["hot","black"])'), ids('P2'))
  t.same(await products(call, 'hassubsequence(Tags,["black","hot"])'), [])
  t.same(await products(call, 'hassubsequence(Tags,["black"])'), ids('P2', 'P4'))
  t.same(await products(call, 'hassubsequence(Tags,[]) and not hassubsequence(Tags,["x"])'), ids('P1', 'P2', 'P3', 'P4', 'P5'))
  t.same(await products(call, 'hassubsequence(["a","hot","x","black","black"],Tags)'), ids('P2', 'P3', 'P4', 'P5'))
  t.same(await products(call, 'hassubset(Tags,Tags) and hassubsequence(Tags,Tags) and Tags eq Tags'), ids('P1', 'P2', 'P3', 'P4', 'P5'))
  t.same(await itemsOf(call, 'Products', '$apply=filter(hassubset(Tags,["black"]))/aggregate($count as N)'), [{ N: '2' }])
  for (const filter of ['hassubset(Tags)', 'hassubset(Name,Tags)', 'hassubset(Tags,[1])']) t.match(await products(call, filter), /^400 /, filter)
}, SALES)

onBothDatabases('5.1.1.6 over numbers and times', async (t, { call }) => {
  await post(t, call, 'Values', { Id: 1, Numbers: ['9007199254740993', 2, 2] })
  const has = async (filter: string): Promise<unknown> => await itemsOf(call, 'Values', `$filter=${filter}&$select=Id`)
  t.same(await has('hassubset(Numbers,[2,9007199254740993,2])'), [{ Id: '1' }])
  t.same(await has('hassubset(Numbers,[9007199254740992])'), [])
  t.same(await has('Numbers eq [9007199254740993,2,2]'), [{ Id: '1' }])
}, SHOP)

onBothDatabases('5.1.1.6 over the collections of rows', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ deviceName: 'a', appliedPolicies: ['x', 'y'] }), row({ deviceName: 'b', appliedPolicies: [] })] } })
  const names = async (filter: string): Promise<unknown> =>
    (JSON.parse((await call('GET', `${OFFICE}/tenantCheckinStatuses?$filter=${encodeURIComponent(filter)}`)).body) as { value?: Array<{ deviceName: string }> }).value?.map(({ deviceName }) => deviceName)
  t.same(await names("hassubset(appliedPolicies,['y'])"), ['a'])
  t.same(await names('appliedPolicies eq []'), ['b'])
  t.same(await names('hassubsequence(appliedPolicies,["x","y"])'), ['a'])
})

onBothDatabases('5.1.1.11 geo.distance, geo.intersects, geo.length', async (t, { call }) => {
  const airports = [['KSFO', -122.374889, 37.618889], ['KLAX', -118.408075, 33.942536], ['ZBAA', 116.603039, 40.079857]] as const
  for (const [IcaoCode, ...coordinates] of airports) await post(t, call, 'Airports', { IcaoCode, Name: IcaoCode, Location: { Loc: { type: 'Point', coordinates } } })
  await post(t, call, 'Airports', { IcaoCode: 'NONE', Location: { Address: 'x' } })
  // The haversine, on a sphere of the mean radius of the earth.
  const far = (place: readonly [string, number, number]): number => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [...airports[0].slice(1), ...place.slice(1)].map(degrees => Number(degrees) * Math.PI / 180)
    return 2 * 6371008.8 * Math.asin(Math.sqrt(Math.sin((y2 - y1) / 2) ** 2 + Math.cos(y1) * Math.cos(y2) * Math.sin((x2 - x1) / 2) ** 2))
  }
  const rounded = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_name, inner: unknown) => typeof inner === 'string' && /^\d/.test(inner) ? Number(inner).toFixed(3) : inner))
  const san = "geography'SRID=4326;Point(-122.374889 37.618889)'"
  t.same(rounded(await itemsOf(call, 'Airports', `$compute=geo.distance(Location/Loc,${san}) as Far&$select=IcaoCode,Far&$orderby=Far`)), [
    { IcaoCode: 'NONE', Far: null }, { IcaoCode: 'KSFO', Far: '0.000' }, { IcaoCode: 'KLAX', Far: far(airports[1]).toFixed(3) }, { IcaoCode: 'ZBAA', Far: far(airports[2]).toFixed(3) }])
  t.same(await itemsOf(call, 'Airports', `$filter=geo.distance(${san},Location/Loc) lt 600000&$select=IcaoCode&$orderby=geo.distance(Location/Loc,${san}) desc`), [{ IcaoCode: 'KLAX' }, { IcaoCode: 'KSFO' }])
  const california = "geography'SRID=4326;Polygon((-125 32,-114 32,-114 42,-125 42,-125 32),(-119 33,-118 33,-118 35,-119 35,-119 33))'"
  t.same(await itemsOf(call, 'Airports', `$filter=geo.intersects(Location/Loc,${california})&$select=IcaoCode`), [{ IcaoCode: 'KSFO' }])
  t.same(await itemsOf(call, 'Airports', '$filter=geo.intersects(Location/Loc,geography\'SRID=4326;Polygon((116.603039 40,117 40,117 41,116.603039 41,116.603039 40))\')&$select=IcaoCode'), [{ IcaoCode: 'ZBAA' }])
  t.same(await itemsOf(call, 'Airports', `$filter=geo.intersects(Location/Loc,${california}) eq null&$select=IcaoCode`), [{ IcaoCode: 'NONE' }])
  t.same(await itemsOf(call, 'Airports', "$filter=geo.length(geography'SRID=4326;LineString(0 0,0 1,0 2)') gt 222389 and geo.length(geography'SRID=4326;LineString(0 0,0 1,0 2)') lt 222391&$select=IcaoCode&$top=1"), [{ IcaoCode: 'KSFO' }])
  t.same(await itemsOf(call, 'Airports', "$filter=geo.distance(geometry'SRID=0;Point(0 0)',geometry'SRID=0;Point(3 4)') eq 5&$select=IcaoCode&$top=1"), [{ IcaoCode: 'KSFO' }])
  t.same(rounded(await itemsOf(call, 'Airports', `$apply=aggregate(geo.distance(Location/Loc,${san}) with max as M)`)), [{ M: far(airports[2]).toFixed(3) }])
  for (const filter of ['geo.distance(Location/Loc) lt 1', 'geo.distance(Name,Name) lt 1', "geo.distance(Location/Loc,geometry'SRID=0;Point(0 0)') lt 1", "geo.distance(Location/Loc,geography'Point(1)') lt 1", 'geo.length(Location/Loc) lt 1', "Location/Loc gt geography'Point(1 1)'"]) {
    t.match(await answerOf(call, 'Airports', `$filter=${filter}`), /^400 \$filter: /, filter)
  }
  t.match(await answerOf(call, 'Airports', "$filter=geo.distance(Location/Loc,geography'SRID=4326;Collection(Point(1 1))') lt 1"), /^400 .*expected geo\.distance\(Edm\.GeographyPoint,Edm\.GeographyPoint\)/)
}, TRAVEL)
