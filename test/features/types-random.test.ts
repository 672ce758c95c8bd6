/**
 * Every primitive type in every place of an expression: both databases answer as an evaluator does that knows no SQL (OData-URL 4.01,
 * section 5.1.1).
 */
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { Failure, compare, decimalDigits } from '../support/typed/calculate.js'
import { anything, conditions } from '../support/typed/expressions.js'
import type { Asked } from '../support/typed/expressions.js'
import { aggregates, groups, placed } from '../support/typed/transformations.js'
import { instantOf, scaled, things } from '../support/typed/values.js'
import type { Kind, Thing, Value } from '../support/typed/values.js'
import { fc, runs, seed } from '../support/property.js'

const RUNS = runs(150)
const ROWS = 20
const rows: readonly Thing[] = Array.from({ length: ROWS }, (_, id) => fc.sample(things(id), { numRuns: 1, seed: seed + id })[0]!)
const idOf = ({ values }: Thing): number => Number(values.get('Id'))

const headers = { accept: 'application/json;odata.metadata=none;IEEE754Compatible=true' }

/** What a query is answered: the items, or the status of a refusal. */
async function ask (call: Call, query: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>> | number> {
  const response = await call('GET', `/odata/Things?${query}`, { headers })
  return response.statusCode === 200 ? json(response)['value'] as ReadonlyArray<Record<string, unknown>> : response.statusCode
}

/** What is wanted, or the status of a refusal where a row has no result. */
function wanted<Result> (result: () => Result): Result | number {
  try {
    return result()
  } catch (error) {
    if (error instanceof Failure) return 400
    throw error
  }
}

const COLORS: Readonly<Record<string, bigint>> = { Red: -3n, Green: 0n, Blue: 7n, Read: 1n, Write: 2n, Own: 8n }

/** A value of an answer as the evaluator holds it, as text. */
function read (value: unknown, kind: Kind): string | null {
  if (value === null || value === undefined) return null
  const text = String(value)
  switch (kind) {
    case 'integer': return String(BigInt(text))
    case 'decimal': return decimalDigits(scaled(text))
    case 'double': return text.replace('INF', 'Infinity')
    case 'instant': return instantOf(text)
    case 'guid': return text.toLowerCase()
    case 'time': return `${text.length === 5 ? `${text}:00` : text}${text.includes('.') ? '' : '.'}`.padEnd(21, '0')
    case 'duration': return String(ticksOf(text))
    case 'color': case 'access': return String(text.split(',').reduce((sum, name) => sum + (COLORS[name] ?? 0n), 0n))
    default: return text
  }
}

function ticksOf (text: string): bigint {
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/.exec(text) ?? []
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds)
  const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0').slice(0, 7))
  return sign === '-' ? -ticks : ticks
}

const shown = (value: Value, kind: Kind): string | null =>
  value === null ? null : kind === 'decimal' ? decimalDigits(BigInt(value)) : kind === 'instant' ? instantOf(String(value)) : String(value)

/** Null is the lowest. */
const order = (left: Value, right: Value, kind: Kind): number =>
  left === null || right === null ? (left === null ? 0 : 1) - (right === null ? 0 : 1) : compare(left, right, kind)

type Asking<Drawn> = (value: Drawn) => Promise<readonly [string, unknown, unknown]>

onBothDatabases('every primitive type, whatever is asked', async (t, { call }) => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  for (const { json: body } of rows) {
    const response = await call('POST', '/odata/Things', { body })
    t.equal(response.statusCode, 201, response.statusCode === 201 ? 'stored' : `${body} ${response.body}`)
  }
  const check = async <Drawn>(title: string, drawn: fc.Arbitrary<Drawn>, run: Asking<Drawn>): Promise<void> => {
    const found: string[] = []
    await fc.assert(fc.asyncProperty(drawn, async value => {
      const [query, answered, expected] = await run(value)
      if (JSON.stringify(answered) !== JSON.stringify(expected)) found.push(`${query}\n  gives ${JSON.stringify(answered)}\n  instead of ${JSON.stringify(expected)}`)
    }), { seed, numRuns: RUNS })
    // The shortest say most.
    t.same(found.sort((a, b) => a.length - b.length).slice(0, 10), [], `${title}: ${found.length} of ${RUNS}`)
  }
  const idsOf = (items: Awaited<ReturnType<typeof ask>>): unknown => typeof items === 'number' ? items : items.map(({ Id }) => Id)
  await check('$filter', conditions, async ({ url, of }) => {
    const found = await ask(call, `$filter=${encodeURIComponent(url)}&$orderby=Id&$select=Id`)
    return [url, idsOf(found), wanted(() => rows.filter(({ values }) => of(values) === true).map(idOf))]
  })
  await check('$compute', anything(2), async ({ url, kind, of }) => {
    const found = await ask(call, `$compute=${encodeURIComponent(`${url} as C`)}&$orderby=Id&$select=Id,C`)
    return [url, typeof found === 'number' ? found : found.map(({ C }) => read(C, kind)), wanted(() => rows.map(({ values }) => shown(of(values), kind)))]
  })
  const sortable = anything(1).filter(({ kind }) => kind !== 'binary')
  await check('$orderby', fc.tuple(sortable, fc.boolean()), async ([{ url, kind, of }, down]: readonly [Asked, boolean]) => {
    const found = await ask(call, `$orderby=${encodeURIComponent(`${url}${down ? ' desc' : ''}`)},Id&$select=Id`)
    return [url, idsOf(found), wanted(() => {
      const keys = new Map(rows.map(row => [row, of(row.values)]))
      const compared = (a: Thing, b: Thing): number => order(keys.get(a) ?? null, keys.get(b) ?? null, kind) * (down ? -1 : 1)
      return [...rows].sort((a, b) => compared(a, b) || idOf(a) - idOf(b)).map(idOf)
    })]
  })
  await check('geo functions', placed, async ({ url, of }) => {
    const found = await ask(call, `$filter=${encodeURIComponent(url)}&$orderby=Id&$select=Id`)
    return [url, idsOf(found), rows.filter(({ places }) => of(places)).map(idOf)]
  })
  await check('aggregates', aggregates, async ({ url, kind, of }) => {
    const found = await ask(call, `$apply=${encodeURIComponent(url)}`)
    const result = typeof found === 'number' ? found : read(found[0]?.['R'], kind)
    const isAverage = url.includes('average') && typeof result === 'string'
    return [url, isAverage ? String(Number(Number(result).toPrecision(10))) : result, wanted(() => shown(of(rows), kind))]
  })
  await check('groups', groups, async ({ path, kind, of }) => {
    const found = await ask(call, `$apply=groupby((${path}),aggregate($count as N))`)
    const valueOf = (item: Readonly<Record<string, unknown>>): unknown => path.split('/').reduce<unknown>((value, name) => Object(value ?? {})[name], item)
    return [path, typeof found === 'number' ? found : found.map(item => [read(valueOf(item), kind), Number(item['N'])]), wanted(() => of(rows).map(([value, count]) => [shown(value, kind), count]))]
  })
}, { model: 'test/models/types.csdl.xml' })
