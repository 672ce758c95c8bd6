/** The control that makes a fleet. */
import type { Clock } from '../../base/clock.js'
import type { EdmModel } from '../../edm/types.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { answerWithProgress } from '../../admin/state/progress-answer.js'
import { generateFleet } from './generate-fleet.js'
import { FleetRequest, TenantParams } from '../../admin/state/state-schemas.js'
import type { AdminSection } from '../../admin/section.js'
import { fleetAnswer } from '../../admin/state/state-documentation.js'

export interface GenerateSectionOptions {
  readonly state: TenantState
  readonly model: EdmModel
  readonly clock: Clock
}

export const generateSection = ({ state, model, clock }: GenerateSectionOptions): AdminSection => async app => {
  app.post('/tenants/:tenant/generate', {
    schema: {
      operationId: 'generateFleet',
      summary: 'Generate a fleet',
      description:
        'In place of everything the tenant has: users, devices, failures and times up to the clock, the same for the same seed and time. Without a body it has 1,000 rows and 3 configurations. `Accept: application/x-ndjson` or `text/event-stream` shows the progress.',
      tags: ['State'],
      params: TenantParams,
      body: FleetRequest,
      documentation: {
        optionalBody: true,
        errors: ['conflict'],
        examples: {
          small: { summary: 'A hundred rows', value: { rows: 100 } },
          default: { summary: 'As it is without a body', value: {} },
          another: { summary: 'Another fleet, larger', value: { seed: 2, rows: 10_000, configurations: 5 } }
        }
      },
      response: { 200: fleetAnswer }
    },
    // The schema has a default for each member.
    preValidation: async request => { if (request.body === undefined) (request as { body: unknown }).body = {} }
  }, async (request, reply) =>
    await answerWithProgress(request, reply, async progress =>
      await generateFleet({ state, model, clock }, request.params.tenant.toLowerCase(), request.body, progress)))
}
