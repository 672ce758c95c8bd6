/**
 * Scenarios: a name and, for each tenant, a state. Rules hold only in a state and move on to another. A scenario is there while a rule
 * names it. Like the rules, states live in the memory of the process.
 */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { urlNamePattern } from '../../base/url-name.js'
import { ODataError } from '../../errors.js'
import { oneOfThese } from '../openapi/control-documentation.js'
import { exact } from './kind-schema.js'

/** Where every scenario begins. */
export const STARTED = 'started'

const MAX_NAME_LENGTH = 64

/** Tenants whose states are known, over all scenarios; beyond these the one that moved first is where all are. */
const MAX_STATES = 10_000

export const ScenarioName = Type.String({
  pattern: urlNamePattern(MAX_NAME_LENGTH),
  description: 'The name of a scenario.',
  examples: ['order']
})
export const ScenarioState = (description: string) => Type.String({ minLength: 1, maxLength: 100, description, examples: ['paid'] })

/** What a rule has to do with a scenario. */
export const ScenarioStepSchema = Type.Object({
  name: ScenarioName,
  state: Type.Optional(ScenarioState(`The rule holds only in this state; in every state when absent. Each scenario begins in \`${STARTED}\`.`)),
  next: Type.Optional(ScenarioState('The state after the rule has fired; it stays the same when absent.'))
}, { ...exact, stated: oneOfThese(['state'], ['next']), title: 'ScenarioStep', description: 'Holds the rule to a state of a scenario, and moves the scenario on. Each tenant has a state of its own.' })
export type ScenarioStep = Static<typeof ScenarioStepSchema>

/** A scenario as the controls show it. */
export interface ShownScenario {
  readonly name: string
  /** Those that rules name, `started` first. */
  readonly states: readonly string[]
  /** Of every tenant that is not among `tenants`. */
  readonly state: string
  /** Tenants that have moved since. */
  readonly tenants: Readonly<Record<string, string>>
}

export interface Scenarios {
  readonly list: () => readonly ShownScenario[]
  /** @throws ODataError of status 404 for a scenario that no rule names, as all that follow do. */
  readonly resolve: (name: string) => ShownScenario
  readonly stateOf: (name: string, tenant: string) => string
  /** Of all tenants when none is given. @throws ODataError of status 400 for a state that no rule names. */
  readonly set: (name: string, state: string, tenant?: string) => void
  /** Back to `started`: one scenario or all, of one tenant or of all. */
  readonly reset: (which: { readonly name?: string | undefined, readonly tenant?: string | undefined }) => void
}

/** The states, by scenario and tenant; whether there is such a scenario is the concern of others. */
export interface ScenarioStates {
  readonly get: (name: string, tenant: string) => string
  /** Of all tenants when none is given. */
  readonly set: (name: string, state: string, tenant?: string) => void
  readonly forget: (name: string) => void
  readonly show: (name: string) => Pick<ShownScenario, 'state' | 'tenants'>
}

export function createScenarioStates (): ScenarioStates {
  const common = new Map<string, string>()
  const own = new Map<string, { readonly name: string, readonly tenant: string, readonly state: string }>()
  const keyOf = (name: string, tenant: string): string => `${name}\n${tenant}`
  const commonState = (name: string): string => common.get(name) ?? STARTED
  const of = (name: string) => [...own].filter(([, entry]) => entry.name === name)
  const forget = (name: string): void => {
    common.delete(name)
    for (const [key] of of(name)) own.delete(key)
  }
  return {
    get: (name, tenant) => own.get(keyOf(name, tenant))?.state ?? commonState(name),
    set: (name, state, tenant) => {
      if (tenant === undefined) {
        forget(name)
        if (state !== STARTED) common.set(name, state)
        return
      }
      const key = keyOf(name, tenant)
      own.delete(key)
      if (state !== commonState(name)) own.set(key, { name, tenant, state })
      if (own.size > MAX_STATES) own.delete(own.keys().next().value as string)
    },
    forget,
    show: name => ({ state: commonState(name), tenants: Object.fromEntries(of(name).map(([, { tenant, state }]) => [tenant, state])) })
  }
}

/** @param steps What the rules of now have to do with scenarios. */
export function createScenarios (states: ScenarioStates, steps: () => readonly ScenarioStep[]): Scenarios {
  const names = (): readonly string[] => [...new Set(steps().map(({ name }) => name))]
  const statesOf = (name: string): readonly string[] =>
    [...new Set([STARTED, ...steps().filter(step => step.name === name).flatMap(({ state, next }) => [state, next])])]
      .filter(state => state !== undefined)
  const show = (name: string): ShownScenario => ({ name, states: statesOf(name), ...states.show(name) })
  const resolve = (name: string): ShownScenario => {
    if (!names().includes(name)) throw new ODataError('notFound', `No rule names the scenario '${name}'.`)
    return show(name)
  }
  return {
    list: () => names().map(show),
    resolve,
    stateOf: (name, tenant) => states.get(resolve(name).name, tenant),
    set: (name, state, tenant) => {
      const known = resolve(name).states
      if (!known.includes(state)) {
        throw new ODataError('badRequest', `No rule of the scenario '${name}' names the state '${state}'. There are ${known.join(', ')}.`, {
          target: 'state'
        })
      }
      states.set(name, state, tenant)
    },
    reset: ({ name, tenant }) => {
      for (const each of name === undefined ? names() : [resolve(name).name]) states.set(each, STARTED, tenant)
    }
  }
}
