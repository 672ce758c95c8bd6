/** The fields of the form for a rule, and the rule they mean. */
import type { Effect, FaultRule } from '../service/controls.js'

export interface Field {
  /** Within the part of the rule that it belongs to. */
  readonly name: string
  readonly label: string
  readonly kind: 'integer' | 'number' | 'text' | 'json' | readonly string[]
  readonly required?: boolean
}

const when: Field = { name: 'when', label: 'When', kind: ['before', 'after'] }
const fraction: Field = { name: 'fraction', label: 'Fraction of the body, 0 to 1', kind: 'number' }

/** By the kind of an effect. */
export const effectFields: Readonly<Record<Effect['kind'], readonly Field[]>> = {
  error: [
    { name: 'status', label: 'Status', kind: 'integer', required: true }, { name: 'code', label: 'Code', kind: 'text' },
    { name: 'message', label: 'Message', kind: 'text' }, { name: 'retryAfter', label: 'Retry-After, seconds', kind: 'integer' }, when
  ],
  drop: [when],
  reset: [fraction],
  truncate: [fraction],
  malformed: [],
  drip: [{ name: 'chunkBytes', label: 'Bytes at a time', kind: 'integer' }, { name: 'everyMs', label: 'Every, ms', kind: 'integer' }],
  stale: [],
  answer: [
    { name: 'status', label: 'Status', kind: 'integer' }, { name: 'headers', label: 'Headers, as JSON', kind: 'json' },
    { name: 'json', label: 'JSON', kind: 'json' }, { name: 'text', label: 'Text, in place of JSON', kind: 'text' }, when
  ],
  asynchronous: [
    { name: 'takesMs', label: 'Takes, ms', kind: 'integer' }, { name: 'retryAfter', label: 'Retry-After, seconds', kind: 'integer' },
    { name: 'status', label: 'Fails with status', kind: 'integer' }, { name: 'code', label: 'Code', kind: 'text' },
    { name: 'message', label: 'Message', kind: 'text' }
  ]
}

export const latencyFields: Readonly<Record<NonNullable<FaultRule['latency']>['kind'], readonly Field[]>> = {
  fixed: [{ name: 'ms', label: 'Milliseconds', kind: 'integer', required: true }],
  uniform: [{ name: 'minMs', label: 'At least, ms', kind: 'integer', required: true }, { name: 'maxMs', label: 'At most, ms', kind: 'integer', required: true }],
  logNormal: [
    { name: 'medianMs', label: 'Median, ms', kind: 'integer', required: true }, { name: 'sigma', label: 'Sigma', kind: 'number', required: true },
    { name: 'maxMs', label: 'At most, ms', kind: 'integer' }
  ]
}

export const scheduleFields: readonly Field[] = [
  { name: 'after', label: 'Skip the first …', kind: 'integer' }, { name: 'every', label: 'Then every nth', kind: 'integer' },
  { name: 'probability', label: 'Probability, 0 to 1', kind: 'number' }, { name: 'seed', label: 'Seed', kind: 'integer' },
  { name: 'times', label: 'At most … times', kind: 'integer' }, { name: 'until', label: 'Until (time)', kind: 'text' }
]

export const matchFields: readonly Field[] = [
  { name: 'path', label: 'Path or pattern', kind: 'text' }, { name: 'tenant', label: 'Tenant', kind: 'text' },
  { name: 'application', label: 'Application', kind: 'text' }, { name: 'operationId', label: 'Operation', kind: 'text' },
  { name: 'headers', label: 'Headers, as JSON', kind: 'json' }
]

/** What was typed, by the name of the field. */
export type Typed = Readonly<Record<string, string>>

/** The fields that hold something, as the rule has them. @throws SyntaxError for what is no JSON */
export function readFields (fields: readonly Field[], typed: Typed): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.flatMap(({ name, kind }) => {
    const text = typed[name] ?? ''
    if (text === '') return []
    return [[name, kind === 'integer' || kind === 'number' ? Number(text) : kind === 'json' ? JSON.parse(text) as unknown : text]]
  }))
}

/** The other way, to begin with. */
export function typedOf (fields: readonly Field[], part: object | undefined): Typed {
  const values = (part ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(fields.flatMap(({ name, kind }) => {
    const value = values[name]
    return value === undefined ? [] : [[name, kind === 'json' ? JSON.stringify(value) : String(value)]]
  }))
}
