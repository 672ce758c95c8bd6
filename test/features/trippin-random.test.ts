/** Whatever is asked of related entities, and sent inside of one another: no defect, JSON that is valid, the same on both databases. */
import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { requestsOver } from '../support/requests-over.js'

const KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Person', ["'russellwhyte'", "'scottketchum'", "'ronaldmundy'", "'javieralfred'", "'new'"]], ['Photo', ['1', '2', '77']],
  ['Trip', ['0', '1', '2', '77']], ['PlanItem', ['11', '12', '77']], ['Airline', ["'AA'", "'FM'", "'XX'"]], ['Airport', ["'KSFO'", "'KLAX'", "'XXXX'"]]
])

t.test('requests over TripPin', { timeout: 0 }, async t => {
  await requestsOver(t, { model: readCsdl(['models/trippin/trippin.csdl.xml']), keys: KEYS, root: '/odata/', config: { model: 'trippin' } })
})
