/** Referential constraints on members of complex values, on both databases. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const COURSES = { model: 'test/models/courses.csdl.xml' }

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.body.startsWith('{') ? json(response) : {}
}

/** Two courses and two rooms. */
async function fill (send: Send): Promise<void> {
  for (const Id of [1, 2]) await send(201, 'POST', 'Courses', { Id, Code: `c${Id}`, Start: `2026-0${Id}-01T10:00:00+02:00` })
  for (const Id of [1, 2]) await send(201, 'POST', 'Rooms', { Id, CourseId: 1 })
}

const TALK = 'Talks(1)?$expand=Course($select=Id),Origin($select=Id),Plan/Room($select=Id)'

onBothDatabases('CSDL 8.5: to relate gives a complex value what depends on it', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  await send(201, 'POST', 'Talks', { Id: 1, Plan: { Seats: 3, 'Room@odata.bind': 'Rooms(2)' }, 'Course@odata.bind': 'Courses(1)', Origin: { '@id': 'Courses(2)' } })
  const expected = { Plan: { CourseId: 1, Code: 'c2', Start: '2026-02-01T10:00:00+02:00', RoomId: 2, Seats: 3, Room: { Id: 2 } }, Course: { Id: 1 }, Origin: { Id: 2 } }
  t.match(await send(200, 'GET', TALK), expected)
  await send(204, 'PUT', 'Talks(1)/Course/$ref', { '@odata.id': 'Courses(2)' })
  await send(204, 'PUT', 'Talks(1)/Plan/Room/$ref', { '@odata.id': 'Rooms(1)' })
  t.match(await send(200, 'GET', TALK), { ...expected, Plan: { CourseId: 2, RoomId: 1, Seats: 3, Room: { Id: 1 } }, Course: { Id: 2 } })
  t.match(await send(200, 'GET', 'Courses(2)/Talks'), { value: [{ Id: 1 }] })
  await send(204, 'POST', 'Courses(1)/Talks/$ref', { '@odata.id': 'Talks(1)' })
  t.match(await send(200, 'GET', TALK), { Plan: { CourseId: 1 }, Course: { Id: 1 } }, 'from the other side, too')
  await send(200, 'PATCH', 'Courses(2)', { Code: 'new' })
  t.match(await send(200, 'GET', TALK), { Plan: { Code: 'new' }, Origin: { Id: 2 } }, 'what others depend on changes')
  await send(204, 'DELETE', 'Talks(1)/Origin/$ref')
  await send(204, 'DELETE', 'Courses(1)/Talks(1)/$ref')
  t.match(await send(200, 'GET', TALK), { Plan: { CourseId: null, Code: null, Start: null, RoomId: 1, Seats: 3 }, Course: null, Origin: null })
}, COURSES)

onBothDatabases('CSDL 8.5: values that are sent inside of a complex value relate its entity', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  await send(201, 'POST', 'Talks', { Id: 1, Plan: { CourseId: 2, Code: 'c1', Start: '2026-01-01T08:00:00Z', RoomId: 2 } })
  t.match(await send(200, 'GET', TALK), { Course: { Id: 2 }, Origin: { Id: 1 }, Plan: { Room: { Id: 2 }, Start: '2026-01-01T08:00:00Z' } }, 'the same instant')
  await send(200, 'PATCH', 'Talks(1)', { Plan: { CourseId: 1 } })
  await send(204, 'PUT', 'Talks(1)/Plan/RoomId', { value: 1 })
  t.match(await send(200, 'GET', TALK), { Course: { Id: 1 }, Origin: { Id: 1 }, Plan: { Room: { Id: 1 } } })
  await send(200, 'PATCH', 'Talks(1)', { Plan: { Seats: 9 } })
  t.match(await send(200, 'GET', TALK), { Course: { Id: 1 }, Plan: { Seats: 9, Room: { Id: 1 } } }, 'what is not sent stays')
  await send(200, 'PATCH', 'Talks(1)', { Plan: { CourseId: null } })
  t.match(await send(200, 'GET', TALK), { Course: null, Plan: { CourseId: null } })
  await send(200, 'PATCH', 'Talks(1)', { Plan: null })
  t.match(await send(200, 'GET', TALK), { Course: null, Origin: null, Plan: null })
}, COURSES)

onBothDatabases('CSDL 8.5: values that lead to nothing, and relations that no value can have, are refused', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  t.match(await send(400, 'POST', 'Talks', { Id: 1, Plan: { CourseId: 77 } }), { error: { message: "'Course' leads to nothing: no School.Course has the Plan/CourseId of the entity.", target: 'Plan/CourseId' } })
  await send(400, 'POST', 'Talks', { Id: 1, Plan: { Code: 'c1', Start: '2026-02-01T10:00:00Z' } })
  t.match(await send(400, 'POST', 'Talks', { Id: 1, 'Course@odata.bind': 'Courses(1)' }), { error: { message: "'Plan' has no 'CourseId', which a related entity gives its value: send it." } })
  t.match(await send(200, 'GET', 'Talks'), { value: [] })
  await send(201, 'POST', 'Talks', { Id: 1, Plan: { CourseId: 1, RoomId: 1 } })
  await send(400, 'PATCH', 'Talks(1)', { Plan: { RoomId: 78 } })
  await send(204, 'DELETE', 'Rooms(1)')
  t.match(await send(200, 'GET', TALK), { Course: { Id: 1 }, Plan: { CourseId: 1, RoomId: null, Room: null } }, 'what it depended on is gone')
}, COURSES)

onBothDatabases('CSDL 8.5: generated data and states keep what depends inside of complex values', async (t, { call }) => {
  const send = sender(t, call)
  t.equal((await call('POST', '/__admin/tenants/default/generate', { body: { count: 30 } })).statusCode, 200)
  const { value } = await send(200, 'GET', 'Talks?$expand=Course,Plan/Room') as { value: Array<{ Course: { Id: number } | null, Plan: { CourseId: number | null, RoomId: number | null, Room: { Id: number } | null } | null }> }
  t.equal(value.length, 30)
  for (const { Course, Plan } of value) t.same([Plan?.CourseId ?? null, Plan?.RoomId ?? null], [Course?.Id ?? null, Plan?.Room?.Id ?? null])
  t.ok(value.some(({ Course }) => Course !== null) && value.some(({ Plan }) => (Plan?.Room ?? null) !== null))
  const withoutTags = async (): Promise<string> => (await call('GET', '/odata/Talks?$expand=Course,Plan/Room&$orderby=Id')).body.replaceAll(/"@odata.etag":"[^,]*",/g, '')
  const before = await withoutTags()
  const state = (await call('GET', '/__admin/tenants/default/state')).body
  t.equal((await call('PUT', '/__admin/tenants/default/state', { body: JSON.parse(state) as unknown })).statusCode, 200)
  t.equal(await withoutTags(), before)
}, COURSES)

onBothDatabases('CSDL 8.5: what others depend on may be inside of a complex value', async (t, { call }) => {
  const send = sender(t, call)
  const when = (month: number): object => ({ From: `2026-0${month}-01T10:00:00+02:00`, Price: 0.1 + month })
  for (const Id of [1, 2]) await send(201, 'POST', 'Courses', { Id, Held: { By: `b${Id}`, When: when(Id) } })
  await send(201, 'POST', 'Slots', { Id: 1, When: {}, 'Course@odata.bind': 'Courses(1)' })
  const slot = 'Slots(1)?$expand=Course($select=Id)'
  t.match(await send(200, 'GET', slot), { By: 'b1', Price: 1.1, When: { From: '2026-01-01T10:00:00+02:00' }, Course: { Id: 1 } }, 'to relate gives the values')
  await send(200, 'PATCH', 'Slots(1)', { By: 'b2', Price: 2.1, When: { From: '2026-02-01T08:00:00Z' } })
  t.match(await send(200, 'GET', slot), { By: 'b2', Course: { Id: 2 } }, 'to send them relates')
  await send(200, 'PATCH', 'Courses(2)', { Held: { By: 'new' } })
  t.match(await send(200, 'GET', slot), { By: 'new', Price: 2.1, Course: { Id: 2 } }, 'what it depends on changes')
  await send(204, 'PUT', 'Courses(2)/Held/When', { Price: 7.25 })
  t.match(await send(200, 'GET', slot), { By: 'new', Price: 7.25, When: { From: null } })
  await send(400, 'POST', 'Slots', { Id: 2, By: 'nobody', Price: 1, When: { From: '2026-01-01T08:00:00Z' } })
  await send(204, 'PATCH', 'Courses(2)/Held', { When: null })
  t.match(await send(200, 'GET', slot), { By: 'new', Price: null })
  await send(204, 'DELETE', 'Courses(2)')
  t.match(await send(200, 'GET', slot), { By: null, Price: null, Course: null })
}, COURSES)
