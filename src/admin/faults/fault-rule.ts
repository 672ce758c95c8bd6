/** What a fault is: which requests, what happens to them, and when. The schemas are the documentation, and what Ajv checks. */
import { Type } from '@sinclair/typebox'
import type { Static, TProperties } from '@sinclair/typebox'
import { urlNamePattern } from '../../base/url-name.js'
import { RequestMatchSchema } from '../requests/request-match.js'

const exact = { additionalProperties: false }

/** Characters of a rule's id at most. */
export const MAX_ID_LENGTH = 64

/** The longest that a fault makes one request wait, in milliseconds. */
export const MAX_WAIT = 600_000

const Milliseconds = (description: string) => Type.Integer({ minimum: 0, maximum: MAX_WAIT, description })
const capitalized = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
const kindOf = (suffix: string) =>
  <const Name extends string, Properties extends TProperties>(kind: Name, description: string, properties: Properties) =>
    Type.Object({ kind: Type.Literal(kind), ...properties }, { ...exact, title: `${capitalized(kind)}${suffix}`, description })
const EffectKind = kindOf('Effect')
const LatencyKind = kindOf('Latency')

const When = Type.Optional(
  Type.Union([Type.Literal('before'), Type.Literal('after')], {
    description:
      '`before` (default): the request is not carried out, nothing has changed. `after`: it was carried out, and the client does not learn of it.'
  })
)
const Fraction = Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'How much of the body is sent; half of it by default.' }))

export const EffectSchema = Type.Unsafe<Effect>({
  title: 'FaultEffect',
  description: 'What happens instead of, or to, the answer.',
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [
    EffectKind('error', 'An error in Graph\'s shape.', {
      status: Type.Integer({ minimum: 400, maximum: 599 }),
      code: Type.Optional(
        Type.String({ minLength: 1, maxLength: 200, description: '`error.code`; by default the one Graph has for the status.' })
      ),
      message: Type.Optional(Type.String({ maxLength: 4000 })),
      retryAfter: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 86_400,
          description:
            'Seconds of `Retry-After`. The same client (tenant and application) is answered the same error until they have passed.'
        })
      ),
      retryAfterFormat: Type.Optional(
        Type.Union([Type.Literal('seconds'), Type.Literal('date')], { description: '`seconds` (default), or an HTTP date by the clock.' })
      ),
      when: When
    }),
    EffectKind('drop', 'The connection is closed without an answer.', { when: When }),
    EffectKind('reset', 'Headers and a part of the body are sent, then the connection is reset. The request was carried out.', {
      fraction: Fraction
    }),
    EffectKind('truncate', 'A well-formed HTTP message whose JSON ends too early. The request was carried out.', { fraction: Fraction }),
    EffectKind('malformed', 'A body of the right length that is no JSON. The request was carried out.', {}),
    EffectKind('drip', 'The body arrives in small pieces. The request was carried out.', {
      chunkBytes: Type.Integer({ minimum: 1, maximum: 1_048_576 }),
      everyMs: Type.Integer({ minimum: 1, maximum: MAX_WAIT })
    }),
    EffectKind(
      'stale',
      'A GET is answered with what the same GET was answered before, whatever was written since. Answers are recorded while a rule of this kind is there; without a record the true one is given.',
      {}
    )
  ]
})

type WhenValue = 'before' | 'after'
export type ErrorEffect = {
  readonly kind: 'error'
  readonly status: number
  readonly code?: string
  readonly message?: string
  readonly retryAfter?: number
  readonly retryAfterFormat?: 'seconds' | 'date'
  readonly when?: WhenValue
}
export type DripEffect = { readonly kind: 'drip', readonly chunkBytes: number, readonly everyMs: number }
export type Effect =
  | ErrorEffect
  | { readonly kind: 'drop', readonly when?: WhenValue }
  | { readonly kind: 'reset' | 'truncate', readonly fraction?: number }
  | { readonly kind: 'malformed' | 'stale' }
  | DripEffect

export const LatencySchema = Type.Unsafe<Latency>({
  title: 'FaultLatency',
  description: 'How long the request waits before anything else happens to it.',
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [
    LatencyKind('fixed', 'Always the same.', { ms: Milliseconds('Milliseconds.') }),
    LatencyKind('uniform', 'Evenly between two bounds.', { minMs: Milliseconds('At least.'), maxMs: Milliseconds('At most.') }),
    LatencyKind('logNormal', 'As real latencies are: mostly near the median, now and then much longer.', {
      medianMs: Milliseconds('Half of the requests wait longer.'),
      sigma: Type.Number({
        minimum: 0,
        maximum: 5,
        description: 'Standard deviation of the logarithm; 0.5 is a steady service, 1 a shaky one.'
      }),
      maxMs: Type.Optional(Milliseconds('Never longer.'))
    })
  ]
})

export type Latency =
  | { readonly kind: 'fixed', readonly ms: number }
  | { readonly kind: 'uniform', readonly minMs: number, readonly maxMs: number }
  | { readonly kind: 'logNormal', readonly medianMs: number, readonly sigma: number, readonly maxMs?: number }

export const ScheduleSchema = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'Leaves the first so many requests alone.' })),
  every: Type.Optional(Type.Integer({ minimum: 1, description: 'Then only every n-th: 2 is every other request.' })),
  probability: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'Of those, each with this chance; `seed` makes it the same in each run.' })
  ),
  seed: Type.Optional(
    Type.Integer({
      minimum: -2_147_483_648,
      maximum: 2_147_483_647,
      description: 'Of chance and latency; a new one when none is given, which the rule then shows.'
    })
  ),
  times: Type.Optional(Type.Integer({ minimum: 0, description: 'At most so many times.' })),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Until this time by the clock.' }))
}, { ...exact, title: 'FaultSchedule', description: 'When, of the requests that match; without a member, always. What is given is looked at in this order.' })
export type Schedule = Static<typeof ScheduleSchema>

export const FaultRuleSchema = Type.Object({
  id: Type.Optional(Type.String({ pattern: urlNamePattern(MAX_ID_LENGTH), description: 'A name of your own, else one is given.' })),
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  match: Type.Optional(RequestMatchSchema),
  latency: Type.Optional(LatencySchema),
  effect: Type.Optional(EffectSchema),
  schedule: Type.Optional(ScheduleSchema)
}, { ...exact, title: 'FaultRule', description: 'A rule has an `effect`, a `latency` or both.' })
export type FaultRule = Static<typeof FaultRuleSchema>

export const HitsSchema = Type.Object({
  matched: Type.Integer({ description: 'Requests that fitted `match`.' }),
  fired: Type.Integer({ description: 'Those that the schedule let happen to them.' }),
  again: Type.Integer({ description: 'Calls that came before `Retry-After` had passed.' })
})
export type Hits = Static<typeof HitsSchema>

export const ShownRuleSchema = Type.Composite([FaultRuleSchema, Type.Object({ id: Type.String(), hits: HitsSchema })], {
  title: 'FaultRuleWithHits',
  description: 'A rule with what it has hit so far.'
})
export type ShownRule = FaultRule & { readonly id: string, readonly hits: Hits }
