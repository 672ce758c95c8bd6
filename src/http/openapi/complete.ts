/** What the documents say and a route's schema cannot: examples by name, and lists that are one parameter. */
import { documentedOperations } from './operations.js'
import { queryOptions } from './query-options.js'

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
  readonly requestBody?: { readonly content: Record<string, { examples?: object }> }
}

type Paths = Record<string, Record<string, Operation>>

/** Completes the document that was collected from the routes; returns it. */
export function completeDocument<Document extends object> (document: Document): Document {
  for (const path of Object.values((document as { paths?: Paths }).paths ?? {})) {
    for (const operation of Object.values(path)) completeOperation(operation)
  }
  return document
}

function completeOperation ({ operationId, parameters = [], requestBody }: Operation): void {
  const examples = documentedOperations.find(({ schema }) => schema.operationId === operationId)?.requestExamples
  for (const media of Object.values(requestBody?.content ?? {})) if (examples !== undefined) media.examples = examples
  for (const parameter of parameters) {
    const named = parameter.in === 'query' ? queryOptions[parameter.name]?.examples : undefined
    if (named !== undefined) parameter.examples = named
    if (parameter.schema?.explode === undefined) continue
    parameter.explode = parameter.schema.explode
    delete parameter.schema.explode
  }
}
