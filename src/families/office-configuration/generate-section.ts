/** The control that makes a fleet. */
import type { Clock } from '../../base/clock.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { streamText } from '../../admin/state/body-stream.js'
import type { FleetProgress } from './fleet.js'
import { generateFleet } from './generate-fleet.js'
import { FleetRequest, TenantParams } from '../../admin/state/state-schemas.js'
import type { AdminSection } from '../../admin/section.js'
import { fleetAnswer } from '../../admin/state/state-documentation.js'

export interface GenerateSectionOptions {
  readonly state: TenantState
  readonly model: EdmModel
  readonly clock: Clock
}

/** How the progress is written, by what `Accept` asks for. */
const progressFormats: Readonly<Record<string, (event: object) => string>> = {
  'application/x-ndjson': event => `${JSON.stringify(event)}\n`,
  'text/event-stream': event => `data: ${JSON.stringify(event)}\n\n`
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
  }, async (request, reply) => {
    const id = request.params.tenant.toLowerCase()
    const make = async (progress: (progress: FleetProgress) => void): Promise<object> =>
      await generateFleet({ state, model, clock }, id, request.body, done => {
        if (reply.raw.destroyed) throw new ODataError('badRequest', 'The client went away.')
        progress(done)
      })
    const accept = (request.headers.accept ?? '').split(/[,;]/).map(part => part.trim())
    const format = Object.keys(progressFormats).find(type => accept.includes(type))
    if (format === undefined) return await make(() => undefined)
    const write = progressFormats[format]!
    const text = await streamText(async send => {
      try {
        const made = await make(progress => { send(write(progress)).catch(() => undefined) })
        await send(write({ ...made, done: true }))
      } catch (error) {
        request.log.error(error)
        const { code, message } = error instanceof ODataError
          ? error
          : new ODataError('internal', 'An internal error occurred. The log of the service has it.')
        await send(write({ error: { code, message } }))
      }
    }, { wait: false, blocks: false })
    return await reply.type(format).send(text)
  })
}
