/** The errors of operations: two answers that all operations share, `4XX` and `5XX`, as a page with one for each status is long. */
import { graphDialect } from '../../dialect/service-dialect.js'
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import { errorCatalogue } from '../../errors.js'
import type { ErrorKind } from '../../errors.js'
import type { JsonSchema } from './documentation.js'

const ranges = {
  '4XX': { name: 'ClientError', what: 'The request was refused' },
  '5XX': { name: 'ServerError', what: 'The service cannot answer' }
} as const

type Range = keyof typeof ranges

const OWN = ', and whatever else its effect throws'

const rangeOf = (kind: ErrorKind): Range => errorCatalogue[kind].status < 500 ? '4XX' : '5XX'

/**
 * References to the shared answers. Each says which statuses the operation can have; OpenAPI 3.1 lets a reference have a description of its
 * own (section 4.8.23), and documents of 3.0 leave it out.
 * @param hasOwn whether what the operation does can throw errors of its own
 */
export function errorResponses (kinds: readonly ErrorKind[], hasOwn = false): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(ranges).flatMap(([range, { name, what }]) => {
    const statuses = [...new Set(kinds.filter(kind => rangeOf(kind) === range).map(kind => errorCatalogue[kind].status))].sort()
    if (statuses.length === 0) return []
    return [[range, { $ref: `#/components/responses/${name}`, description: `${what}: ${statuses.join(', ')}${hasOwn ? OWN : ''}.` }]]
  }))
}

/** `components.responses`: an example for each code, with the situation as its message. */
export const errorComponents = (kinds: readonly ErrorKind[], dialect: Pick<ServiceDialect, 'innerError'> = graphDialect): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.entries(ranges).map(([range, { name, what }]) => [name, {
    description: `${what}; \`error.code\` says why, and \`error.message\` what to change.`,
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/odata.error' },
        examples: Object.fromEntries(kinds.filter(kind => rangeOf(kind) === range).map(kind => [kind, exampleOf(kind, dialect)]))
      }
    }
  }]))

function exampleOf (kind: ErrorKind, { innerError }: Pick<ServiceDialect, 'innerError'>): JsonSchema {
  const { status, code, when } = errorCatalogue[kind]
  const id = 'e6a8c1a2-9f0b-4a55-8b7e-0f6c1d2e3f4a'
  return {
    summary: `${status} ${code}`,
    value: {
      error: {
        code,
        message: when,
        ...innerError === 'none' ? {} : { innerError: { date: '2026-01-31T09:30:00', 'request-id': id, 'client-request-id': id } }
      }
    }
  }
}
