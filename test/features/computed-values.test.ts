/** What `$compute` and `$apply` make, as JSON (JSON format 4.01, sections 4.6.3 and 7.1). */
import { encodeOption, ROWS, seed } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const first = async (call: Call, ...options: readonly string[]): Promise<unknown> => {
  const response = await call('GET', `${ROWS}?${options.map(encodeOption).join('&')}`)
  return response.statusCode === 200 ? (json(response)['value'] as unknown[])[0] : response.body
}

onBothDatabases('7.1 what JSON has no number for is a string, a time has no needless digits', async (t, { call }) => {
  await seed(call)
  const computed = 'length(deviceName) divby 0 as p,-1e0 div 0 as n,length(deviceName) divby 4 as q,cast(null,Edm.Double) as z'
  const times = 'time(checkinDateTime) as t,12:00:00.250 as f'
  const wanted = { p: 'INF', n: '-INF', q: 0.5, z: null, t: '10:00:00', f: '12:00:00.25' }
  t.match(await first(call, `$compute=${computed},${times}`, '$select=p,n,q,z,t,f', '$top=1'), wanted)
  t.match(await first(call, `$apply=compute(${computed},${times})`, '$select=p,n,q,z,t,f', '$top=1'), wanted)
  t.match(await first(call, '$apply=compute(INF as z)/aggregate(z with max as most)'), { most: 'INF' })
  t.match(await first(call, '$compute=INF as z', '$orderby=z', '$top=1', '$select=z'), { z: 'INF' })
})
