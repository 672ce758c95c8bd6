/** The operation of a bound action, under its qualified name. */
import { isStructured } from '../../../../edm/lookup.js'
import type { Action, TypeReference } from '../../../../edm/types.js'
import { collectionComponentOf, componentOf } from '../../../../http/openapi/component-references.js'
import type { JsonSchema } from '../../../../http/openapi/documentation.js'
import { actionExample, answerExample } from '../model-examples.js'
import { resultOptions } from '../../../../http/openapi/query-options.js'
import { etagHeader, jsonResponse, noContent, writeErrors } from '../../../../http/openapi/responses.js'
import { valueSchema } from '../../../../http/openapi/value-schema.js'
import { jsonBody, matchHeaders, operation, plainHeaders } from '../../../../http/openapi/resources/operation.js'
import type { DocumentedOperation } from '../../../../http/openapi/documentation.js'
import type { Place } from '../../../../http/openapi/resources/resource-place.js'

/** The actions that can be invoked on a collection of a type, or on one of its items. */
export function actionOperation (place: Place, action: Action): DocumentedOperation {
  const { name, namespace, description, parameters: [binding], returnType } = action
  const onItem = binding?.type.type.kind === 'entity'
  const element = returnType?.type.kind === 'collection' ? returnType.type.elementType.type : undefined
  const result = element?.kind === 'entity' ? element : undefined
  return operation('POST', place, `/${namespace}.${name}`, {
    id: `${place.names}_${name}`,
    tag: `${place.names.slice(0, place.names.indexOf('.'))}.Actions`,
    summary: `Invoke action ${name}`,
    description: onItem ? description : `${description} Take the ids from the list.`,
    query: result === undefined ? { names: ['$format'] } : { names: resultOptions, type: result },
    headers: onItem ? matchHeaders : plainHeaders,
    body: jsonBody(parametersSchema(action), { parameters: { summary: `The parameters of ${name}`, value: actionExample(action) } }),
    responses: result === undefined
      ? { 204: noContent('Done.') }
      : {
          200: jsonResponse('The result.', collectionComponentOf(result), {
            headers: etagHeader,
            example: { value: [answerExample(result)] }
          })
        },
    errors: writeErrors
  })
}

/** The parameters of an action by name (OData JSON format 4.01, section 18). */
function parametersSchema ({ parameters: [, ...parameters] }: Action): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: parameters.map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, type, description }) =>
      [name, { ...valueSchema(type, namedSchema), description }]
    ))
  }
}

const namedSchema = ({ type }: TypeReference): JsonSchema => isStructured(type) ? componentOf(type) : {}
