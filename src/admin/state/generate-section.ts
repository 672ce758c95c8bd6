/** The control that makes a fleet. */
import type { Clock } from '../../base/clock.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { streamText } from './body-stream.js'
import { loadFleet } from './fleet.js'
import type { Fleet, FleetProgress } from './fleet.js'
import { FleetRequest, TenantParams } from './state-schemas.js'
import type { AdminSection } from '../section.js'
import { fleetAnswer } from './state-documentation.js'

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

/** A fleet reaches back half a year, and its summary three months beyond. */
const [FIRST_UNTIL, LAST_UNTIL] = [Date.parse('0002-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** @throws ODataError `badRequest` for a time that is none, such as one with a leap second, or has no check-ins before it. */
function readUntil (until: Date): Date {
  const time = until.getTime()
  if (time >= FIRST_UNTIL && time <= LAST_UNTIL) return until
  throw new ODataError('badRequest', 'The time of the latest check-in (`until`, or the clock) must be one of the years 0002 to 9999.', {
    target: 'until'
  })
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
    const { until, ...asked } = request.body
    const fleet: Fleet = { ...asked, until: readUntil(until === undefined ? clock.now() : new Date(until)) }
    const make = async (progress: (progress: FleetProgress) => void): Promise<object> => {
      const version = await state.replaceTenant(id, async loader => await loadFleet(model, fleet, loader, done => {
        if (reply.raw.destroyed) throw new ODataError('badRequest', 'The client went away.')
        progress(done)
      }))
      return { rows: fleet.rows, configurations: fleet.configurations, version }
    }
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
