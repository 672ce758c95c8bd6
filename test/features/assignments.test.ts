/** Assignments: contained in a configuration, replaced by an action, changed in depth (OData-Protocol 4.01, sections 11.4.2 to 11.5). */
import { assignmentTo, ASSIGNMENT, CONFIGURATIONS, create, group, groupsOf, host, items, SECURITY, valuesOf, WINDOWS } from '../support/configurations.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'

onBothDatabases('11.4.2.1 containment: list, create, read, change, delete', async (t, { call }) => {
  const id = await create(call)
  const url = `${CONFIGURATIONS}/${id}/assignments`
  t.same(json(await call('GET', url, { headers: host })), { '@odata.context': `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${id}')/assignments`, value: [] })
  const created = await call('POST', url, { body: { '@odata.type': ASSIGNMENT, ...assignmentTo('g1') }, headers: host })
  t.equal(created.statusCode, 201)
  const { id: key } = json(created) as { id: string }
  t.equal(created.headers.location, `http://office${CONFIGURATIONS}('${id}')/assignments('${key}')`)
  const shown = { '@odata.etag': 'W/"2"', '@odata.type': ASSIGNMENT, id: key, target: group('g1') }
  t.same(json(created), { '@odata.context': `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${id}')/assignments/$entity`, ...shown })
  t.same(await items(call, url), [shown])
  for (const spelling of [`${url}/${key}`, `${url}('${key}')`, `${CONFIGURATIONS}('${id}')/assignments('${key}')`]) t.match(json(await call('GET', spelling)), { id: key }, spelling)
  t.match(json(await call('PATCH', `${url}/${key}`, { body: { target: group('g2') } })), { target: group('g2'), '@odata.etag': 'W/"3"' })
  t.match(json(await call('PATCH', `${url}/${key}`, { body: { target: { '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget' } } })), { target: group('g2') }, 'a member that is not sent stays')
  t.match(json(await call('PATCH', `${url}/${key}`, { body: { target: null } })), { target: null })
  t.match(json(await call('GET', `${CONFIGURATIONS}/${id}`)), { '@odata.etag': 'W/"1"' }, 'the configuration is another entity')
  t.equal((await call('GET', `${url}/$count`)).body, '1')
  t.equal((await call('DELETE', `${url}/${key}`)).statusCode, 204)
  t.equal((await call('GET', `${url}/${key}`)).statusCode, 404)
  t.same(await items(call, url), [])
})

onBothDatabases('11.4.2.1 an assignment belongs to one configuration', async (t, { call }) => {
  const [first, second] = [await create(call, { assignments: [assignmentTo('g')] }), await create(call)]
  const [key] = await valuesOf(call, `${CONFIGURATIONS}/${first}/assignments`, 'id')
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const response = await call(method, `${CONFIGURATIONS}/${second}/assignments/${String(key)}`, method === 'PATCH' ? { body: { target: null } } : {})
    t.equal(response.statusCode, 404, method)
    t.match(errorOf(response), { code: 'ResourceNotFound', message: new RegExp(String(key)) })
  }
  t.equal((await call('POST', `${CONFIGURATIONS}/nobody/assignments`, { body: assignmentTo('g') })).statusCode, 404)
  t.same(await groupsOf(call, first), ['g'])
})

onBothDatabases('11.4.2.1 targets are polymorphic', async (t, { call }) => {
  const url = `${CONFIGURATIONS}/${await create(call)}/assignments`
  for (const type of ['#microsoft.graph.officeConfigurationGroupAssignmentTarget', 'microsoft.graph.officeConfigurationGroupAssignmentTarget', '#graph.officeConfigurationGroupAssignmentTarget']) {
    t.match(json(await call('POST', url, { body: { target: { '@odata.type': type, groupId: 'g' } } })), { target: group('g') }, type)
  }
  const cases: ReadonlyArray<readonly [unknown, string | RegExp]> = [
    [{ groupId: 'g' }, 'Cannot create an abstract class.'],
    [{ '@odata.type': '#microsoft.graph.officeConfigurationAssignmentTarget' }, 'Cannot create an abstract class.'],
    [{ '@odata.type': '#microsoft.graph.officeUserCheckinSummary' }, /could not be resolved/],
    [{ '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', group: 'g' }, /Did you mean 'groupId'\?/]
  ]
  for (const [target, message] of cases) {
    const response = await call('POST', url, { body: { target } })
    t.equal(response.statusCode, 400)
    t.match(errorOf(response)['message'], message)
  }
  const [key] = await valuesOf(call, url, 'id')
  const target = `${url}/${String(key)}/target`
  t.match(json(await call('GET', target)), group('g'))
  t.match(json(await call('GET', `${target}/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId`)), { value: 'g' })
  t.equal((await call('GET', `${target}/groupId`)).statusCode, 400, 'not a member of the declared type')
  t.equal((await call('PUT', `${target}/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId`, { body: { value: 'h' } })).statusCode, 204)
  t.match(json(await call('GET', target)), group('h'))
  t.equal((await call('PUT', target, { body: group('i') })).statusCode, 204)
  t.equal((await call('DELETE', target)).statusCode, 204)
  t.equal((await call('GET', target)).statusCode, 204)
})

/** Every spelling under which an action may be called. */
const assignSpellings = ['assign', 'microsoft.graph.assign', 'graph.assign', 'Assign']

onBothDatabases('11.5.5 assign replaces every assignment and returns the new ones, under each spelling', async (t, { call }) => {
  const id = await create(call, { assignments: [assignmentTo('old')] })
  for (const [index, spelling] of assignSpellings.entries()) {
    for (const path of [`/${id}`, `('${id}')`]) {
      const response = await call('POST', `${CONFIGURATIONS}${path}/${spelling}`, { headers: host, body: { officeConfigurationAssignments: [assignmentTo(`a${index}`), { '@odata.type': ASSIGNMENT, id: 'ignored', ...assignmentTo(`b${index}`) }] } })
      t.equal(response.statusCode, 200, `${path}/${spelling}`)
      const body = json(response)
      t.equal(body['@odata.context'], `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${id}')/assignments`)
      t.same((body['value'] as Array<{ target: unknown }>).map(({ target }) => target), [group(`a${index}`), group(`b${index}`)])
      t.same(await items(call, `${CONFIGURATIONS}/${id}/assignments`), body['value'])
    }
  }
  t.match(json(await call('POST', `${CONFIGURATIONS}/${id}/assign`, { body: { officeConfigurationAssignments: [] } })), { value: [] })
  t.same(await groupsOf(call, id), [])
  t.equal((await call('POST', `${CONFIGURATIONS}/${id}/assign`, { body: { officeConfigurationAssignments: Array.from({ length: 250 }, (_, index) => assignmentTo(`g${index}`)) } })).json<{ value: unknown[] }>().value.length, 250, 'all of them, however many')
})

onBothDatabases('11.5.5 the parameters of assign are checked, and a call that is refused changes nothing', async (t, { call }) => {
  const id = await create(call, { assignments: [assignmentTo('old')] })
  const cases: ReadonlyArray<readonly [unknown, RegExp]> = [
    [undefined, /Unable to read JSON/],
    [{}, /parameter 'officeConfigurationAssignments' of the action 'assign' is missing/],
    [{ officeConfigurationAssignment: [] }, /no parameter 'officeConfigurationAssignment'.*Did you mean "officeConfigurationAssignments"/],
    [{ officeConfigurationAssignments: {} }, /Cannot convert/],
    [{ officeConfigurationAssignments: null }, /null/],
    [{ officeConfigurationAssignments: [assignmentTo('x'), { target: { groupId: 'y' } }] }, /abstract/],
    [{ officeConfigurationAssignments: [assignmentTo('x'), { wrong: 1 }] }, /does not exist on type/]
  ]
  for (const [body, message] of cases) {
    const response = await call('POST', `${CONFIGURATIONS}/${id}/assign`, body === undefined ? {} : { body })
    t.equal(response.statusCode, 400, JSON.stringify(body))
    t.match(errorOf(response)['message'], message)
  }
  t.equal((await call('POST', `${CONFIGURATIONS}/nobody/assign`, { body: { officeConfigurationAssignments: [] } })).statusCode, 404)
  t.equal((await call('POST', `${OFFICE}/assign`, { body: {} })).statusCode, 400, 'bound to a configuration')
  t.same(await groupsOf(call, id), ['old'])
})

const prioritySpellings = ['updatePriorities', 'microsoft.graph.updatePriorities', 'graph.updatePriorities', 'microsoft.management.services.api.updatePriorities', 'UPDATEPRIORITIES']

onBothDatabases('11.5.5 updatePriorities pairs by position, under each spelling', async (t, { call }) => {
  const ids = [await create(call), await create(call), await create(call)]
  for (const [index, spelling] of prioritySpellings.entries()) {
    const priorities = [3, 1, 2].map(priority => priority + index * 10)
    const response = await call('POST', `${CONFIGURATIONS}/${spelling}`, { body: { officeConfigurationPolicyIds: ids, officeConfigurationPriorities: priorities } })
    t.equal(response.statusCode, 204, spelling)
    t.equal(response.body, '')
    t.same(await valuesOf(call, CONFIGURATIONS, 'priority'), priorities)
  }
  t.equal((await call('POST', `${CONFIGURATIONS}/updatePriorities`, { body: { officeConfigurationPolicyIds: [ids[0], ids[1]], officeConfigurationPriorities: [41, 43] } })).statusCode, 204, 'two change places')
  t.same(await valuesOf(call, CONFIGURATIONS, 'priority'), [41, 43, 42])
  t.equal((await call('POST', `${CONFIGURATIONS}/updatePriorities`, { body: { officeConfigurationPolicyIds: [], officeConfigurationPriorities: [] } })).statusCode, 204)
})

onBothDatabases('11.5.5 updatePriorities is all or nothing', async (t, { call }) => {
  const [first, second, third] = [await create(call), await create(call), await create(call)]
  const cases: ReadonlyArray<readonly [unknown[], unknown[], RegExp]> = [
    [[first, second], [5], /has 2 items and 'officeConfigurationPriorities' has 1/],
    [[first, 'nobody'], [5, 6], /no entity with the id 'nobody'/],
    [[first, first], [5, 6], /appears more than once/],
    [[first, second], [5, 5], /'5' appears more than once/],
    [[first, second], [5, 3], new RegExp(`priority 3 is already used by '${third}'`)],
    [[first, null], [5, 6], /cannot be null/],
    [[first], [null], /does not allow null/],
    [[first], ['1'], /Edm.Int32/],
    [[1], [1], /Edm.String/]
  ]
  for (const [ids, priorities, message] of cases) {
    const response = await call('POST', `${CONFIGURATIONS}/updatePriorities`, { body: { officeConfigurationPolicyIds: ids, officeConfigurationPriorities: priorities } })
    t.equal(response.statusCode, 400, JSON.stringify([ids, priorities]))
    t.match(errorOf(response)['message'], message)
  }
  t.same(await valuesOf(call, CONFIGURATIONS, 'priority'), [1, 2, 3])
  t.same(await valuesOf(call, CONFIGURATIONS, '@odata.etag'), ['W/"1"', 'W/"2"', 'W/"3"'])
})

onBothDatabases('11.4.3.1 deep update: the whole collection, or a delta', async (t, { call }) => {
  const id = await create(call, { assignments: [assignmentTo('a'), assignmentTo('b'), assignmentTo('c')] })
  const url = `${CONFIGURATIONS}/${id}`
  const [a, b, c] = await valuesOf(call, `${url}/assignments`, 'id')
  t.equal((await call('PATCH', url, { body: { assignments: [{ id: b, target: group('b2') }, { id: c }, assignmentTo('d')] } })).statusCode, 200)
  t.same(await groupsOf(call, id), ['b2', 'c', 'd'], 'what is not named is gone, what has no id is new')
  t.notOk((await valuesOf(call, `${url}/assignments`, 'id')).includes(a))
  const delta = await call('PATCH', `${url}?$expand=assignments`, { body: { displayName: 'x', 'assignments@odata.delta': [{ '@odata.removed': { reason: 'deleted' }, id: b }, { '@odata.id': `assignments('${String(c)}')`, target: group('c2') }, assignmentTo('e')] } })
  t.equal(delta.statusCode, 200)
  t.same((json(delta)['assignments'] as Array<{ target: { groupId: string } }>).map(({ target }) => target.groupId), ['c2', 'd', 'e'])
  t.equal((await call('PATCH', url, { body: { 'assignments@delta': [{ '@removed': {}, id: c }] } })).statusCode, 200, 'as 4.01 spells it')
  t.same(await groupsOf(call, id), ['d', 'e'])
  const cases: ReadonlyArray<readonly [object, RegExp]> = [
    [{ assignments: [{ id: 'nobody', target: null }] }, /no entity with the id 'nobody'/],
    [{ 'assignments@delta': [{ '@removed': {} }] }, /must have an 'id'/],
    [{ 'assignments@delta': [], assignments: [] }, /appears twice/],
    [{ assignments: null }, /Cannot convert/],
    [{ assignments: [{ target: { groupId: 'x' } }] }, /abstract/],
    [{ displayName: 'y', assignments: [assignmentTo('z'), { '@odata.id': "assignments('nobody')" }] }, /nobody/],
    [{ assignments: [{ '@odata.id': "x('nobody')" }] }, /none that is elsewhere can be bound/]
  ]
  for (const [body, message] of cases) {
    const response = await call('PATCH', url, { body })
    t.equal(response.statusCode, 400, JSON.stringify(body))
    t.match(errorOf(response)['message'], message)
  }
  t.same(await groupsOf(call, id), ['d', 'e'], 'what was refused changed nothing')
  t.match(json(await call('GET', url)), { displayName: 'x' })
})

onBothDatabases('11.4.3.1 deep update of the singleton, two levels down', async (t, { call }) => {
  const [first, second] = [await create(call, { displayName: 'A', assignments: [assignmentTo('a')] }), await create(call, { displayName: 'B' })]
  const response = await call('PATCH', `${OFFICE}?$expand=clientConfigurations($expand=assignments)`, {
    body: {
      tenantUserCheckinSummary: { failedUserCount: 1 },
      'clientConfigurations@delta': [
        { '@removed': {}, id: second },
        { id: first, displayName: 'A2', 'assignments@delta': [assignmentTo('a2')] },
        { '@odata.type': SECURITY, displayName: 'C', assignments: [assignmentTo('c')] }
      ]
    }
  })
  t.equal(response.statusCode, 200)
  t.match(json(response), {
    tenantUserCheckinSummary: { failedUserCount: 1 },
    clientConfigurations: [
      { id: first, displayName: 'A2', priority: 1, assignments: [{ target: group('a') }, { target: group('a2') }] },
      { '@odata.type': SECURITY, displayName: 'C', priority: 2, assignments: [{ target: group('c') }] }
    ]
  }, 'what is removed first frees its priority')
  t.equal((await call('PATCH', OFFICE, { body: { clientConfigurations: [{ displayName: 'no type' }] } })).statusCode, 400)
  t.equal((await call('PATCH', OFFICE, { body: { clientConfigurations: [{ '@odata.type': WINDOWS, priority: 4 }, { '@odata.type': WINDOWS, priority: 4 }] } })).statusCode, 400)
  t.equal((await call('GET', `${CONFIGURATIONS}/$count`)).body, '2')
  t.equal((await call('PATCH', OFFICE, { body: { clientConfigurations: [] } })).statusCode, 200)
  t.equal((await call('GET', `${CONFIGURATIONS}/$count`)).body, '0')
})
