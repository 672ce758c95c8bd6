/** The component of an error. */
import { graphDialect } from '../../dialect/service-dialect.js'
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import type { JsonSchema } from './documentation.js'

/** OData JSON format 4.01, section 21.1, with Graph's `innerError` where the dialect has it. */
export function errorSchema ({ innerError }: Pick<ServiceDialect, 'innerError'> = graphDialect): JsonSchema {
  const hasInner = innerError === 'graph'
  const fault = {
    code: text('A code for programs to check.', 'ModelValidationFailure'),
    message: text('What is wrong, in words.', "Cannot convert the literal 'x' to the expected type 'Edm.Int32'."),
    target: text('The property path, query option or header it is about.', 'tenantUserCheckinSummary/failedUserCount')
  }
  return {
    $id: 'odata.error',
    title: 'error',
    description: 'The answer to a request that failed.',
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message', ...hasInner ? ['innerError'] : []],
        properties: {
          ...fault,
          details: {
            type: 'array',
            description: 'Every fault of the body, when it has several.',
            items: { type: 'object', required: ['code', 'message'], properties: fault }
          },
          ...hasInner ? { innerError: innerErrorSchema() } : {}
        }
      }
    }
  }
}

const text = (description: string, example: string): JsonSchema => ({ type: 'string', description, examples: [example] })

const innerErrorSchema = (): JsonSchema => ({
  type: 'object',
  required: ['date', 'request-id', 'client-request-id'],
  properties: {
    date: text('When the request failed, in UTC.', '2026-01-31T09:30:00'),
    'request-id': text('The id of the request in the log of this service.', 'e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a'),
    'client-request-id': text('The id that the client sent, or else the same as `request-id`.', 'e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a')
  }
})
