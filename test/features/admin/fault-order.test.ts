/** Rules that are switched off, and the order in which they are asked. */
import t from 'tap'
import { OFFICE, callerOf, json, startService } from '../../support/service.js'

t.test('a rule is switched off and on, and moved', async t => {
  const call = callerOf(await startService(t))
  const rule = async (body: object): Promise<void> => { t.equal((await call('POST', '/__admin/faults', { body })).statusCode, 201) }
  const status = async (): Promise<number> => (await call('GET', OFFICE)).statusCode
  const order = async (): Promise<unknown> => (json(await call('GET', '/__admin/faults'))['value'] as Array<{ id: string }>).map(({ id }) => id)
  const move = async (id: string, place: unknown): Promise<number> => (await call('POST', `/__admin/faults/${id}/move`, { body: { place } })).statusCode
  await rule({ id: 'a', effect: { kind: 'error', status: 500 }, enabled: false })
  await rule({ id: 'b', effect: { kind: 'error', status: 503 } })
  await rule({ id: 'c', effect: { kind: 'error', status: 504 } })
  t.equal(await status(), 503, 'one that is off is passed over')
  t.match(json(await call('GET', '/__admin/faults/a')), { enabled: false, hits: { matched: 0 } })
  t.equal(await move('c', 0), 200)
  t.same(await order(), ['c', 'a', 'b'])
  t.equal(await status(), 504)
  t.match(json(await call('GET', '/__admin/faults/b')), { hits: { fired: 1 } }, 'hits are kept')
  t.equal(await move('c', 99), 200)
  t.same(await order(), ['a', 'b', 'c'])
  await call('PUT', '/__admin/faults/a', { body: { effect: { kind: 'error', status: 500 } } })
  t.equal(await status(), 500)
  t.equal(await move('d', 0), 404)
  t.same([await move('a', -1), await move('a', 'first')], [400, 400])
})
