/** Whatever is asked of models of many kinds, related, restricted, with media and operations: no defect, the same on both databases. */
import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { requestsOver } from '../support/requests-over.js'

const NUMBERS = ['1', '2', '3', '77']
const KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Person', ['0aa00000-0000-0000-0000-000000000001', '0aa00000-0000-0000-0000-000000000002']], ['Item', ["'a'", "'b'"]], ['Category', ["'a'", "'b'"]],
  ...['Order', 'Line', 'Note', 'Product', 'Party', 'Photo', 'Part', 'Country', 'Shop', 'City', 'Journey', 'Maker', 'Paper'].map(name => [name, NUMBERS] as const)
])

for (const [name, operations] of [['orders', ''], ['media', ''], ['works', 'test/models/works.operations.yaml'], ['places', ''], ['journeys', ''], ['rules', '']] as const) {
  t.test(`requests over ${name}`, { timeout: 0 }, async t => {
    const file = `test/models/${name}.csdl.xml`
    await requestsOver(t, { model: readCsdl([file]), keys: KEYS, root: '/odata/', config: { model: file, operations }, generate: { seed: 7, count: 4, until: '2026-01-31T09:30:00Z' } })
  })
}
