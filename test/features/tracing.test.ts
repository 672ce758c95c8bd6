/** Traces of requests, as a collector gets them (OTLP over HTTP with JSON), and as clients continue them (W3C Trace Context). */
import t from 'tap'
import { startCollector } from '../support/collector.js'
import { dialects, newDatabase } from '../support/databases.js'
import { OFFICE, callerOf, startService } from '../support/service.js'

interface SentSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly status?: { readonly code?: number }
  readonly attributes: ReadonlyArray<{ readonly key: string, readonly value: object }>
}

interface Export {
  readonly resourceSpans: ReadonlyArray<{ readonly resource: { readonly attributes: SentSpan['attributes'] }, readonly scopeSpans: ReadonlyArray<{ readonly spans: readonly SentSpan[] }> }>
}

const spansOf = (exports: readonly Export[]): readonly SentSpan[] =>
  exports.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))

const attribute = ({ attributes }: Pick<SentSpan, 'attributes'>, name: string): unknown => Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0]

for (const dialect of dialects) {
  t.test(`a span for each request and for each stage of it (${dialect})`, async t => {
    const { url, exports, urls } = await startCollector<Export>(t)
    const app = await startService(t, { databaseUrl: await newDatabase(t, dialect), otelExporterOtlpEndpoint: `${url}/` })
    const call = callerOf(app)
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const asked = await call('PATCH', OFFICE, { headers: { traceparent: `00-${trace}-b7ad6b7169203331-01`, tracestate: 'a=b' }, body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
    const [, traceId, spanId, flags] = String(asked.headers['traceparent']).split('-')
    t.match([asked.statusCode, traceId, flags, asked.headers['tracestate']], [200, trace, '01', 'a=b'])
    const other = await call('GET', '/t/contoso/beta/officeConfiguration?$select=id')
    t.not(String(other.headers['traceparent']).split('-')[1], trace, 'a trace of its own')
    const untraced = await call('GET', OFFICE, { headers: { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-00` } })
    t.match(untraced.headers['traceparent'], new RegExp(`^00-${'1'.repeat(32)}-[0-9a-f]{16}-00$`), 'who asked for it is asked whether to')
    await call('GET', OFFICE, { headers: { traceparent: 'nonsense', 'x-fault': '503' } })
    await t.rejects(call('GET', OFFICE, { headers: { 'x-fault': 'drop' } }))
    await call('GET', '/__admin/clock')
    await app.close()
    t.same([...new Set(urls)], ['/v1/traces'])
    t.equal(attribute(exports[0]!.resourceSpans[0]!.resource, 'service.name'), 'graph-office-emulator')
    const spans = spansOf(exports)
    const servers = spans.filter(({ kind }) => kind === 2)
    t.equal(servers.length, 4, 'neither what was not to be traced nor a control')
    const [patched, read, failed, dropped] = servers as [SentSpan, SentSpan, SentSpan, SentSpan]
    t.match(patched, { traceId: trace, spanId, parentSpanId: 'b7ad6b7169203331', name: 'officeConfiguration.officeConfiguration_UpdateOfficeConfiguration' })
    t.match(['http.request.method', 'url.path', 'http.response.status_code', 'emulator.tenant'].map(name => attribute(patched, name)), ['PATCH', OFFICE, 200, 'default'])
    t.match([attribute(read, 'url.query'), attribute(read, 'emulator.tenant')], ['$select=id', 'contoso'])
    t.match([failed.status?.code, attribute(failed, 'http.response.status_code'), attribute(failed, 'emulator.fault') !== undefined], [2, 503, true])
    t.match([dropped.status?.code, attribute(dropped, 'http.response.status_code')], [2, undefined])
    const stages = spans.filter(({ parentSpanId }) => parentSpanId === patched.spanId)
    t.same(stages.map(({ name }) => name), ['parse', 'bind', 'plan', 'execute', 'write'])
    t.ok(Number(attribute(stages[3]!, 'emulator.database.milliseconds')) > 0)
    let last = BigInt(patched.startTimeUnixNano)
    for (const { startTimeUnixNano, endTimeUnixNano } of stages) {
      t.ok(BigInt(startTimeUnixNano) >= last - 1000n && BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano), 'one after the other')
      last = BigInt(endTimeUnixNano)
    }
    t.ok(BigInt(patched.endTimeUnixNano) >= last - 1000n, 'all of them inside of the request')
  })
}

t.test('a collector that refuses or is not there costs no answer, and holds up no stop', async t => {
  const { url } = await startCollector<Export>(t, 400)
  for (const endpoint of [url, 'http://127.0.0.1:9']) {
    const app = await startService(t, { databaseUrl: await newDatabase(t, 'sqlite'), otelExporterOtlpEndpoint: endpoint })
    t.equal((await callerOf(app)('GET', OFFICE)).statusCode, 200)
    const began = performance.now()
    await app.close()
    t.ok(performance.now() - began < 8000, `${performance.now() - began} ms`)
  }
})

t.test('without a collector there is no trace', async t => {
  const app = await startService(t)
  const { headers } = await callerOf(app)('GET', OFFICE, { headers: { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` } })
  t.equal(headers['traceparent'], undefined)
})
