import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { containmentsOf, findRelation, innerAt, innerBelow, itemRelationsOf, leadsInItems, relationsOf } from '../../src/edm/inner-navigation.js'
import type { EntityType, Property } from '../../src/edm/types.js'

const model = readCsdl(['test/models/places.csdl.xml'])
const shop = model.types.get('P.Shop') as EntityType
const [address, branches] = ['Address', 'Branches'].map(name => shop.properties.find(property => property.name === name)) as [Property, Property]

t.test('what complex values lead to is a relation of the entity, by its path', async t => {
  t.same(relationsOf(shop).map(({ name }) => name), [
    'Address/Country', 'Address/Suppliers', 'Address/Region/Capital', 'Address/P.PostBox/Keeper'
  ])
  t.equal(findRelation(shop, 'Address/Region/Capital')?.onDelete?.action, 'None')
  t.same(innerBelow([branches]), [], 'nor what is in a collection')
  t.equal(relationsOf(shop), relationsOf(shop), 'the same objects each time')
})

t.test('what values in a collection lead to is theirs, each by itself', async t => {
  t.same(itemRelationsOf(shop).map(({ name }) => name), [
    'Branches/Country', 'Branches/Suppliers', 'Branches/Region/Capital', 'Branches/P.PostBox/Keeper'
  ])
  t.same([address, branches].map(leadsInItems), [false, true])
  const { type } = address.type
  const country = type.kind === 'complex' ? type.navigationProperties[0] : undefined
  t.equal(country && innerAt([branches], country), itemRelationsOf(shop)[0])
})

t.test('what they contain is in the entity, by its path', async t => {
  t.same(containmentsOf(shop).map(({ name }) => name), ['Address/Photos', 'Address/Cover', 'Address/P.PostBox/Slots'])
  t.equal(findRelation(shop, 'Address/Photos'), containmentsOf(shop)[0])
  t.equal(containmentsOf(shop), containmentsOf(shop), 'the same objects each time')
})

t.test('by the way to the value, and what its type calls it', async t => {
  const { type } = address.type
  if (type.kind !== 'complex') return t.fail('no complex type')
  const region = type.properties.find(({ name }) => name === 'Region') as Property
  const [country] = type.navigationProperties
  if (country === undefined) return t.fail('no navigation property')
  t.equal(innerAt([address], country), findRelation(shop, 'Address/Country'))
  t.equal(innerAt([address, region], country), undefined)
  t.same(innerBelow([address, region]).map(({ name }) => name), ['Address/Region/Capital'])
})
