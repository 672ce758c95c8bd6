/** Paths that are the same operation, and those that may be another one. */
import t from 'tap'
import { withAnyKey } from '../../../src/admin/requests/any-key.js'

t.test('keys are left out', t => {
  for (const [path, same] of [
    ["/odata/People('ann')", '/odata/People()'],
    ['/odata/People(%27ann%27)', '/odata/People()'],
    ["/odata/People('ann')/Trips(1)/PlanItems(23)", '/odata/People()/Trips()/PlanItems()'],
    ['/People(2026-01-01T00:00:00Z)', '/People()'],
    ['/People', '/People']
  ] as const) t.equal(withAnyKey(path), same, path)
  t.end()
})

t.test('what decides, or is not sure, stays', t => {
  for (const path of [
    '/Airports/GetNearestAirport(lat=1,lon=2)', "/People(UserName='ann')", "/People('a','b')", "/People('it''s')", "/People('a(b)')", '/users(delta)', "/People('a%2Fb')"
  ]) t.equal(withAnyKey(path), path, path)
  t.end()
})
