/**
 * Versions of the protocol, and what each one's answers look like (OData-Protocol 4.01, sections 8.1.5, 8.2.6 and 8.2.8; JSON format 4.01,
 * section 4.6).
 */
import { assignmentTo, CONFIGURATIONS, create, group, host, WINDOWS } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'

const newer = { ...host, 'odata-maxversion': '4.01' }

onBothDatabases('8.2.7 4.01 for clients that ask for it: control information without the prefix', async (t, { call }) => {
  const id = await create(call, { assignments: [assignmentTo('g')], policyPayload: 'eA' })
  const response = await call('GET', `${CONFIGURATIONS}/${id}?$expand=assignments($count=true)&$select=id`, { headers: newer })
  t.equal(response.headers['odata-version'], '4.01')
  t.equal(response.headers['content-type'], 'application/json;metadata=minimal;streaming=true;IEEE754Compatible=false;charset=utf-8')
  t.match(json(response), {
    '@context': 'http://office/beta/$metadata#officeConfiguration/clientConfigurations(id,assignments())/$entity',
    '@etag': 'W/"1"',
    '@type': WINDOWS,
    id,
    'assignments@context': `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${id}')/assignments`,
    'assignments@count': 1,
    assignments: [{ '@etag': 'W/"1"', '@type': '#microsoft.graph.officeClientConfigurationAssignment', target: { '@type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId: 'g' } }]
  })
  t.notMatch(response.body, /@odata\./)
  for (const [url, accept] of [
    [CONFIGURATIONS, 'application/json;metadata=full'], [OFFICE, 'application/json;odata.metadata=full'], [`${CONFIGURATIONS}?$count=true&$top=1`, '*/*'], [`${CONFIGURATIONS}/$ref`, '*/*'], [`${CONFIGURATIONS}/${id}/$ref`, '*/*'],
    [`${OFFICE}/tenantCheckinStatuses?$count=true`, '*/*'], [`${CONFIGURATIONS}/${id}/displayName`, '*/*'], [`${CONFIGURATIONS}?$apply=filter(priority%20gt%200)`, '*/*']
  ] as const) {
    const answer = await call('GET', url, { headers: { ...newer, accept } })
    t.notMatch(answer.body, /odata\./, url)
    t.match([200, 204], [answer.statusCode === 204 ? 200 : answer.statusCode, 204])
  }
  t.match(json(await call('PATCH', OFFICE, { headers: newer, body: { '@type': '#microsoft.graph.officeConfiguration', tenantCheckinStatuses: [row()] } })), { '@context': /officeConfiguration$/ })
})

onBothDatabases('8.2.7 the newest version that both know', async (t, { call }) => {
  for (const [maxVersion, version] of [['4.0', '4.0'], [' 4.01 ', '4.01'], ['4.1', '4.01'], ['5.0', '4.01'], [undefined, '4.0']] as const) {
    const response = await call('GET', OFFICE, { headers: maxVersion === undefined ? {} : { 'odata-maxversion': maxVersion } })
    t.equal(response.headers['odata-version'], version, String(maxVersion))
    t.equal(response.body.includes('@odata.'), version === '4.0')
  }
  for (const maxVersion of ['3.0', 'new', '']) {
    const response = await call('GET', OFFICE, { headers: { 'odata-maxversion': maxVersion } })
    t.equal(response.statusCode, 400, maxVersion)
    t.equal(errorOf(response)['target'], 'OData-MaxVersion')
    t.equal(response.headers['odata-version'], '4.0', 'an error names a version too')
  }
})

onBothDatabases('8.1.5 the version of a body', async (t, { call }) => {
  for (const version of ['4.0', '4.01']) t.equal((await call('PATCH', OFFICE, { headers: { 'odata-version': version }, body: {} })).statusCode, 200, version)
  for (const version of ['3.0', '4.02', 'x']) {
    const response = await call('PATCH', OFFICE, { headers: { 'odata-version': version }, body: {} })
    t.equal(response.statusCode, 400, version)
    t.equal(errorOf(response)['target'], 'OData-Version')
  }
})

onBothDatabases('8.2.8.6 Prefer: omit-values', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ wasSuccessful: false, userId: '', deviceName: null })], tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const id = await create(call, { displayName: 'A', assignments: [assignmentTo('g'), {}] })
  const nulls = await call('GET', OFFICE, { headers: { ...host, prefer: 'omit-values=nulls' } })
  t.equal(nulls.headers['preference-applied'], 'omit-values=nulls')
  const shown = { ...row({ wasSuccessful: false, userId: '' }) }
  delete shown['deviceName']
  delete shown['errorMessage']
  t.same(json(nulls)['tenantCheckinStatuses'], [{ '@odata.type': 'microsoft.graph.officeClientCheckinStatus', ...shown }])
  const defaults = json(await call('GET', OFFICE, { headers: { prefer: 'odata.omit-values=defaults' } }))
  t.notOk('userId' in ((defaults['tenantCheckinStatuses'] as object[])[0] ?? {}))
  t.same(defaults['tenantUserCheckinSummary'], { '@odata.type': 'microsoft.graph.officeUserCheckinSummary', failedUserCount: 1 })
  const configuration = await call('GET', `${CONFIGURATIONS}/${id}?$expand=assignments`, { headers: { prefer: 'omit-values=nulls' } })
  t.same(Object.keys(json(configuration)).filter(name => !name.includes('@')), ['id', 'displayName', 'priority', 'checkinStatuses', 'assignments'])
  t.match(json(configuration)['assignments'], [{ target: group('g') }, {}])
  t.notOk('target' in ((json(configuration)['assignments'] as object[])[1] ?? {}))
  const list = await call('GET', `${CONFIGURATIONS}?$compute=length(description)%20as%20n`, { headers: { prefer: 'omit-values=nulls, odata.maxpagesize=5' } })
  t.equal(list.headers['preference-applied'], 'odata.maxpagesize=5, omit-values=nulls')
  t.notMatch(list.body, /null/)
  t.match((await call('GET', `${CONFIGURATIONS}/${id}`)).body, /null/, 'nobody else is told less')
})

onBothDatabases('8.2.8 preferences that change nothing are accepted', async (t, { call }) => {
  const response = await call('GET', OFFICE, { headers: { prefer: 'wait=5, handling=strict, odata.include-annotations="*", odata.track-changes, foo; bar=1' } })
  t.equal(response.statusCode, 200)
  t.equal(response.headers['preference-applied'], 'odata.include-annotations="*", handling=strict')
})
