/** The rules in order, and what they decide of a request. Knows nothing of HTTP: a request inside a batch is decided the same way. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import type { GraphCall } from '../requests/graph-call.js'
import { criteriaOf, fits } from '../requests/request-match.js'
import type { Criterion } from '../requests/request-match.js'
import type { Effect, FaultRule, Hits, ShownRule } from './fault-rule.js'
import { createRetryWindows } from './retry-windows.js'
import type { RetryWindows } from './retry-windows.js'
import { drawLatency, fires } from './schedule.js'

/** What is to happen to a request. */
export interface FaultDecision {
  /** The ids of the rules that fired, as the journal shows them. */
  readonly rules: readonly string[]
  readonly latencyMs: number
  readonly effect: Effect | undefined
}

interface ActiveRule {
  readonly id: string
  readonly rule: FaultRule
  readonly criteria: ReadonlyArray<Criterion<GraphCall>>
  readonly random: RandomGenerator
  readonly windows: RetryWindows
  readonly hits: { -readonly [Name in keyof Hits]: number }
}

export interface RuleBook {
  readonly size: () => number
  readonly list: () => readonly ShownRule[]
  readonly find: (id: string) => ShownRule | undefined
  /** An id that no rule has or had. */
  readonly newId: () => string
  /** Replaces the rule of that id where it stands, its counters begun anew, or adds it behind the others. */
  readonly put: (rule: FaultRule, id: string) => ShownRule
  readonly remove: (id: string) => boolean
  readonly clear: () => void
  /** Counts, and says what is to happen; undefined for nothing. */
  readonly decide: (call: GraphCall, now: Date) => FaultDecision | undefined
  /** Whether there is a rule whose effect is of that kind. */
  readonly has: (kind: Effect['kind']) => boolean
}

export function createRuleBook (): RuleBook {
  const rules = new Map<string, ActiveRule>()
  let made = 0
  const newId = (): string => {
    const id = `fault-${++made}`
    return rules.has(id) ? newId() : id
  }
  return {
    newId,
    size: () => rules.size,
    list: () => [...rules.values()].map(shown),
    find: id => {
      const rule = rules.get(id)
      return rule === undefined ? undefined : shown(rule)
    },
    put: (rule, id) => {
      const active = activate(rule, id)
      rules.set(id, active)
      return shown(active)
    },
    remove: id => rules.delete(id),
    clear: () => { rules.clear() },
    decide: (call, now) => decide(rules.values(), call, now),
    has: kind => [...rules.values()].some(({ rule }) => rule.effect?.kind === kind)
  }
}

/** A rule that means a browser's preflight says so in `methods`; else the page never gets to send what it is about. */
const notPreflight: Criterion<GraphCall> = { holds: ({ method }) => method !== 'OPTIONS', differs: () => 'method is OPTIONS' }

function activate (rule: FaultRule, id: string): ActiveRule {
  const seed = rule.schedule?.seed ?? Math.floor(Math.random() * 2_147_483_647)
  const random = rule.schedule?.probability !== undefined || (rule.latency !== undefined && rule.latency.kind !== 'fixed')
  return {
    id,
    rule: random ? { ...rule, schedule: { ...rule.schedule, seed } } : rule,
    criteria: rule.match?.methods === undefined ? [notPreflight, ...criteriaOf(rule.match ?? {})] : criteriaOf(rule.match),
    random: xoroshiro128plus(seed),
    windows: createRetryWindows(),
    hits: { matched: 0, fired: 0, again: 0 }
  }
}

const shown = ({ id, rule, hits }: ActiveRule): ShownRule => ({ ...rule, id, hits: { ...hits } })

/** A client is an application in a tenant, as for the throttle. */
export const clientOf = ({ tenant, application }: Pick<GraphCall, 'tenant' | 'application'>): string =>
  `${tenant ?? ''}\n${application ?? ''}`

/** The first rule with an effect that fires has the last word; delays of those before it add up. */
function decide (rules: Iterable<ActiveRule>, call: GraphCall, now: Date): FaultDecision | undefined {
  const fired: string[] = []
  let latencyMs = 0
  for (const active of rules) {
    if (!fits(active.criteria, call)) continue
    const effect = again(active, call, now) ?? first(active, call, now)
    if (effect === undefined) continue
    fired.push(active.id)
    latencyMs += drawLatency(active.rule.latency, active.random)
    if (effect !== 'latency') return { rules: fired, latencyMs, effect }
  }
  return fired.length === 0 ? undefined : { rules: fired, latencyMs, effect: undefined }
}

/** The same error for a client that did not wait, where the rule says so. */
function again ({ rule: { effect, schedule }, windows, hits }: ActiveRule, call: GraphCall, now: Date): Effect | undefined {
  if (schedule?.untilRetryAfter !== true || effect?.kind !== 'error' || effect.retryAfter === undefined) return undefined
  const remaining = windows.remaining(clientOf(call), now)
  if (remaining === 0) return undefined
  hits.again++
  return { ...effect, retryAfter: Math.ceil(remaining / 1000), when: 'before' }
}

function first (
  { rule: { effect, schedule = {} }, windows, hits, random }: ActiveRule,
  call: GraphCall,
  now: Date
): Effect | 'latency' | undefined {
  hits.matched++
  if (!fires(schedule, hits, now, random)) return undefined
  hits.fired++
  if (schedule.untilRetryAfter === true && effect?.kind === 'error' && effect.retryAfter !== undefined) windows.open(clientOf(call), now, effect.retryAfter)
  return effect ?? 'latency'
}
