/** From what @fastify/swagger collected of the routes to the document of the controls: errors, examples, bodies and named schemas. */
import type { ErrorKind } from '../../errors.js'
import type { JsonSchema } from '../../http/openapi/documentation.js'
import { describeDefault } from '../../http/openapi/describe-default.js'
import { errorSchema } from '../../http/openapi/error-schema.js'
import type { ControlDocumentation } from './control-documentation.js'
import { errorAnswers, errorComponents, isControlError } from './control-errors.js'
import { linksOf } from './control-links.js'
import type { DocumentedControl } from './control-links.js'
import { nameSchemas } from './name-schemas.js'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: JsonSchema
}

interface Body {
  readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>
}

interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Body
  readonly responses: JsonSchema
}

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: object
}

/** `documentationOf`: what the route of an operation says beside its schemas. */
export function completeControls (document: object, documentationOf: (operationId: string) => ControlDocumentation): object {
  const { paths = {}, components, ...rest } = document as Document
  const controls = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, summary }]) => ({ path, method, operationId, summary })))
  const completed = Object.fromEntries(Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => {
      const { operationId, summary } = operation
      const responses = withLinks(operation.responses, { path, method, operationId, summary }, controls)
      return [method, completeOperation({ ...operation, responses }, documentationOf(operation.operationId))]
    }))
  ]))
  const { $id: _id, ...error } = errorSchema()
  const named = nameSchemas(completed)
  return {
    ...rest,
    components: { ...components, schemas: { Error: error, ...named.schemas }, responses: errorComponents },
    paths: named.value
  }
}

function completeOperation (
  operation: Operation,
  { errors = [], examples, optionalBody = false, streamedBody }: ControlDocumentation
): object {
  const { parameters = [], requestBody, responses, ...texts } = operation
  const body = streamedBody === undefined ? checkedBody(requestBody, examples) : { content: streamedBody }
  const kinds = [...impliedErrors(parameters.length > 0, body !== undefined), ...errors]
  return {
    ...texts,
    ...parameters.length === 0 ? {} : { parameters: parameters.map(completeParameter) },
    ...body === undefined ? {} : { requestBody: { required: !optionalBody, ...body } },
    responses: { ...responses, ...errorAnswers(kinds.filter(isControlError)) }
  }
}

/** Those that succeed say where they lead. */
function withLinks (responses: Operation['responses'], from: DocumentedControl, controls: readonly DocumentedControl[]): JsonSchema {
  return Object.fromEntries(Object.entries(responses as Readonly<Record<string, Answer>>).map(([status, answer]) => {
    const schema = status.startsWith('2') ? answer.content?.['application/json']?.schema : undefined
    const links = schema === undefined ? undefined : linksOf(from, schema, controls)
    return [status, links === undefined ? answer : { ...answer, links }]
  }))
}

interface Answer {
  readonly content?: Body['content']
}

/** What Ajv checks can be refused, and who may ask at all. */
const impliedErrors = (hasParameters: boolean, hasBody: boolean): readonly ErrorKind[] => [
  ...hasParameters || hasBody ? ['badRequest'] as const : [],
  'unauthenticated',
  'forbidden',
  ...hasBody ? ['payloadTooLarge', 'unsupportedMediaType'] as const : []
]

/** What has a default need not be sent. */
function completeParameter (parameter: Parameter): object {
  return parameter.in !== 'path' && 'default' in parameter.schema ? { ...parameter, required: false } : parameter
}

function checkedBody (body: Body | undefined, examples: ControlDocumentation['examples']): object | undefined {
  if (body === undefined) return undefined
  return {
    content: Object.fromEntries(Object.entries(body.content).map(([mediaType, { schema }]) => [mediaType, {
      schema: withDescribedDefaults(schema),
      ...examples === undefined ? {} : { examples }
    }]))
  }
}

/** What has a default may be left out of a body. */
function withDescribedDefaults (schema: JsonSchema): JsonSchema {
  const { required = [], properties, ...rest } = schema as { readonly required?: readonly string[], readonly properties?: Properties }
  if (properties === undefined) return schema
  const needed = required.filter(name => !('default' in (properties[name] ?? {})))
  const described = Object.fromEntries(Object.entries(properties).map(([name, { default: value, ...property }]) => [
    name,
    value === undefined ? property : { ...property, description: [property.description, describeDefault(value)].join(' ').trim() }
  ]))
  return { ...rest, ...needed.length === 0 ? {} : { required: needed }, properties: described }
}

type Properties = Readonly<Record<string, { readonly default?: unknown, readonly description?: string }>>
