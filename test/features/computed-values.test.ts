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

onBothDatabases('5.1.9 and JSON 4.6.3: complex values and collections are computed, and say what they are', async (t, { call }) => {
  await seed(call)
  t.match(await first(call, '$compute=appliedPolicies as P,length(deviceName) as n', '$select=P,n', '$orderby=n desc', '$top=1', '$filter=appliedPolicies/$count gt 0'), {
    'P@odata.type': '#Collection(String)', P: [/./]
  })
  const refused = await call('GET', `${ROWS}?$compute=appliedPolicies%20as%20P&$filter=P/any()`)
  t.equal(refused.statusCode, 501, refused.body)
})

onBothDatabases('5.1.9: a complex value, one inside of another, and a collection of a related entity', async (t, { call }) => {
  const post = async (set: string, body: object): Promise<void> => {
    const { statusCode, body: text } = await call('POST', `/odata/${set}`, { body })
    t.equal(statusCode, 201, text)
  }
  await post('Countries', { Id: 1, Name: 'c1' })
  const branches = [{ Street: 'b1' }, { '@odata.type': '#P.PostBox', Street: 'b2', Number: 7 }]
  await post('Shops', { Id: 1, Address: { Street: 'a', Region: { Label: 'r' }, 'Suppliers@odata.bind': [] }, Branches: branches })
  await post('Shops', { Id: 2, Address: { '@odata.type': '#P.PostBox', Street: 'p', Number: 4, 'Keeper@odata.bind': 'Shops(1)' } })
  await post('Shops', { Id: 3 })
  const get = async (url: string): Promise<Record<string, unknown>> => json(await call('GET', `/odata/${url}`))
  const compute = '$compute=Address as Home,Address/Region as Where,Branches as All,Address/P.PostBox/Keeper/Branches as Theirs'
  const wanted = [
    { Home: { '@odata.type': '#P.Address', Street: 'a', Region: { Label: 'r' } }, Where: { '@odata.type': '#P.Region', Label: 'r' }, 'All@odata.type': '#Collection(P.Address)', All: branches, Theirs: [] },
    { Home: { '@odata.type': '#P.PostBox', Street: 'p', Number: 4 }, Where: null, All: [], Theirs: branches },
    { Home: null, Where: null, All: [], Theirs: [] }
  ]
  t.match(await get(`Shops?${compute}&$select=Home,Where,All,Theirs&$orderby=Id`), {
    '@odata.context': 'http://localhost:80/odata/$metadata#Shops(Home,Where,All,Theirs)', value: wanted
  })
  for (const [index, one] of wanted.entries()) t.match(await get(`Shops(${index + 1})?${compute}&$select=Home,Where,All,Theirs`), one)
  t.match(await get('Shops(2)?$expand=Address/P.PostBox/Keeper($compute=Address/Street as S,Branches as B;$select=S,B)'), { Address: { Keeper: { S: 'a', B: branches } } })
  t.match(await get('Shops?$compute=Address as Home,Id add 1 as Next&$filter=Next gt 3&$orderby=Next&$select=Home'), { value: [{ Home: null }] })
  for (const query of ['$filter=Home eq null', '$filter=Home/Street eq \'a\'', '$filter=Home in [null]']) {
    t.equal((await call('GET', `/odata/Shops?$compute=Address as Home&${query}`.replaceAll(' ', '%20'))).statusCode, 501, query)
  }
  t.equal((await call('GET', '/odata/Shops?$compute=Address%20as%20Home&$orderby=Home')).statusCode, 400)
  t.equal((await call('GET', '/odata/Shops?$compute=$it%20as%20Me')).statusCode, 501)
  t.equal((await call('GET', '/odata/Shops?$apply=compute(Address%20as%20Home)')).statusCode, 501)
}, { model: 'test/models/places.csdl.xml' })
