/** The controls of scenarios: of all tenants, and of one. */
import { Type } from '@sinclair/typebox'
import { answer, done } from '../openapi/control-documentation.js'
import type { ControlDocumentation } from '../openapi/control-documentation.js'
import { TenantParams } from '../state/state-schemas.js'
import type { AdminSection } from '../section.js'
import { STARTED, ScenarioName, ScenarioState } from './scenarios.js'
import type { Scenarios } from './scenarios.js'

const tags = ['Scenarios']
const params = Type.Object({ name: ScenarioName })
const ownParams = Type.Object({ ...TenantParams.properties, name: ScenarioName })
const Setting = Type.Object(
  { state: ScenarioState('One that a rule of the scenario names, or `started`.') },
  { additionalProperties: false, title: 'ScenarioSetting' }
)
const documentation: ControlDocumentation = { errors: ['notFound'] }
const settingDocumentation: ControlDocumentation = {
  ...documentation,
  examples: { started: { summary: 'Back to the start', value: { state: STARTED } } }
}

const states = Type.Array(Type.String(), { description: 'Those that rules name; `started` comes first.' })
const Shown = Type.Object({
  name: Type.String(),
  states,
  state: Type.String({ description: 'Of every tenant that is not among `tenants`.' }),
  tenants: Type.Record(Type.String(), Type.String(), { description: 'Tenants that have moved since, each with its state.' })
}, { title: 'Scenario' })
const ShownOfTenant = Type.Object({ name: Type.String(), states, state: Type.String() }, { title: 'ScenarioOfTenant' })
const ShownList = Type.Object({ value: Type.Array(Shown) }, { title: 'ScenarioList' })

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
      summary: 'List the scenarios',
      description: 'Those that rules name, each with the states of all tenants.',
      tags,
      response: { 200: answer('The scenarios.', ShownList) }
    }
  }, async () => ({ value: scenarios.list().map(({ name }) => shown(name)) }))

  app.delete('/scenarios', {
    schema: {
      operationId: 'resetScenarios',
      summary: 'Reset all scenarios',
      description: 'Every scenario of every tenant goes back to `started`.',
      tags,
      response: done
    }
  }, async (_request, reply) => {
    scenarios.reset({})
    reply.code(204)
  })

  app.get('/scenarios/:name', {
    schema: {
      operationId: 'getScenario',
      summary: 'Show a scenario',
      description: 'With the states of all tenants.',
      tags,
      params,
      documentation,
      response: { 200: answer('The scenario.', Shown) }
    }
  }, async ({ params: { name } }) => shown(name))

  app.put('/scenarios/:name', {
    schema: {
      operationId: 'setScenario',
      summary: 'Move a scenario',
      description: 'To a state, for all tenants.',
      tags,
      params,
      body: Setting,
      documentation: settingDocumentation,
      response: { 200: answer('The scenario.', Shown) }
    }
  }, async ({ params: { name }, body: { state } }) => {
    scenarios.set(name, state)
    return shown(name)
  })

  app.delete('/scenarios/:name', {
    schema: {
      operationId: 'resetScenario',
      summary: 'Reset a scenario',
      description: 'It goes back to `started`, for all tenants.',
      tags,
      params,
      documentation,
      response: done
    }
  }, async ({ params: { name } }, reply) => {
    scenarios.reset({ name })
    reply.code(204)
  })

  app.delete('/tenants/:tenant/scenarios', {
    schema: {
      operationId: 'resetScenariosOfTenant',
      summary: 'Reset the scenarios of a tenant',
      description: 'All of them go back to `started`.',
      tags,
      params: TenantParams,
      response: done
    }
  }, async ({ params: { tenant } }, reply) => {
    scenarios.reset({ tenant: tenant.toLowerCase() })
    reply.code(204)
  })

  app.get('/tenants/:tenant/scenarios/:name', {
    schema: {
      operationId: 'getScenarioOfTenant',
      summary: 'Show a scenario of a tenant',
      description: 'With the state of the tenant.',
      tags,
      params: ownParams,
      documentation,
      response: { 200: answer('The scenario.', ShownOfTenant) }
    }
  }, async ({ params: { name, tenant } }) => ofTenant(name, tenant))

  app.put('/tenants/:tenant/scenarios/:name', {
    schema: {
      operationId: 'setScenarioOfTenant',
      summary: 'Move a scenario of a tenant',
      description: 'To a state. The tenant need not exist yet.',
      tags,
      params: ownParams,
      body: Setting,
      documentation: settingDocumentation,
      response: { 200: answer('The scenario.', ShownOfTenant) }
    }
  }, async ({ params: { name, tenant }, body: { state } }) => {
    scenarios.set(name, state, tenant.toLowerCase())
    return ofTenant(name, tenant)
  })

  app.delete('/tenants/:tenant/scenarios/:name', {
    schema: {
      operationId: 'resetScenarioOfTenant',
      summary: 'Reset a scenario of a tenant',
      description: 'It goes back to `started`.',
      tags,
      params: ownParams,
      documentation,
      response: done
    }
  }, async ({ params: { name, tenant } }, reply) => {
    scenarios.reset({ name, tenant: tenant.toLowerCase() })
    reply.code(204)
  })
}
