import t from 'tap'
import { readCsdl } from '../../../src/csdl/read-csdl.js'
import type { EntityType } from '../../../src/edm/types.js'
import { readPropertyValue } from '../../../src/odata/json/read-body.js'
import { relatedItems, withItems } from '../../../src/odata/json/related-items.js'
import type { StructuredValue } from '../../../src/odata/json/structured-value.js'
import { memberOf, rootLocation } from '../../../src/odata/canonical-path.js'
import { rootNavigation } from '../../../src/odata/root-navigation.js'

const model = readCsdl(['test/models/journeys.csdl.xml'])
const [journeys, cities] = model.container.entitySets
const type = model.types.get('J.Journey') as EntityType

const read = (body: object): StructuredValue => readPropertyValue(model, { type, nullable: false }, body, '', undefined, {
  resolve: () => memberOf(rootLocation(cities!.type), rootNavigation(cities!), [1]),
  home: { resource: journeys, names: [] }
}) as StructuredValue

const bound = { 'City@odata.bind': 'Cities(1)' }

t.test('values that say what they are related to, however deep', async t => {
  const value = read({
    Id: 1,
    Stops: [{ Night: 1 }, { Night: 2, ...bound, Detours: [{ 'Owner@odata.bind': 'Cities(1)' }] }, { Night: 3, Inn: { 'Owner@odata.bind': 'Cities(1)' } }],
    Return: { Label: 'x', Legs: [{ Night: 4, ...bound }] }
  })
  const found = relatedItems(value)
  t.same(found.map(({ properties, related }) => [properties['Night'] ?? null, Object.keys(related ?? {})]), [
    [2, ['Stops/City']], [null, ['Stops/Detours/Owner']], [3, ['Stops/Inn/Owner']], [4, ['Return/Legs/City']]
  ])
  const numbered = withItems(value, new Map(found.map((item, index) => [item, { ...item, ordinal: 10 + index }])))
  t.same(relatedItems(numbered).map(({ ordinal }) => ordinal), [10, 11, 12, 13], 'one inside of another, too')
  t.equal(numbered.properties['Id'], 1)
})

t.test('nothing of an entity whose values say nothing', async t => {
  t.same(relatedItems(read({ Id: 1, Stops: [{ Night: 1 }], Return: null })), [])
  t.same(relatedItems(read({ Id: 1 })), [])
})
