/** What a fault is: which requests, what happens to them, and when. The schemas are the documentation, and what Ajv checks. */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { limits } from '../../base/limits.js'
import { urlNamePattern } from '../../base/url-name.js'
import { RequestMatchSchema } from '../requests/request-match.js'
import { EffectSchema } from './effects/all-effects.js'
import { oneOfThese } from '../openapi/control-documentation.js'
import { Kind, exact, oneOfKinds } from './kind-schema.js'
import { ScenarioStepSchema } from './scenarios.js'

export type { Effect } from './effects/all-effects.js'

const Milliseconds = (description: string) => Type.Integer({ minimum: 0, maximum: limits.faultWait.most, description })

const latencies = [
  Kind('fixed', 'Always the same.', { ms: Milliseconds('Milliseconds.') }),
  Kind('uniform', 'Evenly distributed between two bounds.', { minMs: Milliseconds('At least.'), maxMs: Milliseconds('At most.') }),
  Kind('logNormal', 'Like real latencies: mostly near the median, now and then much longer.', {
    medianMs: Milliseconds('Half of the requests wait longer.'),
    sigma: Type.Number({
      minimum: 0,
      maximum: 5,
      description: 'Standard deviation of the logarithm; 0.5 is a steady service, 1 a shaky one.'
    }),
    maxMs: Type.Optional(Milliseconds('Never longer.'))
  })
]

export const LatencySchema = Type.Unsafe<Latency>(oneOfKinds(latencies, 'Latency', 'How long the request waits before anything else happens to it.'))

export type Latency =
  | { readonly kind: 'fixed', readonly ms: number }
  | { readonly kind: 'uniform', readonly minMs: number, readonly maxMs: number }
  | { readonly kind: 'logNormal', readonly medianMs: number, readonly sigma: number, readonly maxMs?: number }

export const ScheduleSchema = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'Skips this many requests first.' })),
  every: Type.Optional(Type.Integer({ minimum: 1, description: 'Of the requests after `after`, acts on every nth: 2 is every other one.' })),
  probability: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'Acts on each of those with this probability; `seed` makes every run the same.' })
  ),
  seed: Type.Optional(
    Type.Integer({
      minimum: -2_147_483_648,
      maximum: 2_147_483_647,
      description: 'Seed of `probability` and `latency`; generated when absent, and then shown in the rule.'
    })
  ),
  times: Type.Optional(Type.Integer({ minimum: 0, description: 'Acts at most this many times.' })),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Acts until this time by the clock.' })),
  untilRetryAfter: Type.Optional(
    Type.Boolean({
      description: 'Whether a client that comes back before the `retryAfter` it was told has passed gets the same error again, whatever the other members say.'
    })
  )
}, { ...exact, title: 'FaultSchedule', description: 'Which of the matching requests the rule acts on; all of them when empty. The members are applied in this order.' })
export type Schedule = Static<typeof ScheduleSchema>

export const FaultRuleSchema = Type.Object({
  id: Type.Optional(Type.String({ pattern: urlNamePattern(limits.ruleIdLength.most), description: 'The id of the rule; generated when absent.' })),
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  enabled: Type.Optional(Type.Boolean({ description: '`false`: the rule is kept but does nothing. Default: `true`.' })),
  match: Type.Optional(RequestMatchSchema),
  scenario: Type.Optional(ScenarioStepSchema),
  latency: Type.Optional(LatencySchema),
  effect: Type.Optional(EffectSchema),
  schedule: Type.Optional(ScheduleSchema)
}, { ...exact, stated: oneOfThese(['effect'], ['latency'], ['scenario', 'next']), title: 'FaultRule', description: 'Requires `effect`, `latency`, or a `scenario` with `next`.' })
export type FaultRule = Static<typeof FaultRuleSchema>

export const HitsSchema = Type.Object({
  matched: Type.Integer({ description: 'Requests that matched.' }),
  fired: Type.Integer({ description: 'Matching requests that the rule acted on.' }),
  again: Type.Integer({ description: 'Requests that came before `Retry-After` had passed and got the same error again (`untilRetryAfter`).' })
})
export type Hits = Static<typeof HitsSchema>

export const ShownRuleSchema = Type.Composite([FaultRuleSchema, Type.Object({ id: Type.String(), hits: HitsSchema })], {
  title: 'FaultRuleWithHits',
  description: 'A rule and its hits so far.'
})
export type ShownRule = FaultRule & { readonly id: string, readonly hits: Hits }
