/** What is read by the short way is what the long way reads, which values that are compared take; and so are the faults. */
import t from 'tap'
import { readCsdl } from '../../../src/csdl/read-csdl.js'
import { ODataError } from '../../../src/errors.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import type { EdmModel, ComplexType } from '../../../src/edm/types.js'
import { plainMembers } from '../../../src/odata/json/plain-members.js'
import { readComparedValue, readPropertyValue } from '../../../src/odata/json/read-body.js'
import { fc, runs, seed } from '../../support/property.js'

const types = readCsdl(['test/models/types.csdl.xml'])
const cases: ReadonlyArray<readonly [EdmModel, string]> = [[types, 'Types.Inner'], [graphModel, 'microsoft.graph.officeClientCheckinStatus']]

const texts = ['', 'a', 'x'.repeat(512), 'x'.repeat(513), '😀'.repeat(512), '😀'.repeat(513), '\u0000', '\ud800', 'null', '1', '1.5', 'INF', 'NaN', '-P1DT2H', 'Red', '1,2', 'AAEC',
  '+/8=', '2026-01-31T09:30:00Z', '2026-02-31T09:30:00Z', '2026-01-31t09:30:00z',
  '2026-01-31T09:30:00.5+02:00', '2026-01-31', '2026-02-30', '09:30', '09:30:00.5', '87d349ed-44d7-43e1-9a83-5f2406dee5bd', '87D349ED-44D7-43E1-9A83-5F2406DEE5BD']
const single = fc.oneof(
  fc.constantFrom(...texts), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), fc.double(), fc.constantFrom(0, -0, 1, -129, 256, 32768, 2147483648, 1e300)
)
const list = fc.array(single, { maxLength: 12 })
const value = fc.oneof({ weight: 4, arbitrary: single }, { weight: 1, arbitrary: list }, fc.constantFrom({}, [[]], { a: 1 }))

type Outcome = { readonly read: unknown } | { readonly status: number, readonly message: string, readonly details: unknown }

function outcomeOf (read: () => unknown): Outcome {
  try {
    return { read: read() }
  } catch (error) {
    if (error instanceof ODataError) return { status: error.status, message: error.message, details: error.details }
    throw error
  }
}

for (const [model, name] of cases) {
  const type = model.types.get(name) as ComplexType
  const reference = { type, nullable: false }
  const both = (body: object): readonly [Outcome, Outcome] =>
    [outcomeOf(() => readPropertyValue(model, reference, body, '')), outcomeOf(() => readComparedValue(model, reference, body))]
  const names = type.properties.map(property => property.name)
  // Alone, so that values are met that fit.
  const alone = fc.tuple(fc.constantFrom(...names), value).map(([member, sent]) => ({ [member]: sent }))
  const several = fc.dictionary(fc.constantFrom(...names, 'nothing', '#action', 'String@odata.type', '@odata.type', '$value', '__proto__'), value)

  t.test(`bodies of ${name}`, async t => {
    const met = { read: 0, refused: 0 }
    fc.assert(fc.property(fc.oneof(alone, several), body => {
      const [short, long] = both(body)
      met['read' in short ? 'read' : 'refused']++
      t.same(short, long, JSON.stringify(body))
    }), { seed, numRuns: runs(2000) })
    t.ok(met.read > 100 && met.refused > 100, 'values fit, and do not')
  })

  t.test(`what is plain of ${name}`, async t => {
    const plain = [...plainMembers({ model }, type).keys()]
    t.ok(plain.length >= 9 && plain.every(member => names.includes(member)))
    for (const member of ['Binary', 'Int64', 'Decimal', 'Color', 'Grade', 'Spot', 'Decimals']) t.notOk(plain.includes(member), member)
    t.equal(plainMembers({ model, compared: true }, type).size, 0)
    t.equal(plainMembers({ model }, type), plainMembers({ model }, type), 'worked out once')
  })
}

t.test('texts count, whichever way they are read', async t => {
  const texts = Array.from({ length: 9 }, () => 'x'.repeat(150_000))
  const type = types.types.get('Types.Inner') as ComplexType
  const read = (body: object): Outcome => outcomeOf(() => readPropertyValue(types, { type, nullable: false }, body, ''))
  t.match(read({ String: texts[0] }), { read: {} })
  t.match(read({ String: texts.join(''), Code: 'a' }), { status: 413 })
  t.match(read({ String: texts[0], Strings: texts }), { status: 413 })
})
