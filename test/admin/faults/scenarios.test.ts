/** The states of scenarios: of all tenants, of one, and of more than are kept. */
import t from 'tap'
import { createScenarioStates } from '../../../src/admin/faults/scenarios.js'

t.test('a tenant is where it was put, else where all are', t => {
  const states = createScenarioStates()
  t.equal(states.get('s', 'a'), 'started')
  states.set('s', 'one', 'a')
  states.set('other', 'two', 'a')
  t.same([states.get('s', 'a'), states.get('s', 'b')], ['one', 'started'])
  states.set('s', 'two')
  t.same([states.get('s', 'a'), states.get('s', 'b')], ['two', 'two'])
  states.set('s', 'started', 'b')
  t.same(states.show('s'), { state: 'two', tenants: { b: 'started' } })
  states.set('s', 'two', 'b')
  t.same(states.show('s'), { state: 'two', tenants: {} }, 'where all are needs no keeping')
  states.forget('s')
  t.same(states.show('s'), { state: 'started', tenants: {} })
  t.equal(states.get('other', 'a'), 'two', 'another scenario')
  t.end()
})

t.test('of ten thousand tenants the one that moved first is forgotten', t => {
  const states = createScenarioStates()
  for (let index = 0; index < 10_000; index++) states.set('s', 'on', `t${index}`)
  states.set('s', 'again', 't0')
  states.set('s', 'on', 'new')
  t.same(['t0', 't1', 't2', 'new'].map(tenant => states.get('s', tenant)), ['again', 'started', 'on', 'on'])
  t.end()
})
