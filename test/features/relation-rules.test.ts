/** What a model says of its relations: referential constraints, and what becomes of related entities; on both databases. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const CLUB = { model: 'test/models/club.csdl.xml' }
const COURSES = { model: 'test/models/courses.csdl.xml' }

type Item = Record<string, unknown>

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.statusCode === 204 ? {} : json(response)
}

const idsAt = async (call: Call, path: string): Promise<unknown> =>
  (json(await call('GET', `/odata/${path}`))['value'] as ReadonlyArray<Record<string, unknown>>).map(({ Id: id }) => id)

const ref = (url: string): object => ({ '@odata.id': url })

onBothDatabases('CSDL 8.5: what is related gives its values', async (t, { call }) => {
  const send = sender(t, call)
  for (const Id of [1, 2]) await send(201, 'POST', 'Courses', { Id, Code: `c${Id}`, Start: `202${Id}-01-01T00:00:00+01:00` })
  t.match(await send(201, 'POST', 'Lessons', { Id: 1, 'Course@odata.bind': 'Courses(1)' }), { CourseId: 1 })
  t.match(await send(201, 'POST', 'Courses(2)/Lessons', { Id: 2 }), { CourseId: 2 })
  t.match(await send(201, 'POST', 'Courses', { Id: 3, Lessons: [{ Id: 3 }], Notes: [{ Id: 3 }] }), { Id: 3 })
  t.match(await send(200, 'GET', 'Lessons(3)'), { CourseId: 3 })
  t.match(await send(200, 'PATCH', 'Lessons(1)', { 'Course@odata.bind': 'Courses(2)' }), { CourseId: 2 })
  await send(204, 'POST', 'Courses(1)/Lessons/$ref', ref('Lessons(1)'))
  t.match(await send(200, 'GET', 'Lessons(1)'), { CourseId: 1 })
  t.match(await send(201, 'POST', 'Notes', { Id: 1, 'Course@odata.bind': 'Courses(1)' }), { CourseCode: 'c1', CourseStart: '2021-01-01T00:00:00+01:00' })
  t.same(await idsAt(call, 'Notes?$filter=CourseStart lt 2021-01-01T00:00:00Z'), [1], 'what compares is given too')
  await send(200, 'PATCH', 'Courses(1)', { Code: 'new' })
  t.match(await send(200, 'GET', 'Notes(1)'), { CourseCode: 'new', CourseStart: '2021-01-01T00:00:00+01:00' })
  await send(204, 'DELETE', 'Notes(1)/Course/$ref')
  t.match(await send(200, 'GET', 'Notes(1)'), { CourseCode: null, CourseStart: null })
  await send(400, 'DELETE', 'Courses(1)/Lessons/$ref?$id=Lessons(1)')
  await send(400, 'PUT', 'Courses(1)/Lessons/$ref', { value: [] })
  t.match(await send(200, 'GET', 'Lessons(1)/Course'), { Id: 1 }, 'what is refused has changed nothing')
}, COURSES)

onBothDatabases('CSDL 8.5: values that are sent relate', async (t, { call }) => {
  const send = sender(t, call)
  for (const Id of [1, 2]) await send(201, 'POST', 'Courses', { Id, Code: `c${Id}`, Start: `202${Id}-01-01T00:00:00Z` })
  await send(201, 'POST', 'Lessons', { Id: 1, CourseId: 1 })
  t.same(await idsAt(call, 'Courses(1)/Lessons'), [1])
  await send(200, 'PATCH', 'Lessons(1)', { CourseId: 2 })
  t.same([await idsAt(call, 'Courses(1)/Lessons'), await idsAt(call, 'Courses(2)/Lessons')], [[], [1]])
  t.match(await send(200, 'PUT', 'Lessons(1)', { CourseId: 1 }), { CourseId: 1 })
  t.match(await send(200, 'GET', 'Lessons(1)/Course'), { Id: 1 })
  await send(204, 'PUT', 'Lessons(1)/CourseId', { value: 2 })
  t.same(await idsAt(call, 'Courses(2)/Lessons'), [1])
  await send(201, 'POST', 'Notes', { Id: 1, CourseCode: 'c2', CourseStart: '2022-01-01T01:00:00+01:00' })
  t.match(await send(200, 'GET', 'Notes(1)/Course'), { Id: 2 }, 'times are equal as instants')
  await send(200, 'PATCH', 'Notes(1)', { CourseCode: null })
  await send(204, 'GET', 'Notes(1)/Course')
  await send(201, 'POST', 'Notes', { Id: 2, CourseCode: 'c2' })
  await send(204, 'GET', 'Notes(2)/Course')
  for (const body of [{ Id: 9 }, { Id: 9, CourseId: 7 }, { Id: 9, CourseId: null }]) await send(400, 'POST', 'Lessons', body)
  for (const body of [{ CourseId: 7 }, { CourseId: null }]) await send(400, 'PATCH', 'Lessons(1)', body)
  await send(400, 'PUT', 'Lessons(1)', {})
  t.same([await idsAt(call, 'Lessons'), await idsAt(call, 'Courses(2)/Lessons')], [[1], [1]], 'what is refused has changed nothing')
  const state = '/__admin/tenants/default/state'
  const document = { Lessons: [{ Id: 5, CourseId: 4 }, { Id: 6, 'Course@odata.bind': 'Courses(4)' }], Courses: [{ Id: 4 }] }
  t.equal((await call('PUT', state, { body: document })).statusCode, 200)
  t.same(await idsAt(call, 'Courses(4)/Lessons?$filter=CourseId eq 4'), [5, 6])
  const refused = await call('PUT', state, { body: { Lessons: [{ Id: 5, CourseId: 4 }] } })
  t.equal(refused.statusCode, 400, refused.body)
}, COURSES)

onBothDatabases('CSDL 8.6: what becomes of related entities when one is deleted', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Courses', { Id: 1, Code: 'c', Lessons: [{ Id: 1, Papers: [{ Id: 1 }] }, { Id: 2 }], Notes: [{ Id: 1 }], Exams: [{ Id: 1 }] })
  await send(201, 'POST', 'Courses', { Id: 2, Lessons: [{ Id: 3, Papers: [{ Id: 2 }] }] })
  await send(409, 'DELETE', 'Courses(1)')
  t.same([await idsAt(call, 'Lessons'), await idsAt(call, 'Courses(1)/Exams')], [[1, 2, 3], [1]], 'None: not as long as there are some')
  await send(204, 'DELETE', 'Exams(1)')
  await send(204, 'DELETE', 'Courses(1)')
  t.same([await idsAt(call, 'Lessons'), await idsAt(call, 'Papers'), await idsAt(call, 'Notes')], [[3], [2], [1]], 'Cascade: with all that hangs on them')
  t.match(await send(200, 'GET', 'Notes(1)'), { CourseCode: null }, 'SetNull')
  await send(201, 'POST', 'Fees', { Id: 1, CourseId: 2 })
  await send(409, 'DELETE', 'Courses(2)')
  t.same(await idsAt(call, 'Courses(2)/Lessons'), [3], 'a fee needs its course')
  await send(204, 'DELETE', 'Fees/$each')
  for (const Id of [1, 5]) await send(201, 'POST', 'Courses', { Id })
  await send(201, 'POST', 'Rooms', { Id: 1, CourseId: 5 })
  await send(201, 'POST', 'Rooms', { Id: 2 })
  await send(204, 'DELETE', 'Courses(5)')
  t.same(await idsAt(call, 'Courses(1)/Rooms'), [1, 2], 'SetDefault')
  await send(400, 'DELETE', 'Courses(1)')
  await send(204, 'DELETE', 'Rooms/$each')
  await send(204, 'DELETE', 'Courses/$each')
  t.same([await idsAt(call, 'Courses'), await idsAt(call, 'Lessons')], [[], []])
}, COURSES)

onBothDatabases('Protocol 11.4.13: every related entity is changed, or deleted', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Courses', { Id: 1, Lessons: [{ Id: 1 }, { Id: 2 }] })
  await send(201, 'POST', 'Courses', { Id: 2, Lessons: [{ Id: 3 }] })
  await send(204, 'PATCH', 'Courses(1)/Lessons/$filter(Id gt 1)/$each', { CourseId: 2 })
  t.same([await idsAt(call, 'Courses(1)/Lessons'), await idsAt(call, 'Courses(2)/Lessons')], [[1], [2, 3]])
  await send(204, 'DELETE', 'Courses(2)/Lessons/$each')
  t.same(await idsAt(call, 'Lessons'), [1])
}, COURSES)

onBothDatabases('Protocol 11.4.2.2: new entities inside of new ones are created in their entity sets, all or none', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Papers', { Id: 1 })
  await send(201, 'POST', 'Courses', { Id: 1, Lessons: [{ Id: 1, Papers: [{ '@id': 'Papers(1)' }, { Id: 2 }] }, {}] })
  t.same([await idsAt(call, 'Courses(1)/Lessons'), await idsAt(call, 'Lessons(1)/Papers')], [[1, 2], [1, 2]])
  await send(201, 'POST', 'Lessons', { Id: 7, Course: { Id: 7, Code: 'seven' } })
  t.match(await send(200, 'GET', 'Courses(7)?$expand=Lessons'), { Code: 'seven', Lessons: [{ Id: 7, CourseId: 7 }] })
  const wrong: ReadonlyArray<readonly [number, object]> = [
    [409, { Id: 8, Lessons: [{ Id: 9 }, { Id: 1 }] }], [409, { Id: 8, Lessons: [{ Id: 9 }, { Id: 9 }] }], [400, { Id: 8, Lessons: [{ Id: 9, Papers: [{ '@id': 'Papers(9)' }] }] }],
    [400, { Id: 8, Lessons: [{ Id: 'x' }] }]
  ]
  for (const [status, body] of wrong) await send(status, 'POST', 'Courses', body)
  t.same([await idsAt(call, 'Courses'), await idsAt(call, 'Lessons'), await idsAt(call, 'Papers')], [[1, 7], [1, 2, 7], [1, 2]])
}, COURSES)

onBothDatabases('Protocol 11.4.2.2: the answer to a deep insert is expanded to what its body had inside', async (t, { call }) => {
  const send = sender(t, call)
  const trip = { Id: 1, Title: 'sea' }
  const body = { Name: 'ann', Desk: { Floor: 2 }, Trips: [trip], Idol: { Name: 'bob', Friends: [{ Name: 'cid', Age: 3 }, { Name: 'dot', Idol: { Name: 'eve' } }] }, Team: { Id: 7 } }
  const created = await send(201, 'POST', 'People', body)
  t.match(created, body)
  t.match(created['@odata.context'], /#People\(Desk\(\),Trips\(\),Idol\(Friends\(Idol\(\)\)\),Team\(\)\)\/\$entity$/)
  t.notOk('Boss' in created, 'nothing but that')
  t.same(await send(200, 'GET', "People('ann')?$expand=Desk,Trips,Idol($expand=Friends($expand=Idol)),Team"), created, 'a later read of the same says the same')
  const asked = await send(201, 'POST', 'People?$expand=trips($select=Title),Boss,Idol/$ref', { ...body, Name: 'fay', Idol: { Name: 'gil' }, Team: { Id: 8 } })
  t.match(asked, { Trips: [{ Title: 'sea' }], Boss: null, Idol: { '@odata.id': /People/ }, Team: { Id: 8 } }, 'what the client asks for is as it asks')
  t.notOk(JSON.stringify(asked['Trips']).includes('"Id"') || JSON.stringify(asked['Idol']).includes('Name'))
  t.match(await send(201, 'POST', 'Teams', { Id: 9, Members: [{ '@type': '#Club.Player', Name: 'hal', Rival: { '@type': '#Club.Player', Name: 'ivy' } }] }), { Members: [{ Name: 'hal', Rival: { Name: 'ivy' } }] }, 'what only a derived type has')
  t.match(await send(201, 'PUT', "People('kim')", { Age: 1, Desk: { Floor: 3 } }), { Desk: { Floor: 3 } }, 'also of what a PUT creates')
  t.notOk('Desk' in await send(200, 'PUT', "People('kim')", { Age: 1, Desk: { Floor: 4 } }), 'an update shows what a read does')
  t.notOk('Idol' in await send(201, 'POST', 'People', { Name: 'lea', 'Idol@odata.bind': "People('ann')" }), 'a reference is not inside')
}, CLUB)

onBothDatabases('what is inside of one another beyond all measure is refused, or shown in part, and never a defect', async (t, { app }) => {
  const deep = (levels: number): Item => ({ Name: `p${levels}`, ...levels === 0 ? {} : { Idol: deep(levels - 1) } })
  const shown = (item: unknown): number => typeof item === 'object' && item !== null && 'Idol' in item ? 1 + shown(item.Idol) : 0
  const created = await app.inject({ method: 'POST', url: '/odata/People', payload: deep(90) })
  t.match([created.statusCode, shown(created.json())], [201, 10])
  t.match((await app.inject("/odata/People('p0')")).json(), { Name: 'p0' })
  for (const levels of [12, 95]) {
    const expand = `${'Idol($expand='.repeat(levels - 1)}Idol${')'.repeat(levels - 1)}`
    const { statusCode, body } = await app.inject(`/odata/People('p90')?$expand=${expand}`)
    t.ok([200, 400].includes(statusCode), `${levels} levels of a type that others derive from: ${statusCode}`)
    if (statusCode === 200) t.equal(shown(JSON.parse(body)), Math.min(levels, 90) + (levels > 90 ? 1 : 0))
  }
}, CLUB)

onBothDatabases('CSDL 9: contained entities inside of values in a collection are not stored, and nothing of it is dropped', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Countries', { Id: 1 })
  const contained = /Storing entities inside of a complex value in a collection, or inside of itself \('Photos' of 'P\.Address'\), is not supported/
  const cases: ReadonlyArray<readonly [object, RegExp]> = [
    [{ Address: { 'Country@odata.bind': 'Countries(1)' }, Branches: [{ Country: { Id: 2 } }, { Photos: [{ Id: 1 }] }] }, contained],
    [{ Branches: [{ Photos: [{ Id: 1 }] }] }, contained]
  ]
  for (const [body, message] of cases) {
    t.match(await send(501, 'POST', 'Shops', { Id: 1, ...body }), { error: { message } }, JSON.stringify(body))
  }
  for (const path of ['Shops(1)', 'Countries(2)']) await send(404, 'GET', path)
  await send(201, 'POST', 'Shops', { Id: 1, Address: { Street: 'a' }, Branches: [{ Street: 'b' }] })
  for (const query of ['Shops?$expand=Branches/Photos', 'Shops?$filter=Branches/any(b:b/Photos/any())']) {
    await send(501, 'GET', query)
  }
  // The grammar ends a path at the place of an item.
  for (const path of ['Shops(1)/Branches/0/Country', 'Shops(1)/Branches/0/Photos']) await send(404, 'GET', path)
}, { model: 'test/models/places.csdl.xml' })
