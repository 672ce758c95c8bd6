import t from 'tap'
import { readCsdl } from '../../../src/csdl/read-csdl.js'
import type { EntityType } from '../../../src/edm/types.js'
import { pathInside, propertyInside, valueInside, valueOutside } from '../../../src/odata/bind/complex-way.js'

const model = readCsdl(['test/models/places.csdl.xml'])
const shop = model.types.get('P.Shop') as EntityType

t.test('a property by its path, through complex values and what derives from them', async t => {
  t.same(propertyInside(shop, 'Id')?.way, [])
  const label = propertyInside(shop, 'Address/Region/Label')
  t.same(label?.way.map(({ type }) => type.name), ['Address', 'Region'])
  t.equal(label === undefined ? '' : pathInside(label), 'Address/Region/Label')
  t.same(propertyInside(shop, 'Address/Number')?.way.map(({ type }) => type.name), ['PostBox'])
  t.same(propertyInside(shop, 'Address/P.PostBox/Number')?.property.name, 'Number', 'casts tell nothing that the names do not')
  for (const path of ['Nothing', 'Id/Name', 'Address/Nothing', 'Branches/Street', 'Address/Country']) t.equal(propertyInside(shop, path), undefined, path)
})

t.test('a value inside, as one of the property around, and back', async t => {
  const inside = propertyInside(shop, 'Address/Region/Label')
  if (inside === undefined) return t.fail('no property')
  const value = valueOutside(inside, 'x')
  t.match(value, { type: { name: 'Address' }, keepsType: true, properties: { Region: { type: { name: 'Region' }, properties: { Label: 'x' } } } })
  t.equal(valueInside(inside, value), 'x')
  t.equal(valueInside(inside, null), undefined)
})
