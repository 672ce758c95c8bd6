/**
 * Traces for an OpenTelemetry collector (OTLP over HTTP): a span for each request to the resources, with one inside of it for each stage.
 * Who sends `traceparent` gets its trace continued (W3C Trace Context), and every answer names its own span in the same header. Loaded
 * only where there is a collector; what stands in `OTEL_…` otherwise, as headers and the sampler, the libraries read themselves.
 */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, defaultTextMapGetter, defaultTextMapSetter, trace } from '@opentelemetry/api'
import type { Span, Tracer } from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { StageTimer } from '../server-timing.js'

export interface TracingOptions {
  /** The base URL of the collector; `/v1/traces` is added to it. */
  readonly endpoint: string
  /** Of the service. */
  readonly version: string
  /** The operation id of a URL that has one. */
  readonly operationOf: (request: { readonly method: string, readonly path: string }) => string | undefined
}

/** Milliseconds for which a collector may keep an export, and so the end of the service, waiting. */
const EXPORT_TIMEOUT = 2000

/** To be called where the routes of the resources are, and nothing else. It imports no other file, as most starts load none of it. */
export function traceRequests (app: FastifyInstance, { endpoint, version, operationOf }: TracingOptions): void {
  const provider = createProvider(endpoint, version)
  const tracer = provider.getTracer(NAME, version)
  const propagator = new W3CTraceContextPropagator()
  app.addHook('onRequest', (request, reply, done) => {
    const asked = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter)
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, startTime: now() }, asked)
    const carrier: Record<string, string> = {}
    propagator.inject(trace.setSpan(ROOT_CONTEXT, span), carrier, defaultTextMapSetter)
    reply.headers(carrier)
    // Also of an answer that never leaves.
    reply.raw.once('close', () => { endSpan(tracer, span, { request, reply, operationOf }) })
    done()
  })
  app.addHook('onClose', async () => {
    await provider.shutdown().catch((error: unknown) => { app.log.warn(error, `the last traces did not reach ${endpoint}`) })
  })
}

const NAME = 'graph-office-emulator'

function createProvider (endpoint: string, version: string): BasicTracerProvider {
  const url = new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT })
  const name = process.env['OTEL_SERVICE_NAME'] ?? NAME
  return new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(exporter)]
  })
}

/** Milliseconds since 1970, to the microsecond. */
const now = (): number => performance.timeOrigin + performance.now()

interface Ended extends Pick<TracingOptions, 'operationOf'> {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function endSpan (tracer: Tracer, span: Span, { request, reply, operationOf }: Ended): void {
  const { method, raw, tenant, fault, stages } = request
  const [path = '', query] = (raw.url ?? '').split('?', 2)
  const operation = operationOf({ method, path })
  const status = reply.raw.headersSent ? reply.statusCode : undefined
  span.updateName(operation ?? method)
  span.setAttributes(withoutGaps({
    'http.request.method': method,
    'url.path': path,
    'url.query': query,
    'http.response.status_code': status,
    'emulator.operation': operation,
    'emulator.tenant': tenant,
    'emulator.fault': fault
  }))
  if (status === undefined || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  if (stages !== undefined) addStages(tracer, span, stages)
  span.end(now())
}

/** They follow one another from the time at which the request was taken up. */
function addStages (tracer: Tracer, span: Span, { began, stages, times, database }: StageTimer): void {
  const inside = trace.setSpan(ROOT_CONTEXT, span)
  let at = performance.timeOrigin + began
  stages.forEach((stage, index) => {
    const attributes = stage === 'execute' ? withoutGaps({ 'emulator.database.milliseconds': database }) : {}
    const child = tracer.startSpan(stage, { startTime: at, attributes }, inside)
    at += times[index]!
    child.end(at)
  })
}

type Attributes = Readonly<Record<string, string | number | undefined>>

const withoutGaps = (attributes: Attributes): Record<string, string | number> =>
  Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, string | number] => entry[1] !== undefined))
