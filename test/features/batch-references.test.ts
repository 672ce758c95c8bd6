/**
 * References to earlier answers of a batch (OData-Protocol 4.01, sections 11.7.4 to 11.7.6). What a request created is referred to by its
 * `Location`;
 * test/http/batch/sub-request-hooks.test.ts shows the headers that count.
 */
import { OFFICE, onBothDatabases } from '../support/service.js'
import { batch, read, write } from '../support/batch.js'
import { summary } from '../support/samples.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'

onBothDatabases('11.7.4 and 11.7.5 references to an earlier answer: its URL and its ETag', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const answers = await batch(call, [
    read('1', '/beta/officeConfiguration?$select=id'),
    read('2', '$1/tenantUserCheckinSummary?$select=failedUserCount', { dependsOn: ['1'] }),
    read('3', '/$2/failedUserCount/$value', { dependsOn: ['2'] }),
    write('4', 'PATCH', '$1', { tenantUserCheckinSummary: { failedUserCount: 2 } }, { headers: { 'If-Match': '$1' } }),
    write('5', 'PATCH', '$1', { tenantUserCheckinSummary: { failedUserCount: 3 } }, { headers: { 'if-match': '$1' } }),
    read('6', '$4', { headers: { 'if-none-match': '$4' } }),
    read('7', '$5/tenantUserCheckinSummary'),
    read('8', '%241/id'),
    read('9', '$8/$value')
  ])
  t.same(answers.map(({ status }) => status), [200, 200, 200, 200, 412, 304, 424, 200, 200])
  t.match(answers[1]?.body, { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantUserCheckinSummary(failedUserCount)', failedUserCount: 1 }, 'no reference is left in a URL of an answer')
  t.equal(answers[2]?.body, '1')
  const wrong = await batch(call, [
    read('1', '$2'),
    read('2', 'officeConfiguration'),
    read('3', '$nobody/x'),
    write('4', 'PATCH', 'officeConfiguration', {}, { headers: { 'If-Match': '$nobody' } }),
    read('metadata', 'officeConfiguration'),
    read('6', 'officeConfiguration?$compute=$2/tenantUserCheckinSummary/failedUserCount as n&$select=n'),
    read('7', `${ROWS}?$filter=userId eq '$2'`)
  ])
  t.same(wrong.map(({ status }) => status), [400, 200, 400, 400, 200, 501, 200])
  t.match(wrong[0]?.body, { error: { message: "'$2' refers to a request that does not come before this one." } })
  t.match(wrong[3]?.body, { error: { target: 'if-match' } })
})

onBothDatabases('11.7.4 references in an atomicity group', async (t, { call }) => {
  const answers = await batch(call, [
    write('1', 'PATCH', 'officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 2 } }, { atomicityGroup: 'g' }),
    write('2', 'PATCH', '$1/tenantUserCheckinSummary', { succeededUserCount: 7 }, { atomicityGroup: 'g', headers: { 'If-Match': '$1' } }),
    read('3', '$1', { dependsOn: ['g'] })
  ])
  t.same(answers.map(({ status }) => status), [200, 204, 200])
  t.match(answers[2]?.body, { tenantUserCheckinSummary: summary(7, 2) })
})

onBothDatabases('11.7.3.1 a new configuration and what is added to it, in one transaction', async (t, { call }) => {
  const json = { 'Content-Type': 'application/json' }
  const target = { '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId: 'g' }
  const members = [
    { id: '1', atomicityGroup: 'new', method: 'POST', url: '/officeConfiguration/clientConfigurations', headers: json, body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'A' } },
    { id: '2', atomicityGroup: 'new', dependsOn: ['1'], method: 'POST', url: '$1/assignments', headers: json, body: { target } },
    { id: '3', atomicityGroup: 'new', dependsOn: ['1'], method: 'PATCH', url: '/$1', headers: json, body: { description: 'in one go' } }
  ]
  const read = { id: '4', dependsOn: ['new'], method: 'GET', url: '$1?$expand=assignments($select=target)' }
  const answers = await batch(call, [...members, read])
  t.same(answers.map(({ status }) => status), [201, 201, 200, 200])
  t.match(answers[3], { body: { displayName: 'A', description: 'in one go', assignments: [{ target }] } })
  const failed = await batch(call, [...members, { id: '5', atomicityGroup: 'new', method: 'POST', url: '/officeConfiguration/clientConfigurations', headers: json, body: { displayName: 'no type' } }])
  t.same(failed.map(({ status }) => status), [424, 424, 424, 400])
  t.equal((await call('GET', `${OFFICE}/clientConfigurations/$count`)).body, '1', 'nothing of the group that failed')
})
