/**
 * What the built program loads late, it loads: bundled, a module is not always what it is in the sources, and all other tests but those of
 * the command run the sources.
 */
import t from 'tap'
import { startCollector } from './support/collector.js'
import { newDatabase } from './support/databases.js'
import { startProcess } from './support/process.js'

type Sent = readonly [method: string, path: string, status: number, body?: string | undefined, headers?: Readonly<Record<string, string>>]

const JSON_TYPE = { 'content-type': 'application/json' }

const everywhere: readonly Sent[] = [
  ['GET', '/', 200],
  ['GET', '/docs/', 200],
  ['GET', '/docs/json', 200],
  ['GET', '/openapi.json', 200],
  ['GET', '/metrics', 200],
  ['GET', '/__admin/metrics', 200],
  ['GET', '/__admin/', 200, undefined, { accept: 'text/html' }],
  ['GET', '/__admin/', 200, undefined, { accept: 'application/json' }],
  ['GET', '/__admin/docs/', 200],
  ['GET', '/__admin/openapi.json', 200, undefined, { 'accept-encoding': 'br' }],
  ['GET', '/__admin/requests.har', 200],
  ['GET', '/vocabularies/Org.OData.Core.V1.xml', 200],
  ['POST', '/__admin/tenants/contoso/generate', 200],
  ['GET', '/__admin/tenants/contoso/state', 200],
  ['POST', '/__admin/tokens', 200, '{}', JSON_TYPE],
  ['POST', '/__admin/backup', 200]
]

const office: readonly Sent[] = [
  ['PATCH', '/beta/officeConfiguration', 202, '{"tenantUserCheckinSummary":{"failedUserCount":1}}', { ...JSON_TYPE, prefer: 'respond-async' }],
  ['POST', '/__admin/tenants/default/checkinStatuses/import', 200, 'deviceName\nPC-1\n', { 'content-type': 'text/csv' }],
  ['POST', '/beta/officeConfiguration/clientConfigurations/updatePriorities', 204, '{"officeConfigurationPolicyIds":[],"officeConfigurationPriorities":[]}', JSON_TYPE],
  ['GET', '/beta/officeConfiguration/tenantCheckinStatuses?$apply=groupby((devicePlatform),aggregate($count as n))', 200]
]

const graph: readonly Sent[] = [
  ['GET', '/v1.0/users?$count=true&$top=2&$expand=memberOf', 200],
  ['GET', '/v1.0/$all', 200],
  ['POST', '/v1.0/groups/delta', 405]
]

for (const [name, args, requests] of [['the family', [], office], ['a model', ['--model', 'graph'], graph]] as const) {
  t.test(name, async t => {
    const collector = await startCollector(t)
    const options = ['--json', '--tls-port', '0', '--vocabularies', 'own', '--otel-exporter-otlp-endpoint', collector.url, ...args]
    const { child, url, ended } = await startProcess(t, await newDatabase(t, 'sqlite'), options)
    for (const [method, path, status, body = null, headers = {}] of [...everywhere, ...requests]) {
      const answer = await fetch(url + path, { method, body, headers: { authorization: 'Bearer x', ...headers } })
      const text = await answer.text()
      t.equal(answer.status, status, `${method} ${path} ${text.slice(0, 200)}`)
    }
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    t.equal(code, 0)
    t.notMatch(stderr, /"level":"(?:error|fatal)"/)
    t.ok(collector.exports.length > 0, 'spans were sent')
  })
}
