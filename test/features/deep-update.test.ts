/** Updates of entities that are related, and not contained, in the body of another one; on both databases. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const CLUB = { model: 'test/models/club.csdl.xml' }
const COURSES = { model: 'test/models/courses.csdl.xml' }
const RULES = { model: 'test/models/rules.csdl.xml' }

type Item = Record<string, unknown>
type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Item>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.statusCode === 204 ? {} : json(response)
}

/** `name:age` of all that a path has. */
async function peopleAt (send: Send, path: string): Promise<readonly string[]> {
  const { value } = await send(200, 'GET', path)
  return (value as readonly Item[]).map(({ Name, Age }) => `${String(Name)}:${String(Age)}`)
}

async function club (send: Send): Promise<void> {
  for (const [index, Name] of ['ann', 'bob', 'cid', 'dot'].entries()) await send(201, 'POST', 'People', { Name, Age: 20 + index })
  await send(200, 'PATCH', "People('ann')", { 'Reports@odata.bind': ["People('bob')", "People('cid')"] })
}

onBothDatabases('Protocol 11.4.3.1: nested entities are all there will be; those that are there are changed', async (t, { call }) => {
  const send = sender(t, call)
  await club(send)
  await send(200, 'PATCH', "People('ann')", { Age: 1, Reports: [{ '@id': "People('bob')" }, { '@id': "People('dot')", Age: 40 }, { Name: 'eve', Age: 5 }] })
  t.same(await peopleAt(send, "People('ann')/Reports"), ['bob:21', 'dot:40', 'eve:5'])
  t.same(await peopleAt(send, 'People'), ['ann:1', 'bob:21', 'cid:22', 'dot:40', 'eve:5'], 'what is no longer related stays')
  await send(200, 'PATCH', "People('ann')", { Reports: [{ Name: 'dot', Age: 41, Home: { City: 'Bern' }, 'Idol@odata.bind': "People('cid')" }, { '@id': "People('fay')", Age: 6 }] })
  t.same(await peopleAt(send, "People('ann')/Reports"), ['dot:41', 'fay:6'], 'by key; an id that nothing has is that of a new entity')
  t.match(await send(200, 'GET', "People('dot')?$expand=Idol"), { Home: { City: 'Bern' }, Idol: { Name: 'cid' }, '@odata.etag': 'W/"7"' })
  await send(200, 'PATCH', "People('ann')", { Boss: { '@id': "People('dot')", Age: 42, Boss: { Name: 'bob', Age: 50, Idol: { Name: 'gil' } } } })
  t.match(await send(200, 'GET', "People('ann')?$expand=Boss($expand=Boss($expand=Idol))"), { Boss: { Age: 42, Boss: { Age: 50, Idol: { Name: 'gil' } } } }, 'as deep as it goes')
  await send(201, 'POST', 'People', { Name: 'hal', Idol: { '@id': "People('cid')", Age: 30 }, Team: { Id: 7, Title: 'Red' } })
  t.match(await send(200, 'GET', "People('hal')?$expand=Idol,Team"), { Idol: { Name: 'cid', Age: 30 }, Team: { Id: 7 } })
  await send(200, 'PATCH', "People('hal')", { Team: { Id: 7, Title: 'Blue', 'Members@delta': [{ '@id': "People('cid')", '@type': '#Club.Person', Age: 31 }] } })
  t.match(await send(200, 'GET', 'Teams(7)?$expand=Members'), { Title: 'Blue', Members: [{ Name: 'cid', Age: 31 }, { Name: 'hal' }] })
  const { '@odata.etag': before } = await send(200, 'GET', 'Teams(7)')
  await send(200, 'PATCH', "People('hal')", { Team: { Id: 7 } })
  t.equal((await send(200, 'GET', 'Teams(7)'))['@odata.etag'], before, 'a key alone changes nothing')
  await send(201, 'POST', 'Visitors', { Name: 'guest' })
  await send(501, 'PATCH', "Visitors('guest')", { Idol: { Name: 'ivy', Age: 8 } })
  await send(200, 'PATCH', "Visitors('guest')", { Idol: { '@context': 'http://localhost/odata/$metadata#People/$entity', Name: 'ivy', Age: 8 } })
  t.match(await send(200, 'GET', "People('ivy')"), { Age: 8 }, 'where the model does not tell the entity set, the context URL does')
}, CLUB)

onBothDatabases('Protocol 11.4.3.1: a nested delta adds, changes, removes and deletes; PUT replaces', async (t, { call }) => {
  const send = sender(t, call)
  await club(send)
  await send(200, 'PATCH', "People('ann')", {
    'Reports@delta': [
      { '@removed': { reason: 'deleted' }, '@id': "People('bob')" }, { '@removed': { reason: 'changed' }, Name: 'cid' }, { '@odata.id': "People('dot')", Age: 40 }, { Name: 'eve', Age: 5 }
    ]
  })
  t.same(await peopleAt(send, "People('ann')/Reports"), ['dot:40', 'eve:5'])
  t.same(await peopleAt(send, 'People'), ['ann:20', 'cid:22', 'dot:40', 'eve:5'])
  await send(200, 'PUT', "People('ann')", { Age: 3, Reports: [{ Name: 'dot', Home: { City: 'Bern' } }, { Name: 'new', Age: 7 }] })
  t.same(await peopleAt(send, "People('ann')/Reports"), ['dot:null', 'new:7'], 'what a PUT leaves out has its default')
  await send(400, 'PUT', "People('ann')", { Age: 3, 'Reports@delta': [] })
  await send(400, 'POST', 'People', { Name: 'x', 'Reports@delta': [] })
  for (const body of [
    { 'Reports@delta': [{ '@removed': {} }] }, { 'Reports@delta': [{ '@removed': { reason: 'deleted' }, '@id': "People('cid')" }] },
    { 'Reports@delta': [{ Name: 'zoe', Age: 1 }, { '@id': "People('nobody')" }] }, { Reports: [{ Name: 'zoe', Age: 'old' }] }, { Reports: [{ '@id': "People('cid')", Name: 'dot' }] },
    { Age: 9, Reports: [{ Name: 'dot', Age: 9 }, { Name: 'cid', Boss: { '@id': "People('nobody')" } }] }, { Reports: [{ Name: 'cid', '@type': '#Club.Player', Goals: 1 }] },
    { Reports: [{ Age: 5 }] }, { Reports: [{ Name: 'dot', Friends: [{ Age: 5 }] }] }, { 'Reports@delta': [{ '@id': "People('dot')", Boss: { Age: 1 } }] },
    { Team: { '@id': 'Teams(1)/Members', Title: 'x' } }, { Idol: { '@id': 'Me', Age: 1 } }, { Reports: [{ Name: 'cid', Nonsense: 1 }] }
  ]) await send(400, 'PATCH', "People('ann')", body)
  await send(412, 'PATCH', "People('ann')", { Age: 9, Reports: [{ Name: 'dot', Age: 9, '@odata.etag': 'W/"1"' }] })
  await send(412, 'PATCH', "People('ann')", { Age: 9, Idol: { '@id': "People('cid')", Age: 9, '@etag': 'W/"77"' } })
  t.same(await peopleAt(send, 'People'), ['ann:3', 'cid:22', 'dot:null', 'eve:5', 'new:7'], 'what is refused has changed nothing')
  t.same(await peopleAt(send, "People('ann')/Reports"), ['dot:null', 'new:7'])
}, CLUB)

onBothDatabases('Protocol 11.4.3.1: constraints, required values and restrictions hold inside of bodies', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Courses', { Id: 1, Code: 'c1', Lessons: [{ Id: 1 }], Exams: [{ Id: 1 }] })
  await send(200, 'PATCH', 'Courses(1)', { 'Lessons@delta': [{ Id: 1, Papers: [{ Id: 5 }] }, { Id: 2 }], Notes: [{ Id: 1 }] })
  t.match(await send(200, 'GET', 'Lessons?$expand=Papers'), { value: [{ Id: 1, CourseId: 1, Papers: [{ Id: 5 }] }, { Id: 2, CourseId: 1 }] })
  t.match(await send(200, 'PATCH', 'Lessons(2)', { Course: { Id: 3, Code: 'c3' } }), { CourseId: 3 })
  await send(200, 'PATCH', 'Notes(1)', { Course: { Id: 1, Code: 'new' } })
  t.match(await send(200, 'GET', 'Notes(1)'), { CourseCode: 'new' }, 'a nested change is passed on')
  await send(400, 'PATCH', 'Courses(1)', { Lessons: [] })
  await send(200, 'PATCH', 'Courses(1)', { 'Lessons@delta': [{ '@removed': { reason: 'deleted' }, Id: 1 }] })
  t.same(await send(200, 'GET', 'Papers?$select=Id').then(({ value }) => value), [], 'a delete cascades')
}, COURSES)

onBothDatabases('Capabilities and Validation inside of bodies of changes', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Makers', { Id: 1, Name: 'm' })
  t.match(await send(400, 'PATCH', 'Makers(1)', { Products: [{ Id: 1, Code: 'wrong' }] }), { error: { message: /Validation.Pattern/ } })
  t.match(await send(400, 'PATCH', 'Makers(1)', { Products: [{ Id: 1, Stars: 1 }] }), { error: { message: /without the property 'Code'/ } })
  t.match(await send(400, 'PATCH', 'Makers(1)', { Remarks: [{ Text: 'new' }] }), { error: { message: /InsertRestrictions\/Insertable/, target: 'Remarks/0' } })
  const gone = { '@removed': { reason: 'deleted' }, '@id': 'Notes(0aa00000-0000-0000-0000-000000000001)' }
  t.match(await send(400, 'PATCH', 'Makers(1)', { 'Remarks@delta': [gone] }), { error: { message: /DeleteRestrictions\/Deletable/ } })
  await send(200, 'PATCH', 'Makers(1)', { Products: [{ Id: 1, Code: 'AB-1' }] })
  t.match(await send(200, 'GET', 'Products(1)'), { Code: 'AB-1', Token: /^[\da-f-]{36}$/, Made: /Z$/ }, 'what is created by a change has its computed defaults')
}, RULES)
