/** `--model graph`: the directory of Microsoft Graph, as its clients ask for it. */
import { UnsecuredJWT } from 'jose'
import { callerOf, errorOf, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

/** A seed that is named is there anew for each test. */
const GRAPH = { model: 'graph', seed: 'models/graph/seed.json' }
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** What clients write whichever service they talk to. */
const real = (path: string): { '@odata.id': string } => ({ '@odata.id': `https://graph.microsoft.com/v1.0/${path}` })

const idOf = async (call: Call, url: string): Promise<string> => String(json(await call('GET', `${url}${url.includes('?') ? '&' : '?'}$select=id`))['id'])
const groupId = async (call: Call, name: string): Promise<string> =>
  String((json(await call('GET', `/v1.0/groups?$filter=displayName eq '${name}'&$select=id`))['value'] as Array<{ id: string }>)[0]?.id)
const names = async (call: Call, url: string): Promise<unknown[]> =>
  (json(await call('GET', `${url}${url.includes('?') ? '&' : '?'}$select=displayName`))['value'] as Array<{ displayName: unknown }>).map(({ displayName }) => displayName)
const create = async (call: Call, name: string, more: object = {}): Promise<string> => {
  const response = await call('POST', '/v1.0/users', { body: { displayName: name, userPrincipalName: `${name}@contoso.example`, accountEnabled: true, ...more } })
  if (response.statusCode !== 201) throw new Error(response.body)
  return String(json(response)['id'])
}

onBothDatabases('a user by id, by the segment and by the parentheses, and by userPrincipalName', async (t, { call }) => {
  const id = await idOf(call, '/v1.0/users/ann@contoso.example')
  t.match(id, GUID)
  for (const address of [`users/${id}`, `users('${id}')`, 'users/ann@contoso.example', "users('ann@contoso.example')", 'users/ann%40contoso.example', 'Users/ann@contoso.example', "users(userPrincipalName='ann@contoso.example')"]) {
    t.match(json(await call('GET', `/v1.0/${address}`)), { '@odata.context': /\$metadata#users\/\$entity$/, id, displayName: 'Ann Okafor' }, address)
  }
  t.match(json(await call('GET', '/beta/users/ann@contoso.example?$select=id,displayName')), { '@odata.context': 'http://localhost:80/beta/$metadata#users(id,displayName)/$entity' })
  t.match(await names(call, '/v1.0/users/ann@contoso.example/directReports'), ['Ben Lindqvist', 'Carla Moreno', 'Ines Duarte'])
  const missing = await call('GET', '/v1.0/users/nobody@contoso.example')
  t.match([missing.statusCode, errorOf(missing)['code']], [404, 'ResourceNotFound'])
  t.equal((await call('GET', "/v1.0/users/o'hara@contoso.example")).statusCode, 404, 'a quote is a part of the name')
}, GRAPH)

onBothDatabases('members of types that no page had before (JSON Format 4.01, section 4.6.3)', async (t, { call }) => {
  const created = async (set: string, body: object): Promise<string> => {
    const response = await call('POST', `/v1.0/${set}`, { body })
    t.equal(response.statusCode, 201, response.body)
    return String(json(response)['id'])
  }
  const group = async (name: string): Promise<string> => await created('groups', { displayName: name, mailNickname: name, mailEnabled: false, securityEnabled: true })
  const all = await group('all')
  const members: Array<readonly [type: string, id: string, name: string]> = []
  const add = async (type: string, id: string, name: string): Promise<void> => {
    t.equal((await call('POST', `/v1.0/groups/${all}/members/$ref`, { body: real(`directoryObjects/${id}`) })).statusCode, 204)
    members.push([type, id, name])
    for (const times of ['first', 'again']) {
      const page = json(await call('GET', `/v1.0/groups/${all}/members?$top=17&$count=true`, { headers: { ConsistencyLevel: 'eventual' } }))
      t.strictSame((page['value'] as Array<Record<string, unknown>>).map(item => [item['@odata.type'], item['id'], item['displayName']]), members, times)
      t.equal(page['@odata.count'], members.length)
    }
  }
  t.strictSame(json(await call('GET', `/v1.0/groups/${all}/members?$top=17&$count=true`, { headers: { ConsistencyLevel: 'eventual' } }))['value'], [])
  await add('#microsoft.graph.user', await create(call, 'zoë'), 'zoë')
  await add('#microsoft.graph.device', await created('devices', { displayName: 'laptop' }), 'laptop')
  await add('#microsoft.graph.user', await create(call, 'yan'), 'yan')
  await add('#microsoft.graph.group', await group('inner'), 'inner')
  const next = json(await call('GET', `/v1.0/groups/${all}/members?$top=2`))
  t.match(next, { value: [{ displayName: 'zoë' }, { '@odata.type': '#microsoft.graph.device' }] })
  t.match(json(await call('GET', `/v1.0/groups/${all}/members?$skip=2&$top=2`)), { value: [{ displayName: 'yan' }, { '@odata.type': '#microsoft.graph.group', mailNickname: 'inner' }] })
}, GRAPH)

onBothDatabases('complex values that no page had before (JSON Format 4.01, sections 7.2 and 7.4)', async (t, { call }) => {
  const url = '/v1.0/users?$filter=department eq \'Values\'&$orderby=displayName'
  const options = ['', '&$select=displayName,assignedLicenses,employeeOrgData,onPremisesExtensionAttributes,passwordProfile,identities', '&$expand=memberOf']
  const accepts = ['application/json', 'application/json;odata.metadata=none', 'application/json;odata.metadata=full;IEEE754Compatible=true']
  const licenses = [{ skuId: 'c42b9cae-ea4f-4ab7-9717-81576235ccac', disabledPlans: ['8a256a2b-b617-496d-b51b-e76466e88db0'] }]
  const identities = [{ signInType: 'userName', issuer: 'contoso.example', issuerAssignedId: 'u' }]
  const given: Array<readonly [name: string, values: object]> = [
    ['a', {}],
    ['b', { assignedLicenses: licenses }],
    ['c', { employeeOrgData: { division: 'North', costCenter: null }, identities }],
    ['d', { onPremisesExtensionAttributes: { extensionAttribute3: 'three' }, assignedLicenses: [], employeeOrgData: {} }],
    ['e', { passwordProfile: { forceChangePasswordNextSignIn: true, password: 'Tr0ub4dor&3' }, assignedLicenses: [...licenses, ...licenses] }]
  ]
  for (const [index, [name, values]] of given.entries()) {
    await create(call, name, { department: 'Values', ...values })
    for (const option of options) {
      for (const accept of accepts) {
        const page = json(await call('GET', `${url}${option}`, { headers: { accept } }))['value'] as Array<Record<string, unknown>>
        t.strictSame(page.map(({ displayName }) => displayName), given.slice(0, index + 1).map(([name]) => name))
        for (const item of page) {
          const user = json(await call('GET', `/v1.0/users/${String(item['displayName'])}@contoso.example${option.replace('&', '?')}`, { headers: { accept } }))
          const { '@odata.context': _context, '@odata.id': _id, ...own } = user
          t.match(item, own, `${accept} ${option}`)
          for (const [member, value] of Object.entries(given.find(([name]) => name === item['displayName'])?.[1] ?? {})) if (member !== 'passwordProfile') t.match(user[member], value)
        }
      }
    }
  }
  const omitting = json(await call('GET', url, { headers: { prefer: 'omit-values=nulls' } }))['value'] as Array<Record<string, unknown>>
  t.strictSame(omitting.map(item => ['employeeOrgData', 'passwordProfile', 'onPremisesExtensionAttributes'].filter(name => name in item)), [
    [], [], ['employeeOrgData'], ['employeeOrgData', 'onPremisesExtensionAttributes'], ['passwordProfile']
  ])
}, GRAPH)

onBothDatabases('a full page of related entities leads on where there are more, and only there (Protocol 4.01, section 11.2.6.7)', async (t, { call }) => {
  const created = await call('POST', '/v1.0/groups', { body: { displayName: 'paged', mailNickname: 'paged', mailEnabled: false, securityEnabled: true } })
  const group = String(json(created)['id'])
  const ids: string[] = []
  for (const name of ['p1', 'p2', 'p3', 'p4']) ids.push(await create(call, name))
  for (const id of ids) t.equal((await call('POST', `/v1.0/groups/${group}/members/$ref`, { body: real(`directoryObjects/${id}`) })).statusCode, 204)
  for (const size of [1, 2, 3, 4, 5]) {
    const pages: unknown[][] = []
    for (let url: string | undefined = `/v1.0/groups/${group}/members?$skip=0`; url !== undefined;) {
      const page = json(await call('GET', url, { headers: { prefer: `odata.maxpagesize=${size}` } }))
      pages.push((page['value'] as Array<Record<string, unknown>>).map(({ id }) => id))
      url = page['@odata.nextLink'] as string | undefined
      t.ok(pages.length <= ids.length)
    }
    t.strictSame(pages.flat(), ids)
    t.strictSame(pages.map(page => page.length), Array.from({ length: Math.ceil(4 / size) }, (_, index) => Math.min(size, 4 - index * size)), `pages of ${size}`)
  }
  t.strictSame((json(await call('GET', `/v1.0/users/${ids[0] ?? ''}/memberOf`))['value'] as Array<{ id: string }>).map(({ id }) => id), [group])
}, GRAPH)

onBothDatabases('what is found by its name is changed and deleted by it, its name too', async (t, { call }) => {
  const id = await create(call, 'new')
  t.match(json(await call('PATCH', '/v1.0/users/new@contoso.example', { body: { jobTitle: 'Tester', userPrincipalName: 'newer@contoso.example' } })), { id, jobTitle: 'Tester' })
  t.equal((await call('GET', '/v1.0/users/new@contoso.example')).statusCode, 404)
  t.equal((await call('DELETE', '/v1.0/users/newer@contoso.example')).statusCode, 204)
  t.equal((await call('GET', `/v1.0/users/${id}`)).statusCode, 404)
}, GRAPH)

onBothDatabases('/me is the user whom the token names', async (t, { app, call }) => {
  const ben = await idOf(call, '/v1.0/users/ben@contoso.example')
  const id = await create(call, 'mia', { 'manager@odata.bind': real(`users/${ben}`)['@odata.id'] })
  const as = (claims: object): Call => callerOf(app, new UnsecuredJWT({ ...claims }).encode())
  t.match(json(await as({ oid: id })('GET', '/v1.0/me')), { '@odata.context': /#users\/\$entity$/, id, displayName: 'mia' })
  t.match(json(await as({ oid: id })('GET', '/v1.0/me/manager?$select=displayName')), { displayName: 'Ben Lindqvist' })
  t.match(json(await as({ oid: 'unknown', upn: 'mia@contoso.example' })('GET', '/v1.0/me?$select=id')), { id }, 'by the name, where nobody has the id')
  t.match(json(await as({ oid: id })('PATCH', '/v1.0/me', { body: { jobTitle: 'Lead' } })), { jobTitle: 'Lead' })
  t.equal((await as({ oid: 'unknown' })('GET', '/v1.0/me')).statusCode, 404)
  for (const nobody of [call, as({ appid: 'x' }), as({ oid: id, idtyp: 'app' })]) {
    const response = await nobody('GET', '/v1.0/me')
    t.match([response.statusCode, errorOf(response)['message']], [400, '/me request is only valid with delegated authentication flow.'])
  }
  const { responses } = json(await as({ oid: id })('POST', '/v1.0/$batch', { body: { requests: [{ id: '1', method: 'GET', url: '/me?$select=displayName' }] } })) as { responses: Array<{ body: object }> }
  t.match(responses[0]?.body, { displayName: 'mia' }, 'in a batch')
}, GRAPH)

onBothDatabases('members are added as clients name them, and seen from both ends', async (t, { call }) => {
  const [ann, sales] = [await create(call, 'ada'), await groupId(call, 'Sales')]
  t.equal((await call('POST', `/v1.0/groups/${sales}/members/$ref`, { body: real(`directoryObjects/${ann}`) })).statusCode, 204)
  t.same(await names(call, '/v1.0/users/ada@contoso.example/memberOf'), ['Sales'])
  t.same(await names(call, `/v1.0/groups/${sales}/members?$count=true`), ['Ben Lindqvist', 'Dev Patel', 'Emi Tanaka', 'ada'])
  t.same(await names(call, `/v1.0/groups/${sales}/members/microsoft.graph.user?$filter=startswith(displayName,'D')`), ['Dev Patel'])
  t.equal((await call('GET', `/v1.0/groups/${sales}/members/$count`, { headers: { consistencylevel: 'eventual' } })).body, '4')
  t.match(json(await call('GET', `/v1.0/groups/${sales}/members/$ref`))['value'], [{ '@odata.id': /users\('/ }])
  t.match(json(await call('GET', `/v1.0/groups/${sales}/members?$top=1`)), { '@odata.context': 'http://localhost:80/v1.0/$metadata#directoryObjects', value: [{ '@odata.type': '#microsoft.graph.user', displayName: 'Ben Lindqvist', jobTitle: 'Head of Sales' }] })
  t.equal((await call('DELETE', `/v1.0/groups/${sales}/members/${ann}/$ref`)).statusCode, 204)
  t.same(await names(call, '/v1.0/users/ada@contoso.example/memberOf'), [])
  t.equal((await call('PATCH', `/v1.0/groups/${sales}`, { body: { 'members@odata.bind': [real(`directoryObjects/${ann}`)['@odata.id']] } })).statusCode, 200)
  t.same(await names(call, `/v1.0/users/${ann}/memberOf/microsoft.graph.group`), ['Sales'])
  t.equal((await call('POST', `/v1.0/groups/${sales}/members/$ref`, { body: { '@odata.id': 'https://example.com/v1.0/directoryObjects/x' } })).statusCode, 400)
}, GRAPH)

onBothDatabases('what two ends of one relation are called: managers, owners, devices', async (t, { call }) => {
  const [ben, carla] = [await idOf(call, '/v1.0/users/ben@contoso.example'), await idOf(call, '/v1.0/users/carla@contoso.example')]
  t.equal((await call('PUT', '/v1.0/users/hugo@contoso.example/manager/$ref', { body: real(`users/${ben}`) })).statusCode, 204)
  t.same(await names(call, `/v1.0/users/${ben}/directReports`), ['Dev Patel', 'Emi Tanaka', 'Hugo Martin'])
  t.same(await names(call, `/v1.0/users/${carla}/directReports`), ['Femi Adeyemi', 'Greta Vogel'], 'nobody has two managers')
  t.same(await names(call, `/v1.0/users/${carla}/ownedObjects`), ['Engineering', 'Managed devices'])
  t.same(await names(call, `/v1.0/users/${carla}/ownedDevices`), ['LAPTOP-01'])
  t.same(await names(call, `/v1.0/users/${carla}/registeredDevices`), ['LAPTOP-01'])
  const laptop = (json(await call('GET', "/v1.0/devices?$filter=displayName eq 'LAPTOP-02'"))['value'] as Array<{ id: string }>)[0]!
  t.same(await names(call, `/v1.0/devices/${laptop.id}/registeredOwners`), ['Femi Adeyemi'])
  t.same(await names(call, `/v1.0/devices/${laptop.id}/memberOf`), ['Managed devices'])
  t.match(json(await call('GET', `/v1.0/users/${ben}?$select=id&$expand=manager($select=id,displayName)`)), { manager: { displayName: 'Ann Okafor' } })
}, GRAPH)

onBothDatabases('an object of several types shows what its own type has', async (t, { call }) => {
  const [ann, sales] = [await idOf(call, '/v1.0/users/ann@contoso.example'), await groupId(call, 'Sales')]
  t.match(json(await call('GET', `/v1.0/directoryObjects/${ann}`)), { '@odata.type': '#microsoft.graph.user', displayName: 'Ann Okafor', mail: 'ann@contoso.example', accountEnabled: true })
  t.match(json(await call('GET', `/v1.0/directoryObjects/${sales}`)), { '@odata.type': '#microsoft.graph.group', displayName: 'Sales', mail: 'sales@contoso.example' })
  const chosen = json(await call('GET', `/v1.0/directoryObjects/${sales}?$select=id,displayName,userPrincipalName`))
  t.match(chosen, { '@odata.context': /#directoryObjects\(id,userPrincipalName,displayName\)\/\$entity$/, displayName: 'Sales' })
  t.notOk('userPrincipalName' in chosen, 'a group has none')
  t.equal((await call('GET', `/v1.0/directoryObjects/${sales}?$select=displayname2`)).statusCode, 400)
  const nested = json(await call('GET', `/v1.0/groups/${sales}?$select=id&$expand=members($select=id,displayName;$top=1)`))
  t.match(nested['members'], [{ displayName: 'Ben Lindqvist' }])
}, GRAPH)

onBothDatabases('actions: groups of groups, licences, sessions; delta is a 501', async (t, { call }) => {
  const [interns, engineering, everyone] = [await groupId(call, 'Interns'), await groupId(call, 'Engineering'), await groupId(call, 'Everyone')]
  const value = async (action: string, body: object): Promise<unknown> => json(await call('POST', `/v1.0/users/jonas@contoso.example/${action}`, { body }))['value']
  t.same(new Set(await value('getMemberGroups', { securityEnabledOnly: true }) as string[]), new Set([interns, engineering]))
  t.same(new Set(await value('microsoft.graph.getMemberObjects', { securityEnabledOnly: false }) as string[]), new Set([interns, engineering, everyone]))
  t.same(await value('checkMemberGroups', { groupIds: [engineering, 'x'] }), [engineering])
  t.equal(await value('revokeSignInSessions', {}), true)
  const skuId = '84a661c4-e949-4bd2-a560-ed7766fcaf2b'
  t.match(json(await call('POST', '/v1.0/users/jonas@contoso.example/assignLicense', { body: { addLicenses: [{ skuId, disabledPlans: [] }], removeLicenses: [] } })), { assignedLicenses: [{ skuId }] })
  t.same(json(await call('POST', '/v1.0/users/jonas@contoso.example/assignLicense', { body: { addLicenses: [], removeLicenses: [skuId] } }))['assignedLicenses'], [])
  for (const license of [{ skuId: null }, {}, { disabledPlans: [] }]) {
    t.match(await call('POST', '/v1.0/users/jonas@contoso.example/assignLicense', { body: { addLicenses: [{ skuId }, license], removeLicenses: [] } }), {
      statusCode: 400, body: /needs a skuId/
    })
  }
  t.same(json(await call('GET', '/v1.0/users/jonas@contoso.example?$select=assignedLicenses'))['assignedLicenses'], [], 'and nothing is assigned')
  for (const url of ['users/delta', 'users/delta()', 'groups/microsoft.graph.delta()', 'devices/delta']) t.equal((await call('GET', `/v1.0/${url}`)).statusCode, 501, url)
}, GRAPH)

onBothDatabases('a token with permissions of the directory is let in', async (t, { app }) => {
  const reader = callerOf(app, new UnsecuredJWT({ scp: 'User.Read.All' }).encode())
  t.equal((await reader('GET', '/v1.0/users')).statusCode, 200)
}, GRAPH)

onBothDatabases('searches and counts are for clients that accept a late index: ConsistencyLevel', async (t, { call }) => {
  const eventual = { headers: { ConsistencyLevel: 'eventual' } }
  const found = async (search: string): Promise<unknown> => {
    const response = await call('GET', `/v1.0/users?$search=${encodeURIComponent(search)}&$select=displayName&$count=true`, eventual)
    if (response.statusCode !== 200) return errorOf(response)['message']
    const { value, '@odata.count': count } = json(response) as { value: Array<{ displayName: string }>, '@odata.count': number }
    t.equal(count, value.length, search)
    return value.map(({ displayName }) => displayName)
  }
  t.same(await found('"displayName:AR"'), ['Carla Moreno', 'Hugo Martin', 'Ines Duarte'])
  t.same(await found('"displayName:ann" OR "mail:ben"'), ['Ann Okafor', 'Ben Lindqvist'])
  t.same(await found('"department:Sales" AND "jobTitle:head"'), ['Ben Lindqvist'])
  t.same(await found('NOT "department:Engineering" AND "userType:member"'), ['Ann Okafor', 'Ben Lindqvist', 'Dev Patel', 'Emi Tanaka', 'Ines Duarte'])
  t.same(await found('Recruiter'), ['Ines Duarte'], 'words alone look everywhere')
  t.match(await found('"displayName:ann" OR ben'), /each phrase names a property/)
  t.match(await found('"bogus:ann"'), /bogus/)
  const filtered = await call('GET', `/v1.0/users?$search=${encodeURIComponent('"department:Engineering"')}&$filter=accountEnabled eq false&$select=displayName`, eventual)
  t.match(json(filtered)['value'], [{ displayName: 'Jonas Weber' }])
  for (const url of ['/v1.0/users?$search="displayName:ann"', '/v1.0/users/$count', '/v1.0/devices/$count?$filter=isManaged eq true']) {
    const response = await call('GET', url)
    t.match([response.statusCode, errorOf(response)['target']], [400, 'ConsistencyLevel'], url)
    t.equal((await call('GET', url, eventual)).statusCode, 200, url)
  }
  t.notOk('@odata.count' in json(await call('GET', '/v1.0/users?$count=true')), 'not answered, and no error')
  t.equal(json(await call('GET', '/v1.0/users?$count=true', eventual))['@odata.count'], 10)
  t.notOk('@odata.count' in json(await call('GET', '/v1.0/users?$count=true')), 'whatever was asked before')
}, GRAPH)
