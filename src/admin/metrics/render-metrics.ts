/**
 * The metrics as Prometheus reads them (text format 0.0.4, or OpenMetrics 1.0 where it is asked for). `prom-client` is loaded with the
 * first look at them, and from then on tells of the process as well: processor time, memory, the event loop, garbage collection.
 */
import type { MetricValue, Registry } from 'prom-client'
import type { Histogram } from './histogram.js'

type Labels = Readonly<Record<string, string>>

/** A number by its labels. */
export interface Sample {
  readonly labels: Labels
  readonly value: number
}

/** Times by their labels. */
export interface TimedSample {
  readonly labels: Labels
  readonly times: Histogram
}

export type Metric =
  | { readonly kind: 'counter' | 'gauge', readonly name: string, readonly help: string, readonly samples: readonly Sample[] }
  | { readonly kind: 'histogram', readonly name: string, readonly help: string, readonly samples: readonly TimedSample[] }

/** Once for all services of the process: it is the process that it tells of. */
let loaded: Promise<Loaded> | undefined

interface Loaded {
  readonly registry: Registry
  readonly client: typeof import('prom-client')
}

async function load (): Promise<Loaded> {
  // The default export: bundled, a CommonJS package has no other.
  const { default: client } = await import('prom-client')
  const registry = new client.Registry()
  client.collectDefaultMetrics({ register: registry })
  return { registry, client }
}

export interface RenderedMetrics {
  readonly contentType: string
  readonly text: string
}

export async function renderMetrics (metrics: readonly Metric[], accept: string | undefined): Promise<RenderedMetrics> {
  const { registry: ofProcess, client } = await (loaded ??= load())
  const own = new client.Registry()
  const isOpen = wantsOpenMetrics(accept)
  if (isOpen) own.setContentType(client.Registry.OPENMETRICS_CONTENT_TYPE as never)
  const all = [...metrics.map(metric => metricOf(metric, isOpen)), ...ofProcess.getMetricsAsArray()]
  for (const metric of all) own.registerMetric(metric as never)
  return { contentType: own.contentType, text: await own.metrics() }
}

const wantsOpenMetrics = (accept = ''): boolean => /application\/openmetrics-text/i.test(accept)

/**
 * What the library renders: anything that has a name and says its values when it is asked. To OpenMetrics `_total` is not part of a name.
 */
function metricOf (metric: Metric, isOpen: boolean): object {
  const { kind, help } = metric
  const name = isOpen && kind === 'counter' ? metric.name.replace(/_total$/, '') : metric.name
  const values = metric.kind === 'histogram' ? metric.samples.flatMap(sample => bucketsOf(name, sample)) : metric.samples
  return { name, help, get: async () => ({ name, help, type: kind, values, aggregator: 'sum' }) }
}

/** Each bucket has what is in those before it, too. */
function bucketsOf (name: string, { labels, times }: TimedSample): ReadonlyArray<MetricValue<string>> {
  let count = 0
  const upTo = [...times.bounds, '+Inf' as const].map((le, index) => {
    count += times.counts[index]!
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count }
  })
  return [
    ...upTo,
    { metricName: `${name}_sum`, labels, value: times.sum() },
    { metricName: `${name}_count`, labels, value: count }
  ] as ReadonlyArray<MetricValue<string>>
}
