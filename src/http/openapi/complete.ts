/** What the documents say and a route's schema cannot: names of path parameters, examples by name, and lists that are one parameter. */
import type { FastifySchema } from 'fastify'
import { documentedOperations } from './documented-operations.js'
import { errorComponents, errorResponses } from './error-responses.js'
import { linksOf } from './operation-links.js'
import type { DocumentedOperation } from './operations/operation.js'

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

const byId: ReadonlyMap<string | undefined, DocumentedOperation> = new Map(
  documentedOperations.map(operation => [operation.schema.operationId, operation])
)

/** A route under the path that the document gives it. */
export function documentRoute (
  { schema, url }: { readonly schema: FastifySchema, readonly url: string }
): { schema: FastifySchema, url: string } {
  return { schema, url: byId.get((schema as FastifySchema | undefined)?.operationId)?.path ?? url }
}

/** Completes the document that was collected from the routes; returns it. */
export function completeDocument<Document extends object> (document: Document): Document {
  for (const path of Object.values((document as { paths?: Paths }).paths ?? {})) {
    for (const operation of Object.values(path)) completeOperation(operation)
  }
  const { components } = document as { components?: object }
  const kinds = [...new Set(documentedOperations.flatMap(({ errors }) => errors))]
  return { ...document, components: { ...components, responses: errorComponents(kinds) } }
}

function completeOperation (operation: Operation): void {
  const { operationId, parameters = [], requestBody, responses } = operation
  const { errors = [], requestExamples = {}, parameterExamples = {} } = byId.get(operationId) ?? {}
  operation.responses = { ...withLinks(responses, byId.get(operationId)), ...errorResponses(errors) }
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

function withLinks (responses: object | undefined, documented: DocumentedOperation | undefined): object {
  const links = documented === undefined ? undefined : linksOf(documented, documentedOperations)
  const created = (responses as { 201?: object } | undefined)?.[201]
  return { ...responses, ...links === undefined ? {} : { 201: { ...created, links } } }
}
