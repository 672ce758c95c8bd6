/** Items of a body that name a contained entity by its entity-id (JSON Format 4.01, section 4.5.8; Protocol 4.01, section 11.4.3.1). */
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const CLINIC = { model: 'test/models/visits.csdl.xml' }
const PATIENT = '/odata/Patients(1)'
const removed = (id: string): object => ({ '@removed': { reason: 'deleted' }, '@id': id })
const visit = (day: string, bill: number): object => ({ No: 1, Slot: { Day: day }, Bill: bill })

const bills = async (call: Call): Promise<unknown> =>
  (json(await call('GET', `${PATIENT}/Visits?$orderby=Bill`)) as { value: Array<{ Bill: number }> }).value.map(({ Bill }) => Bill)

onBothDatabases('Protocol 11.4.3.1: the id of a contained entity with a key of several parts', async (t, { call }) => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']
  const body = { Id: 1, Visits: days.map((day, index) => visit(day, index + 1)), Notes: ['a', "b'c", 'd'].map(Id => ({ Id })) }
  t.equal((await call('POST', '/odata/Patients', { body })).statusCode, 201)
  const change = async (property: string, ...items: object[]): Promise<number> =>
    (await call('PATCH', PATIENT, { body: { [`${property}@delta`]: items } })).statusCode
  t.equal(await change('Visits', removed('Visits(On=2026-01-01,No=1)')), 200, 'from the entity on')
  t.same(await bills(call), [2, 3, 4])
  t.equal(await change('Visits', removed('Patients(1)/Visits(No=1,On=2026-01-02)')), 200, 'from the service root on, in any order')
  t.same(await bills(call), [3, 4])
  const href = 'http://localhost/odata/Patients(1)/Visits(On=2026-01-03,No=1)'
  t.equal(await change('Visits', removed(href), { '@id': 'Visits(On=2026-01-04,No=1)', Bill: 5 }), 200, 'from the host on; an item that is changed')
  t.same(await bills(call), [5])
  t.equal(await change('Notes', removed('Notes/a'), removed("Patients(1)/Notes('b''c')")), 200, 'a key of one part, as a segment too')
  t.match(json(await call('GET', `${PATIENT}/Notes?$select=Id`)), { value: [{ Id: 'd' }] })
  for (const id of ["Patients('d')", "Others('d')", 'Notes', "Notes('d", 'Notes(1)', "Notes(Other='d')", '', '$metadata']) {
    const answer = await call('PATCH', PATIENT, { body: { 'Notes@delta': [removed(id)] } })
    t.equal(answer.statusCode, 400, id)
    t.match(json(answer), { error: { message: "An item that is to be removed must have an 'Id', or an @id of 'Notes'." } })
  }
  const unnamed = await call('PATCH', PATIENT, { body: { 'Visits@delta': [{ '@removed': {}, No: 1 }] } })
  t.match(json(unnamed), { error: { message: "An item that is to be removed must have its key ('Slot/Day', 'No'), or an @id of 'Visits'." } })
  t.match(json(await call('GET', `${PATIENT}/Notes/$count`)), 1, 'nothing was removed')
}, CLINIC)
