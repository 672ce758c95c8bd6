/** The rules in order, and what they decide of a request. Knows nothing of HTTP: a request inside a batch is decided the same way. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import type { GraphCall } from '../requests/graph-call.js'
import { criteriaOf, fits } from '../requests/request-match.js'
import type { Criterion } from '../requests/request-match.js'
import { definitionOf } from './effects/all-effects.js'
import type { Effect, FaultRule, Hits, ShownRule } from './fault-rule.js'
import { createRetryWindows } from './retry-windows.js'
import type { RetryWindows } from './retry-windows.js'
import { createScenarioStates, createScenarios } from './scenarios.js'
import type { Scenarios, ScenarioStates } from './scenarios.js'
import { drawLatency, fires } from './schedule.js'

/** What is to happen to a request. */
export interface FaultDecision {
  /** The ids of the rules that fired, as the journal shows them. */
  readonly rules: readonly string[]
  readonly latencyMs: number
  readonly effect: Effect | undefined
  /** The scenarios that it moved, by name, each with its new state. */
  readonly moves?: ReadonlyMap<string, string>
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
  /** Replaces the rule of that id where it stands, its counters begun anew, or adds it after the others. */
  readonly put: (rule: FaultRule, id: string) => ShownRule
  readonly remove: (id: string) => boolean
  /** To a place in the order, counted from 0; after the others when there are fewer. False when there is no such rule. */
  readonly move: (id: string, place: number) => boolean
  readonly clear: () => void
  /** Counts, and says what is to happen; undefined for nothing. */
  readonly decide: (call: GraphCall, now: Date) => FaultDecision | undefined
  /** Whether there is a rule whose effect uses earlier answers. */
  readonly remembers: () => boolean
  readonly scenarios: Scenarios
}

export function createRuleBook (): RuleBook {
  let rules = new Map<string, ActiveRule>()
  const states = createScenarioStates()
  const steps = () => [...rules.values()].flatMap(({ rule: { scenario } }) => scenario ?? [])
  /** A scenario that no rule names any more begins anew when one does. */
  const leave = (gone: readonly ActiveRule[]): void => {
    const names = new Set(steps().map(({ name }) => name))
    for (const { rule: { scenario } } of gone) if (scenario !== undefined && !names.has(scenario.name)) states.forget(scenario.name)
  }
  const named = (id: string): readonly ActiveRule[] => [...rules.has(id) ? [rules.get(id)!] : []]
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
      const replaced = named(id)
      rules.set(id, active)
      leave(replaced)
      return shown(active)
    },
    remove: id => {
      const removed = named(id)
      rules.delete(id)
      leave(removed)
      return removed.length > 0
    },
    move: (id, place) => {
      const [moved] = named(id)
      if (moved === undefined) return false
      const others = [...rules].filter(([other]) => other !== id)
      rules = new Map([...others.slice(0, place), [id, moved], ...others.slice(place)])
      return true
    },
    clear: () => {
      const removed = [...rules.values()]
      rules.clear()
      leave(removed)
    },
    decide: (call, now) => decide(rules.values(), states, call, now),
    remembers: () => [...rules.values()].some(({ rule: { effect } }) => effect !== undefined && definitionOf(effect).remembers === true),
    scenarios: createScenarios(states, steps)
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

/**
 * The first rule with an effect that fires has the last word; delays of those before it add up. All rules see the states of scenarios that
 * the request found, so that a rule never makes the next one hold for the same request.
 */
function decide (rules: Iterable<ActiveRule>, states: ScenarioStates, call: GraphCall, now: Date): FaultDecision | undefined {
  const { tenant = '' } = call
  const fired: string[] = []
  const moves = new Map<string, string>()
  let latencyMs = 0
  let last: Effect | undefined
  for (const active of rules) {
    const { id, rule: { scenario, latency }, random } = active
    if (active.rule.enabled === false || !fits(active.criteria, call)) continue
    // Who was told to wait is told so again, wherever the scenario is by now.
    const told = again(active, call, now)
    if (told === undefined && scenario?.state !== undefined && states.get(scenario.name, tenant) !== scenario.state) continue
    const effect = told ?? first(active, call, now)
    if (effect === undefined) continue
    fired.push(id)
    latencyMs += drawLatency(latency, random)
    if (told === undefined && scenario?.next !== undefined) moves.set(scenario.name, scenario.next)
    if (effect === 'latency') continue
    last = effect
    break
  }
  for (const [name, state] of moves) states.set(name, state, tenant)
  return fired.length === 0 ? undefined : { rules: fired, latencyMs, effect: last, ...moves.size === 0 ? {} : { moves } }
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
