/** The bodies of states, rows and fleets, which are read as they arrive or written in several forms: what their document says of them. */
import type { TSchema } from '@sinclair/typebox'
import { isKeyProperty, isStream } from '../../edm/lookup.js'
import { primitiveTable } from '../../edm/primitives.js'
import type { EdmModel, EntityType, Property, StructuredType, TypeReference } from '../../edm/types.js'
import type { JsonSchema } from '../../http/openapi/documentation.js'
import { rootResources } from '../../odata/root-navigation.js'
import { mediaTypeText, valueSchema } from '../../http/openapi/value-schema.js'
import { answer } from '../openapi/control-documentation.js'
import type { StreamedBody } from '../openapi/control-documentation.js'
import { cannotBeLeftOut } from './left-out.js'
import { STATE_ID_PATTERN } from './state-id.js'
import { FleetShown, ImportShown } from './state-schemas.js'

const ROW = { deviceName: 'PC-1', devicePlatform: 'Windows', wasSuccessful: true, checkinDateTime: '2026-01-31T09:30:00Z' }

const EXAMPLE = {
  officeConfiguration: {
    tenantCheckinStatuses: [ROW],
    tenantUserCheckinSummary: { succeededUserCount: 1, failedUserCount: 0 },
    clientConfigurations: [{
      '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
      id: 'finance',
      displayName: 'Finance',
      priority: 1,
      policyPayload: { contentType: 'application/json', content: 'e30=' },
      assignments: []
    }]
  }
}

export const stateBody = (model: EdmModel): Readonly<Record<string, StreamedBody>> => ({
  'application/json': {
    schema: stateSchema(model),
    examples: {
      ...model.origin === 'document' ? {} : { state: { summary: 'A row and a configuration', value: EXAMPLE } },
      nothing: { summary: 'Nothing', value: {} }
    }
  }
})

export const rowsBody: Readonly<Record<string, StreamedBody>> = {
  'application/x-ndjson': {
    schema: { type: 'string', description: 'One JSON object per line.' },
    examples: { rows: { summary: 'Two rows', value: `${JSON.stringify(ROW)}\n${JSON.stringify({ ...ROW, deviceName: 'PC-2' })}\n` } }
  },
  'text/csv': {
    schema: { type: 'string', description: 'A header with the names of properties, then a line for each row.' },
    examples: {
      rows: { summary: 'Two rows', value: `${Object.keys(ROW).join(',')}\nPC-1,Windows,true,2026-01-31T09:30:00Z\nPC-2,Windows,false,2026-01-31T09:31:00Z\n` }
    }
  }
}

export const importedRows = answer('How many rows were imported.', ImportShown)

const progress = { schema: { type: 'string' } }

export const fleetAnswer: TSchema = {
  ...answer('What was made.', FleetShown),
  content: { 'application/json': { schema: FleetShown }, 'application/x-ndjson': progress, 'text/event-stream': progress }
}

/** Everything a tenant has. */
export const stateSchema = ({ container, origin }: EdmModel): JsonSchema => ({
  title: 'TenantState',
  type: 'object',
  description: 'Everything a tenant has. What is left out has its default.',
  additionalProperties: false,
  properties: {
    $schema: { description: 'For editors.' },
    ...Object.fromEntries(rootResources(container).map(({ kind, name, type }) => {
      const schema = origin === 'document' ? entityOf(type) : structured(type)
      return [name, kind === 'entitySet' ? { type: 'array', items: schema } : schema]
    }))
  }
})

/** Types of a model that was read may hold themselves, and there may be hundreds: `$metadata` has their members. */
const entityOf = ({ fullName }: EntityType): JsonSchema => ({ type: 'object', description: `\`${fullName}\`, with what it contains.` })

/** The members of all types that a value may have: which it has is told by `@odata.type`, as the model says. */
function structured (type: StructuredType): JsonSchema {
  const types = type.concreteTypes.length === 0 ? [type] : type.concreteTypes
  return {
    title: `StateOf${type.name.slice(0, 1).toUpperCase()}${type.name.slice(1)}`,
    type: 'object',
    ...type.description === undefined ? {} : { description: type.description },
    additionalProperties: false,
    properties: {
      '@odata.type': {
        type: 'string',
        description: 'The type of the value, where there are several.',
        enum: types.map(({ fullName }) => `#${fullName}`)
      },
      ...Object.fromEntries(types.flatMap(concrete => membersOf(concrete))),
      ...Object.fromEntries(types.flatMap(concrete => concrete.kind === 'entity' ? contained(concrete) : []))
    }
  }
}

const contained = ({ navigationProperties }: EntityType): Array<[string, JsonSchema]> =>
  navigationProperties.map(({ name, target }) => [name, { type: 'array', items: { ...structured(target), ...requiredOf(target) } }])

/** What none of the types can do without. */
function requiredOf (type: StructuredType): JsonSchema {
  const required = type.properties.filter(cannotBeLeftOut).map(({ name }) => name)
  return required.length === 0 ? {} : { required }
}

const membersOf = (type: StructuredType): Array<[string, JsonSchema]> => type.properties.map(property =>
  [property.name, { ...propertySchema(property), ...type.kind === 'entity' && isKeyProperty(type, property.name) ? stateId : {} }])

/** Who has none, or null, gets one. */
const stateId: JsonSchema = { type: ['string', 'null'], pattern: STATE_ID_PATTERN }

function propertySchema (property: Property): JsonSchema {
  if (!isStream(property)) return valueSchema(property.type, structuredSchema)
  const bytes = primitiveTable['Edm.Binary'].jsonSchema
  const typed: JsonSchema = {
    type: 'object',
    additionalProperties: false,
    required: ['content'],
    properties: { contentType: mediaTypeText, content: bytes }
  }
  return { description: 'A stream: its bytes in base64url, or with its media type.', anyOf: [typed, bytes, { type: 'null' }] }
}

function structuredSchema ({ type, nullable }: TypeReference): JsonSchema {
  if (type.kind !== 'complex' && type.kind !== 'entity') return {}
  return nullable ? { anyOf: [structured(type), { type: 'null' }] } : structured(type)
}
