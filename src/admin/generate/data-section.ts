/** The control that fills a model with data. */
import type { TSchema } from '@sinclair/typebox'
import { answer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { answerWithProgress } from '../state/progress-answer.js'
import { TenantParams } from '../state/state-schemas.js'
import { DataRequest, GeneratedShown } from './data-schemas.js'
import { generateData } from './generate-data.js'
import type { DataTarget } from './generate-data.js'

const progress = { schema: { type: 'string' } }

const dataAnswer: TSchema = {
  ...answer('What was made.', GeneratedShown),
  content: { 'application/json': { schema: GeneratedShown }, 'application/x-ndjson': progress, 'text/event-stream': progress }
}

export const dataSection = (target: DataTarget): AdminSection => async app => {
  app.post('/tenants/:tenant/generate', {
    schema: {
      operationId: 'generateData',
      summary: 'Generate data',
      description:
        'In place of everything the tenant has: values that fit their types and the names of their properties, the same for the same seed and time. Without a body every entity set has 100 entities. `Accept: application/x-ndjson` or `text/event-stream` shows the progress.',
      tags: ['State'],
      params: TenantParams,
      body: DataRequest,
      documentation: {
        optionalBody: true,
        errors: ['conflict'],
        examples: {
          default: { summary: 'As it is without a body', value: {} },
          small: { summary: 'Five entities of each entity set, and nothing inside them', value: { count: 5, levels: 0 } },
          another: { summary: 'Other data', value: { seed: 2, count: 1000, contained: 2 } }
        }
      },
      response: { 200: dataAnswer }
    },
    // The schema has a default for each member.
    preValidation: async request => { if (request.body === undefined) (request as { body: unknown }).body = {} }
  }, async (request, reply) =>
    await answerWithProgress(request, reply, async progress =>
      await generateData(target, request.params.tenant.toLowerCase(), request.body, progress)))
}
