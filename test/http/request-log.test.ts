/** What the log says of a request, as JSON. */
import t from 'tap'
import type { Test } from 'tap'
import { startProcess } from '../support/process.js'

type Line = Readonly<Record<string, unknown>>

/** Starts the service, sends what `send` sends, stops it, and returns the lines of its log. */
async function logOf (t: Test, send: (url: string) => Promise<void>, flags: readonly string[] = []): Promise<readonly Line[]> {
  const { child, url, ended } = await startProcess(t, 'file::memory:', ['--log-format', 'json', ...flags])
  await send(url)
  child.kill('SIGTERM')
  const { stdout } = await ended
  return stdout.trim().split('\n').map(line => JSON.parse(line) as Line)
}

const requestsIn = (lines: readonly Line[]) => lines.filter(({ status }) => status !== undefined)
const authorization = 'Bearer x'
const rows = '/beta/officeConfiguration/tenantCheckinStatuses'

t.test('levels by name, time in ISO 8601', async t => {
  const lines = await logOf(t, async url => { await fetch(`${url}${rows}`, { headers: { authorization } }) })
  for (const { level, time } of lines) {
    t.equal(level, 'info')
    t.equal(new Date(String(time)).toISOString(), time)
  }
})

t.test('operation, tenant, bytes and fault of a request', async t => {
  const answers: Response[] = []
  const lines = await logOf(t, async url => {
    const send = async (path: string, init: RequestInit = {}) => {
      answers.push(await fetch(`${url}${path}`, { ...init, headers: { authorization, 'x-tenant-id': 'contoso', ...init.headers } }))
    }
    await send(rows)
    await send('/v1.0/OFFICECONFIGURATION/tenantCheckinStatuses?$top=1')
    await send(rows, { method: 'HEAD' })
    await send(rows, { headers: { 'x-fault': '503' } })
    await send('/beta/nothing')
    await send('/__admin/faults')
  })
  const [first, cased, head, faulted, unknown, controls] = requestsIn(lines)
  const bytes = await Promise.all(answers.map(async answer => (await answer.arrayBuffer()).byteLength))
  const operation = 'officeConfiguration_ListTenantCheckinStatuses'
  t.match(first, { tenant: 'contoso', operation, method: 'GET', url: rows, status: 200, bytes: bytes[0] ?? 0, ms: Number })
  t.notOk('fault' in (first ?? {}))
  t.match(cased, { operation, status: 200, bytes: bytes[1] ?? 0 }, 'however its URL is spelled')
  t.match(head, { operation, method: 'HEAD', bytes: 0 })
  t.match(faulted, { operation, status: 503, bytes: bytes[3] ?? 0, fault: 'x-fault: 503' })
  t.match(unknown, { status: 400, bytes: bytes[4] ?? 0 })
  t.notOk('operation' in (unknown ?? {}))
  t.match(controls, { operation: 'listFaults', status: 200, bytes: bytes[5] ?? 0 })
})

t.test('a valid traceparent is carried into every line of its request', async t => {
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const send = async (url: string, traceparent: string) => { await fetch(`${url}${rows}`, { headers: { authorization, traceparent } }) }
  const lines = await logOf(t, async url => {
    await send(url, `00-${trace}-b7ad6b7169203331-01`)
    for (const wrong of [`00-${trace}-b7ad6b716920333-01`, `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `ff-${trace}-b7ad6b7169203331-01`, 'x']) await send(url, wrong)
  })
  const [carried, ...others] = requestsIn(lines)
  t.match(carried, { trace_id: trace, span_id: 'b7ad6b7169203331', trace_flags: '01' })
  t.equal(others.length, 4)
  for (const line of others) t.notOk('trace_id' in line)
})

t.test('probes are logged at debug', async t => {
  const probe = async (url: string) => { for (const path of ['/healthz', '/readyz']) await fetch(`${url}${path}`) }
  t.same(requestsIn(await logOf(t, probe)), [])
  const lines = requestsIn(await logOf(t, probe, ['--log-level', 'debug']))
  t.same(lines.map(({ level, url }) => [level, url]), [['debug', '/healthz'], ['debug', '/readyz']])
})
