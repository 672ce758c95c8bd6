/** The controls of scenarios: of all tenants, and of one. */
import { Type } from '@sinclair/typebox'
import { TenantParams } from '../state/state-schemas.js'
import type { AdminSection } from '../section.js'
import { ScenarioName, ScenarioState } from './scenarios.js'
import type { Scenarios } from './scenarios.js'

const tags = ['Scenarios']
const params = Type.Object({ name: ScenarioName })
const ownParams = Type.Object({ ...TenantParams.properties, name: ScenarioName })
const Setting = Type.Object({ state: ScenarioState('One that a rule of the scenario names, or `started`.') }, { additionalProperties: false })
const none = { 204: Type.Null({ description: 'Done.' }) }

const states = Type.Array(Type.String(), { description: 'Those that rules name; `started` comes first.' })
const Shown = Type.Object({
  name: Type.String(),
  states,
  state: Type.String({ description: 'Of every tenant that is not among `tenants`.' }),
  tenants: Type.Record(Type.String(), Type.String(), { description: 'Tenants that have moved since, each with its state.' })
})
const ShownOfTenant = Type.Object({ name: Type.String(), states, state: Type.String() })

export const scenariosSection = (scenarios: Scenarios): AdminSection => async app => {
  const ofTenant = (name: string, tenant: string) =>
    ({ name, states: [...scenarios.resolve(name).states], state: scenarios.stateOf(name, tenant.toLowerCase()) })
  const shown = (name: string) => {
    const { states, ...scenario } = scenarios.resolve(name)
    return { ...scenario, states: [...states] }
  }

  app.get('/scenarios', {
    schema: {
      operationId: 'listScenarios',
      summary: 'All scenarios that rules name',
      tags,
      response: { 200: Type.Object({ value: Type.Array(Shown) }) }
    }
  }, async () => ({ value: scenarios.list().map(({ name }) => shown(name)) }))

  app.delete('/scenarios', {
    schema: { operationId: 'resetScenarios', summary: 'Back to the start, all scenarios of all tenants', tags, response: none }
  }, async (_request, reply) => {
    scenarios.reset({})
    reply.code(204)
  })

  app.get('/scenarios/:name', {
    schema: { operationId: 'getScenario', summary: 'A scenario, with the states of all tenants', tags, params, response: { 200: Shown } }
  }, async ({ params: { name } }) => shown(name))

  app.put('/scenarios/:name', {
    schema: { operationId: 'setScenario', summary: 'Sets the state of all tenants', tags, params, body: Setting, response: { 200: Shown } }
  }, async ({ params: { name }, body: { state } }) => {
    scenarios.set(name, state)
    return shown(name)
  })

  app.delete('/scenarios/:name', {
    schema: { operationId: 'resetScenario', summary: 'Back to the start, a scenario of all tenants', tags, params, response: none }
  }, async ({ params: { name } }, reply) => {
    scenarios.reset({ name })
    reply.code(204)
  })

  app.delete('/tenants/:tenant/scenarios', {
    schema: {
      operationId: 'resetScenariosOfTenant',
      summary: 'Back to the start, all scenarios of a tenant',
      tags,
      params: TenantParams,
      response: none
    }
  }, async ({ params: { tenant } }, reply) => {
    scenarios.reset({ tenant: tenant.toLowerCase() })
    reply.code(204)
  })

  app.get('/tenants/:tenant/scenarios/:name', {
    schema: {
      operationId: 'getScenarioOfTenant',
      summary: 'A scenario, with the state of a tenant',
      tags,
      params: ownParams,
      response: { 200: ShownOfTenant }
    }
  }, async ({ params: { name, tenant } }) => ofTenant(name, tenant))

  app.put('/tenants/:tenant/scenarios/:name', {
    schema: {
      operationId: 'setScenarioOfTenant',
      summary: 'Sets the state of a tenant',
      description: 'The tenant need not be there yet.',
      tags,
      params: ownParams,
      body: Setting,
      response: { 200: ShownOfTenant }
    }
  }, async ({ params: { name, tenant }, body: { state } }) => {
    scenarios.set(name, state, tenant.toLowerCase())
    return ofTenant(name, tenant)
  })

  app.delete('/tenants/:tenant/scenarios/:name', {
    schema: {
      operationId: 'resetScenarioOfTenant',
      summary: 'Back to the start, a scenario of a tenant',
      tags,
      params: ownParams,
      response: none
    }
  }, async ({ params: { name, tenant } }, reply) => {
    scenarios.reset({ name, tenant: tenant.toLowerCase() })
    reply.code(204)
  })
}
