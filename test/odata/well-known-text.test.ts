/** Well-known text and GeoJSON say the same (ABNF, `fullPointLiteral` and its kin). */
import { test } from 'tap'
import { ExactNumber } from '../../src/edm/exact-number.js'
import { readWellKnownText, writeWellKnownText } from '../../src/odata/well-known-text.js'

const ring = [[0, 0], [4, 0], [4, 4], [0, 0]]

const GOOD = [
  ['SRID=0;Point(142.1 64.1)', { type: 'Point', coordinates: [142.1, 64.1] }],
  ['SRID=0;Point(1 -2 3.5 4)', { type: 'Point', coordinates: [1, -2, 3.5, 4] }],
  ['SRID=0;LineString(142.1 64.1,3.14 2.78)', { type: 'LineString', coordinates: [[142.1, 64.1], [3.14, 2.78]] }],
  ['SRID=0;Polygon((0 0,4 0,4 4,0 0),(0 0,4 0,4 4,0 0))', { type: 'Polygon', coordinates: [ring, ring] }],
  ['SRID=0;MultiPoint((1 2),(3 4))', { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }],
  ['SRID=0;MultiPoint()', { type: 'MultiPoint', coordinates: [] }],
  ['SRID=0;MultiLineString((1 2,3 4),(5 6,7 8))', { type: 'MultiLineString', coordinates: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]] }],
  ['SRID=0;MultiPolygon(((0 0,4 0,4 4,0 0)))', { type: 'MultiPolygon', coordinates: [[ring]] }],
  ['SRID=0;Collection(Point(1 2),Collection(LineString(1 2,3 4)))', {
    type: 'GeometryCollection',
    geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'GeometryCollection', geometries: [{ type: 'LineString', coordinates: [[1, 2], [3, 4]] }] }]
  }]
] as const

test('every kind is read, and written as it was', async t => {
  for (const [text, value] of GOOD) {
    t.same(readWellKnownText(text, 0), value, text)
    t.equal(writeWellKnownText(readWellKnownText(text, 0)!, 0), text)
  }
})

test('the reference system is said where it is another', async t => {
  const crs = { type: 'name', properties: { name: 'EPSG:3857' } }
  t.same(readWellKnownText('SRID=3857;Point(1 2)', 4326), { type: 'Point', coordinates: [1, 2], crs })
  t.same(readWellKnownText('Point(1 2)', 4326), { type: 'Point', coordinates: [1, 2] })
  t.same(readWellKnownText('SRID=3857;Point(1 2)'), { type: 'Point', coordinates: [1, 2], crs })
  t.equal(writeWellKnownText({ type: 'Point', coordinates: [1, 2], crs }, 4326), 'SRID=3857;Point(1 2)')
  t.equal(writeWellKnownText({ type: 'Point', coordinates: [1, 2], crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2056' } } }, 0), 'SRID=2056;Point(1 2)')
  t.equal(writeWellKnownText({ type: 'Point', coordinates: [1, 2] }, 4326), 'SRID=4326;Point(1 2)')
})

test('digits are kept, words are read in any case', async t => {
  t.equal(writeWellKnownText(readWellKnownText('srid=0;POINT(1.000000000000000000001 +007.50)')!, 9), 'SRID=0;Point(1.000000000000000000001 7.50)')
  t.same(readWellKnownText('Point(1.10 2)', 0), { type: 'Point', coordinates: [new ExactNumber('1.10'), 2] })
})

const BAD = [
  '', 'SRID=0;', 'Point', 'Point()', 'Point(1)', 'Point(1 2', 'Point(1 2 3 4 5)', 'Point(1,2)', 'Point(1 2))', 'Point (1 2)', 'Point((1 2))', 'Point(a b)', 'Point(1 2),Point(1 2)',
  'LineString(1 2)', 'LineString()', 'LineString((1 2),(3 4))', 'Polygon()', 'Polygon((1 2,3 4,1 2))', 'Polygon(1 2,3 4,5 6,1 2)', 'MultiPoint(1 2,3 4)', 'MultiPolygon((0 0,4 0,4 4,0 0))',
  'Collection()', 'Collection(1 2)', 'Circle(1 2)', 'SRID=123456;Point(1 2)', `${'Collection('.repeat(100_000)}Point(1 2)`, `${'Collection('.repeat(300)}Point(1 2)${')'.repeat(300)}`
]

test('anything else is none', async t => {
  for (const text of BAD) t.equal(readWellKnownText(text, 0), undefined, text.slice(0, 40))
})
