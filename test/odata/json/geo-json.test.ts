/** OData JSON format 4.01, section 7.1: which GeoJSON is a value of which type. */
import { test } from 'tap'
import { primitive } from '../../../src/edm/primitives.js'
import type { GeoTypeName, TypeReference } from '../../../src/edm/types.js'
import { defaultSrid, isGeo, readGeo, sridOf, sridSaid } from '../../../src/odata/json/geo-json.js'

const typed = (name: GeoTypeName, facets: Pick<TypeReference, 'srid'> = {}): TypeReference => ({ type: primitive(name), nullable: true, ...facets })
const crs = (name: string): object => ({ type: 'name', properties: { name } })
const POINT = { type: 'Point', coordinates: [1, 2] }
const COLLECTION = { type: 'GeometryCollection', geometries: [POINT] }

test('a type takes its own kind, the abstract ones take all', async t => {
  t.equal(readGeo(typed('Edm.GeographyPoint'), POINT)?.text, '{"type":"Point","coordinates":[1,2]}')
  t.equal(readGeo(typed('Edm.GeometryLineString'), POINT), undefined)
  t.ok(readGeo(typed('Edm.Geography'), POINT))
  t.ok(readGeo(typed('Edm.GeometryCollection'), COLLECTION))
  t.equal(readGeo({ type: primitive('Edm.String'), nullable: true }, POINT), undefined)
})

test('coordinates lie as deep as the kind has them', async t => {
  for (const value of [POINT, { type: 'Point', coordinates: [1, 2, 3, 4] }, { type: 'MultiPoint', coordinates: [] }, { type: 'MultiLineString', coordinates: [[[1, 2], [3, 4]]] }, { type: 'GeometryCollection', geometries: [] }]) {
    t.ok(isGeo(value), JSON.stringify(value))
  }
  const bad: readonly unknown[] = [
    null, 'Point', [], { coordinates: [1, 2] }, { type: 'Point' }, { type: 'Point', coordinates: [1] }, { type: 'Point', coordinates: [1, '2'] }, { type: 'Point', coordinates: [[1, 2]] },
    { type: 'LineString', coordinates: [[1, 2]] }, { type: 'MultiPoint', coordinates: [1, 2] }, { type: 'toString', coordinates: [1, 2] }, { type: 'GeometryCollection', coordinates: [1, 2] },
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [] }] }
  ]
  for (const value of bad) t.notOk(isGeo(value), JSON.stringify(value))
})

test('the reference system of a value is that of its property', async t => {
  const named = { ...POINT, crs: crs('EPSG:3857') }
  t.ok(readGeo(typed('Edm.GeometryPoint', { srid: 3857 }), named))
  t.ok(readGeo(typed('Edm.GeometryPoint', { srid: 'variable' }), named))
  t.equal(readGeo(typed('Edm.GeometryPoint', { srid: 4326 }), named), undefined)
  t.same([crs('EPSG:3857'), crs('urn:ogc:def:crs:EPSG::25832'), crs('Mine'), undefined].map(one => sridSaid({ ...POINT, crs: one } as Parameters<typeof sridSaid>[0])), [3857, 25832, undefined, undefined])
  t.same([sridOf(typed('Edm.GeographyPoint')), sridOf(typed('Edm.GeometryPoint')), sridOf(typed('Edm.GeometryPoint', { srid: 2056 }))], [4326, 0, 2056])
  t.equal(sridOf({ type: { kind: 'typeDefinition', name: 'Swiss', namespace: 'N', fullName: 'N.Swiss', underlyingType: primitive('Edm.GeometryPoint'), srid: 2056 } as unknown as TypeReference['type'], nullable: true }), 2056)
  t.equal(defaultSrid('#GeographyPoint'), 4326)
})
