/** Geographies and geometries as well-known text, over a model made for it (OData-Protocol 4.01, sections 11.2.4.1 and 11.4.9.1). */
import { json, onBothDatabases } from '../support/service.js'

const MAPS = { model: 'test/models/maps.csdl.xml', operations: 'test/models/maps.operations.yaml' }

const TEXT = { 'content-type': 'text/plain' }

const ring = [[0, 0], [4, 0], [4, 4], [0, 0]]

const VALUES = {
  Spot: { type: 'Point', coordinates: [8.5, 47.25, 400] },
  Way: { type: 'LineString', coordinates: [[8.5, 47.25], [9, 48]] },
  Area: { type: 'Polygon', coordinates: [ring] },
  Spots: { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] },
  Ways: { type: 'MultiLineString', coordinates: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]] },
  Areas: { type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] },
  All: { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'LineString', coordinates: [[1, 2], [3, 4]] }] },
  Any: { type: 'LineString', coordinates: [[1, 2], [3, 4]] },
  Plane: { type: 'Point', coordinates: [1, 2] },
  Mercator: { type: 'Point', coordinates: [1, 2] },
  Either: { type: 'Point', coordinates: [1, 2], crs: { type: 'name', properties: { name: 'EPSG:25832' } } },
  Grid: { type: 'Point', coordinates: [2600000, 1200000] },
  Extent: { Outline: { type: 'Polygon', coordinates: [ring] } }
}

const TEXTS: Readonly<Record<string, string>> = {
  Spot: 'SRID=4326;Point(8.5 47.25 400)',
  Way: 'SRID=4326;LineString(8.5 47.25,9 48)',
  Area: 'SRID=4326;Polygon((0 0,4 0,4 4,0 0))',
  Spots: 'SRID=4326;MultiPoint((1 2),(3 4))',
  Ways: 'SRID=4326;MultiLineString((1 2,3 4),(5 6,7 8))',
  Areas: 'SRID=4326;MultiPolygon(((0 0,4 0,4 4,0 0)),((0 0,4 0,4 4,0 0),(0 0,4 0,4 4,0 0)))',
  All: 'SRID=4326;Collection(Point(1 2),LineString(1 2,3 4))',
  Any: 'SRID=4326;LineString(1 2,3 4)',
  Plane: 'SRID=0;Point(1 2)',
  Mercator: 'SRID=3857;Point(1 2)',
  Either: 'SRID=25832;Point(1 2)',
  Grid: 'SRID=2056;Point(2600000 1200000)',
  'Extent/Outline': 'SRID=4326;Polygon((0 0,4 0,4 4,0 0))'
}

onBothDatabases('11.2.4.1 the raw value of a geography is well-known text, and 11.4.9.1 it is set by the same', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Places', { body: { Id: 1, ...VALUES } })).statusCode, 201)
  t.equal((await call('POST', '/odata/Places', { body: { Id: 2, Extent: {} } })).statusCode, 201)
  const first = json(await call('GET', '/odata/Places(1)'))
  for (const [path, text] of Object.entries(TEXTS)) {
    const read = await call('GET', `/odata/Places(1)/${path}/$value`)
    t.same([read.statusCode, read.headers['content-type'], read.body], [200, 'text/plain;charset=utf-8', text], path)
    t.equal((await call('GET', `/odata/Places(2)/${path}/$value`)).statusCode, 204, path)
    const written = await call('PUT', `/odata/Places(2)/${path}/$value`, { body: text, headers: TEXT })
    t.equal(written.statusCode, 204, written.body)
    t.equal((await call('GET', `/odata/Places(2)/${path}/$value`)).body, text, path)
  }
  const second = json(await call('GET', '/odata/Places(2)'))
  t.same({ ...second, Id: 1, '@odata.etag': '' }, { ...first, '@odata.etag': '' }, 'as if it had been sent as GeoJSON')
}, MAPS)

const REFUSED: ReadonlyArray<readonly [path: string, text: string]> = [
  ['Spot', 'Point(1)'],
  ['Spot', '{"type":"Point","coordinates":[1,2]}'],
  ['Spot', 'SRID=4326;LineString(1 2,3 4)'],
  ['Mercator', 'SRID=4326;Point(1 2)'],
  ['Grid', 'SRID=0;Point(1 2)'],
  ['Any', '']
]

onBothDatabases('11.4.9.1 what is not well-known text of the type, or is of another reference system, is a 400', async (t, { call }) => {
  await call('POST', '/odata/Places', { body: { Id: 1 } })
  for (const [path, text] of REFUSED) {
    const { statusCode, body } = await call('PUT', `/odata/Places(1)/${path}/$value`, { body: text, headers: TEXT })
    t.equal(statusCode, 400, `${path} ${text}: ${body}`)
  }
  const bad: ReadonlyArray<readonly [string, unknown]> = [
    ['Spot', { type: 'Point', coordinates: ['a', 'b'] }],
    ['Spot', { type: 'Point', coordinates: [1] }],
    ['Way', { type: 'LineString', coordinates: [[1, 2]] }],
    ['Area', { type: 'Polygon', coordinates: [[1, 2], [3, 4]] }],
    ['All', { type: 'GeometryCollection', geometries: [{ type: 'Point' }] }],
    ['Mercator', { type: 'Point', coordinates: [1, 2], crs: { type: 'name', properties: { name: 'EPSG:4326' } } }]
  ]
  for (const [name, value] of bad) t.equal((await call('PATCH', '/odata/Places(1)', { body: { [name]: value } })).statusCode, 400, JSON.stringify(value))
}, MAPS)

onBothDatabases('11.2.4.1 the raw value of a dynamic geography is well-known text too', async (t, { call }) => {
  await call('POST', '/odata/Places', { body: { Id: 1, 'Extra@odata.type': '#GeographyPoint', Extra: { type: 'Point', coordinates: [1, 2] }, 'Flat@odata.type': '#GeometryPoint', Flat: { type: 'Point', coordinates: [1, 2] } } })
  t.equal((await call('GET', '/odata/Places(1)/Extra/$value')).body, 'SRID=4326;Point(1 2)')
  t.equal((await call('GET', '/odata/Places(1)/Flat/$value')).body, 'SRID=0;Point(1 2)')
}, MAPS)

onBothDatabases('11.5.4.1 a parameter of a function is a literal of a geography, or GeoJSON', async (t, { call }) => {
  for (const [Id, x] of [[1, 8.5], [2, 8.501], [3, 9]] as const) await call('POST', '/odata/Places', { body: { Id, Spot: { type: 'Point', coordinates: [x, 47.25] } } })
  const found = async (call_: string): Promise<unknown> => {
    const { statusCode, body } = await call('GET', `/odata/${call_}`)
    return statusCode === 200 ? (JSON.parse(body) as { value: Array<{ Id: number }> }).value.map(({ Id }) => Id) : statusCode
  }
  const json = encodeURIComponent('{"type":"Point","coordinates":[8.5,47.25]}')
  t.same(await found("Near(spot=geography'SRID=4326;Point(8.5 47.25)',metres=100)"), [1, 2])
  t.same(await found("Near(spot=@p,metres=10)?@p=geography'SRID=4326;Point(8.5 47.25)'"), [1])
  t.same(await found(`Near(spot=@p,metres=100)?@p=${json}`), [1, 2])
  t.same(await found("Near(spot=geometry'SRID=0;Point(8.5 47.25)',metres=100)"), 400)
  t.same(await found("Near(spot=geography'SRID=4326;LineString(8.5 47.25,1 1)',metres=100)"), 400)
}, MAPS)
