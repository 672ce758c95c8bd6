/** `prune`: a part of a model as a document, printed by the program. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { runCommand } from '../support/process.js'
import { reference, skipWithoutReference } from '../support/reference-data.js'
import { callerOf, json } from '../support/service.js'
import { startApp } from '../support/service-pool.js'

t.test('what some entity sets need, in XML and in JSON', async t => {
  for (const format of ['xml', 'json']) {
    const { code, stdout, stderr } = await runCommand(['prune', 'models/trippin/trippin.csdl.xml', '--include', 'Airports', '--format', format])
    t.same([code, stderr], [0, ''])
    const file = join(t.testdir(), `airports.csdl.${format}`)
    writeFileSync(file, stdout)
    const { container, types } = readCsdl([file])
    t.same(container.entitySets.map(({ name }) => name), ['Airports'])
    t.ok(types.has('Microsoft.OData.SampleService.Models.TripPin.AirportLocation') && !types.has('Microsoft.OData.SampleService.Models.TripPin.Person'))
  }
})

t.test('what cannot be kept or read is told in a sentence', async t => {
  const failing = async (...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCommand(['prune', ...words])
    t.same([code, stdout], [2, ''])
    return stderr
  }
  t.match(await failing('models/trippin/trippin.csdl.xml', '--include', 'Airport'), /Airport.*Airports/s)
  t.match(await failing('models/trippin/trippin.csdl.xml'), /--include/)
  t.match(await failing('package.json', '--include', 'x'), /package\.json/)
})

t.test('the metadata of Microsoft Graph, pruned, is served as the bundle is', { skip: skipWithoutReference }, async t => {
  const folder = t.testdir()
  const [whole, part] = [join(folder, 'graph.csdl.xml'), join(folder, 'part.csdl.xml')]
  writeFileSync(whole, gunzipSync(readFileSync(reference('graph-v1.0.csdl.xml.gz'))))
  const { code, stdout } = await runCommand(['prune', whole, '--include', 'users,groups,devices,me'])
  t.equal(code, 0)
  writeFileSync(part, stdout)
  const app = await startApp(t, { model: part, databaseUrl: 'file::memory:' })
  const call = callerOf(app)
  const user = json(await call('POST', '/v1.0/users', { body: { displayName: 'Ann', userPrincipalName: 'ann@contoso.example', accountEnabled: true } }))
  const group = json(await call('POST', '/v1.0/groups', { body: { displayName: 'All', mailEnabled: false, securityEnabled: true, mailNickname: 'all', 'members@odata.bind': [`https://graph.microsoft.com/v1.0/directoryObjects/${String(user['id'])}`] } }))
  t.match(json(await call('GET', '/v1.0/users/ann@contoso.example/memberOf?$select=displayName')), { value: [{ displayName: 'All' }] })
  t.match(json(await call('GET', `/v1.0/groups/${String(group['id'])}/members?$select=id,displayName`)), { '@odata.context': /#directoryObjects\(id,displayName\)$/, value: [{ displayName: 'Ann' }] })
  t.match(json(await call('GET', `/v1.0/directoryObjects/${String(user['id'])}`)), { displayName: 'Ann', userPrincipalName: 'ann@contoso.example' })
  t.equal((await call('GET', '/v1.0/users/delta()')).statusCode, 501)
})
