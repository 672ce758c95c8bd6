/** What the documents say and a route's schema cannot: names of path parameters, examples by name, and lists that are one parameter. */
import type { FastifySchema } from 'fastify'
import { graphDialect } from '../../dialect/service-dialect.js'
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import type { DocumentedOperation } from './documentation.js'
import { errorComponents, errorResponses } from './error-responses.js'
import { ACCEPTED, acceptedComponent, isMonitor } from './monitor-operations.js'
import { linksOf } from './operation-links.js'

interface Parameter {
  readonly name: string
  readonly in: string
  examples?: object
  explode?: boolean
  readonly schema?: { explode?: boolean }
}

interface Operation {
  readonly operationId?: string
  readonly parameters?: Parameter[]
  responses?: object
  readonly requestBody?: { required?: boolean, readonly content: Record<string, { examples?: object }> }
}

type Paths = Record<string, Record<string, Operation>>

type ById = ReadonlyMap<string | undefined, DocumentedOperation>

export interface Completion {
  /** A route under the path that the document gives it. */
  readonly documentRoute: (route: { readonly schema: FastifySchema, readonly url: string }) => { schema: FastifySchema, url: string }
  /** Completes the document that was collected from the routes; returns it. */
  readonly completeDocument: <Document extends object>(document: Document) => Document
}

export function createCompletion (operations: readonly DocumentedOperation[], dialect: ServiceDialect = graphDialect): Completion {
  const byId: ById = new Map(operations.map(operation => [operation.schema.operationId, operation]))
  return {
    documentRoute: ({ schema, url }) => ({ schema, url: byId.get((schema as FastifySchema | undefined)?.operationId)?.path ?? url }),
    completeDocument: document => {
      for (const path of Object.values((document as { paths?: Paths }).paths ?? {})) {
        for (const operation of Object.values(path)) completeOperation(byId, operation)
      }
      const { components } = document as { components?: object }
      const kinds = [...new Set(operations.flatMap(({ errors }) => errors))]
      const responses = { [ACCEPTED]: acceptedComponent, ...errorComponents(kinds, dialect) }
      return { ...document, components: { ...components, responses } }
    }
  }
}

function completeOperation (byId: ById, operation: Operation): void {
  const { operationId, parameters = [], requestBody } = operation
  const documented = byId.get(operationId)
  const { errors = [], ownErrors, requestExamples = {}, parameterExamples = {} } = documented ?? {}
  const isLater = documented !== undefined && !isMonitor(documented)
  const accepted = isLater ? { 202: { $ref: `#/components/responses/${ACCEPTED}` } } : {}
  operation.responses = { ...withLinks(byId, operation), ...accepted, ...errorResponses(errors, ownErrors) }
  if (requestBody !== undefined) requestBody.required = true
  for (const [mediaType, media] of Object.entries(requestBody?.content ?? {})) {
    const examples = requestExamples[mediaType]
    if (examples !== undefined) media.examples = examples
  }
  for (const parameter of parameters) {
    const named = parameter.in === 'query' ? parameterExamples[parameter.name] : undefined
    if (named !== undefined) parameter.examples = named
    if (parameter.schema?.explode === undefined) continue
    parameter.explode = parameter.schema.explode
    delete parameter.schema.explode
  }
}

function withLinks (byId: ById, { operationId, responses }: Operation): object {
  const documented = byId.get(operationId)
  const links = documented === undefined ? undefined : linksOf(documented, [...byId.values()])
  const created = (responses as { 201?: object } | undefined)?.[201]
  return { ...responses, ...links === undefined ? {} : { 201: { ...created, links } } }
}
