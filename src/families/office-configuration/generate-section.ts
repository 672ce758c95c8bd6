/** The control that makes a fleet. */
import type { Clock } from '../../base/clock.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { streamText } from '../../admin/state/body-stream.js'
import { loadFleet } from './fleet.js'
import type { Fleet, FleetProgress } from './fleet.js'
import { FleetRequest, FleetShown, TenantParams } from '../../admin/state/state-schemas.js'
import type { AdminSection } from '../../admin/section.js'

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
      summary: 'Replaces everything a tenant has by a fleet of a seed',
      description:
        'Users, devices, failures and times up to the clock, the same for the same seed and time. `Accept: application/x-ndjson` or `text/event-stream` shows the progress.',
      tags: ['State'],
      params: TenantParams,
      body: FleetRequest,
      response: { 200: FleetShown }
    }
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
