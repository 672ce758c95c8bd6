import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { containmentOf } from '../../src/odata/containment.js'

const topsOf = (file: string): readonly string[] => containmentOf(readCsdl([file]).container).tops.map(({ name }) => name).sort()

t.test('what bindings lead to from one navigation property is kept together, and nothing else', t => {
  t.same(topsOf('test/models/crm.csdl.xml'), ['account', 'contact', 'externalauditor', 'principal'])
  t.end()
})

t.test('every place that contains entities, with the type that declares it', t => {
  const { places } = containmentOf(readCsdl(['models/trippin/trippin.csdl.xml']).container)
  const found = [...places].map(([{ name }, declaring]) => `${declaring === undefined ? '' : `${declaring.name}/`}${name}`)
  for (const place of ['People', 'Me', 'Person/Trips', 'Trip/PlanItems']) t.ok(found.includes(place), place)
  t.end()
})
