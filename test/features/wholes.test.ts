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
  t.match(await itemsOf(call, 'Customers', '$filter=Home eq {"City":"x"}'), /^501 /)
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
  t.match(await answerOf(call, 'Airports', "$filter=geo.distance(Location/Loc,geography'Collection(Point(1 1))') lt 1"), /^501 /)
}, TRAVEL)
