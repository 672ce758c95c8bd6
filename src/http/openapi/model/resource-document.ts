/**
 * The part of an OpenAPI document that is about a model's resources. It is made when somebody asks for it, with turns for others between
 * the steps: a start makes nothing of it.
 */
import { createTurns } from '../../../base/turns.js'
import { wantsEventual } from '../../../dialect/advanced-queries.js'
import { dialectOf } from '../../../dialect/service-dialect.js'
import { streamsOf } from '../../../edm/media.js'
import { acceptedTypes, rangesOf } from '../../../edm/media-range.js'
import { isStructured, itemType } from '../../../edm/lookup.js'
import type { EdmModel, EnumType, StructuredType, TypeReference } from '../../../edm/types.js'
import { rulesOf } from '../../../edm/value-rules.js'
import { rootResources } from '../../../odata/root-navigation.js'
import { batchCall, batchOperation, BATCH_TAG } from '../batch-operation.js'
import type { BatchSetting } from '../batch-operation.js'
import { createCompletion } from '../complete.js'
import type { DocumentedOperation, JsonSchema, LaterResources, ResourceDocument } from '../documentation.js'
import { errorSchema } from '../error-schema.js'
import { MONITOR_TAG, monitorCalls, monitorOperations } from '../monitor-operations.js'
import { pageSchema, referenceSchemas } from '../page-schemas.js'
import { countOperation, createOperation, listOperation, listReferencesOperation } from '../resources/entities-operations.js'
import { deleteOperation, readOperation, readReferenceOperation, replaceOperation, updateOperation } from '../resources/entity-operations.js'
import { createSharedParts } from '../share-parts.js'
import { STREAM_EXAMPLE, streamBody, streamOperations } from '../resources/stream-operations.js'
import type { DocumentSetting } from '../resources/resource-place.js'
import { valueOf } from './edm-schema.js'
import { callOperation } from './call-operation.js'
import { documentedCalls, IMPORTS, MAX_CALLS, namedOperations } from './documented-calls.js'
import type { DocumentedCall } from './documented-calls.js'
import { keyAsSegments, keyInParentheses } from './key-template.js'
import { componentName, componentsOf, reachedTypes, referencesAmong } from './model-components.js'
import type { ModelReferences } from './model-components.js'
import { containedIn, documentedResources, isPermitted, MAX_LEVELS, namedCalls } from './model-places.js'
import type { DocumentedResource, DocumentedResources } from './model-places.js'
import { propertyOperations } from './property-operations.js'
import { documentedProperties, MAX_OF_RESOURCE, MAX_PROPERTIES, propertyCalls } from './property-places.js'
import type { DocumentedProperties } from './property-places.js'
import { MAX_RELATED, relatedCalls, relatedOperations, relatedResources } from './related-resources.js'
import type { ReferenceSchemas, RelatedResource } from './related-resources.js'
import { sampleExamples, samplesOf } from './sample-examples.js'
import type { Demands } from './sent-values.js'
import { writeOperation } from './write-operation.js'

/** How the paths of a model are written, without what only their document needs. */
export function placeSetting (model: EdmModel, more: Partial<DocumentSetting> = {}): DocumentSetting {
  const { kind, graphHeaders, createsMediaByJson } = dialectOf(model)
  const keyOf = kind === 'graph' ? keyAsSegments : keyInParentheses
  const references = referencesAmong(new Set(), demandsOf(model))
  return {
    root: '',
    security: [{}, { bearer: [] }],
    graphHeaders,
    createsMediaByJson,
    wantsEventual: type => wantsEventual(model, type),
    acceptedBy: (type, stream) => rangesOf(acceptedTypes(model, type, stream)),
    components: references,
    examples: sampleExamples(model),
    createDescription: 'Creates an entity with all it contains.',
    keyOf: (type, taken) => keyOf(type, taken, ({ property }) => ({ ...valueOf({ ...property.type, nullable: false }, references.any) })),
    ...more
  }
}

const demandsOf = (model: EdmModel): Omit<Demands, 'referenceOf'> =>
  ({ rulesOf: (type, property) => rulesOf(model, type, property), wantsRequired: dialectOf(model).wantsRequired })

/** Resources, without what is deeper inside, that are many on a page. */
const MANY = 20

/** @param needsToken whether requests must have one */
export const laterResources = (model: EdmModel, options: { readonly needsToken: boolean }): LaterResources => ({
  names: () => {
    const { found, related, calls, inside } = partsOf(model, placeSetting(model))
    return [
      ...namedCalls(model, found, dialectOf(model).upserts),
      ...related.flatMap(one => relatedCalls(model, one)),
      ...namedOperations(calls),
      ...inside.properties.flatMap(property => propertyCalls(model, property)),
      batchCall,
      ...monitorCalls
    ]
  },
  describe: async () => await describeResources(model, options),
  many: rootResources(model.container).reduce((sum, { type }) => sum + 1 + containedIn(type).length, 0) > MANY
})

/** What can be asked for: resources, what is related to them, calls, and properties. */
interface Parts {
  readonly found: DocumentedResources
  readonly related: readonly RelatedResource[]
  readonly calls: readonly DocumentedCall[]
  readonly inside: DocumentedProperties
}

function partsOf (model: EdmModel, setting: DocumentSetting): Parts {
  const found = documentedResources(model, setting)
  return {
    found,
    related: relatedResources(model, found),
    calls: documentedCalls(model, found, setting),
    inside: documentedProperties(found)
  }
}

/** Those that are shown. */
const shown = ({ related, calls, ...parts }: Parts): Parts =>
  ({ ...parts, related: related.slice(0, MAX_RELATED), calls: calls.slice(0, MAX_CALLS) })

async function describeResources (model: EdmModel, { needsToken }: { readonly needsToken: boolean }): Promise<ResourceDocument> {
  const turn = createTurns()
  const dialect = dialectOf(model)
  const known = reachedTypes(typesOf(shown(partsOf(model, placeSetting(model)))))
  const references = referencesAmong(known, demandsOf(model))
  const setting = placeSetting(model, { components: references, ...needsToken ? { security: [{ bearer: [] }] } : {} })
  const all = partsOf(model, setting)
  const parts = shown(all)
  const operations: DocumentedOperation[] = []
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const some of operationsOf(model, parts, references, setting)) {
    operations.push(...some)
    for (const operation of some) {
      paths[operation.path] = { ...paths[operation.path], [String(operation.method).toLowerCase()]: writeOperation(operation) }
    }
    const due = turn()
    if (due !== undefined) await due
  }
  const pages = listedTypes(parts).map(type => pageSchema(type, references.of(type)))
  const others = [...pages, ...referencesOf(parts), errorSchema(dialect)]
  const schemas = { ...componentsOf(known, references.any, samplesOf(model)), ...Object.fromEntries(others.map(named)) }
  const document = createCompletion(operations, dialect).completeDocument({ paths, components: { schemas } })
  const { share, parts: shared } = createSharedParts()
  for (const operation of Object.values(document.paths).flatMap(path => Object.values(path))) share(operation)
  return {
    ...document as unknown as ResourceDocument,
    components: { ...document.components, ...shared } as unknown as ResourceDocument['components'],
    tags: [...tagsOf(parts), BATCH_TAG, MONITOR_TAG],
    leftOut: describeLeftOut(all)
  }
}

const REFERENCES: ReferenceSchemas = {
  reference: { $ref: '#/components/schemas/odata.reference' },
  references: { $ref: '#/components/schemas/odata.references' }
}

/** Some at a time. */
function * operationsOf (
  model: EdmModel,
  { found, related, calls, inside }: Parts,
  references: ModelReferences,
  setting: DocumentSetting
): Generator<readonly DocumentedOperation[]> {
  const { upserts } = dialectOf(model)
  for (const resource of found.resources) {
    yield operationsAt(resource, upserts).filter(({ method, path }) => isPermitted(model, resource, { method: String(method), path }))
  }
  for (const one of related) yield relatedOperations(model, one, REFERENCES)
  for (const property of inside.properties) yield propertyOperations(model, property, references)
  for (const call of calls) yield [callOperation(call, references)]
  yield [batchOperation({ ...setting, ...batchExample(model) })]
  yield monitorOperations(setting)
}

/** Reads of the first entity set, which answer something whatever there is. */
function batchExample ({ container }: EdmModel): Pick<BatchSetting, 'urls' | 'example' | 'answer'> {
  const { name } = container.entitySets[0] ?? container.singletons[0] ?? { name: '$metadata' }
  const urls = container.entitySets.length === 0 ? [name] : [`${name}?$top=1`, `${name}/$count`]
  const requests = urls.map((url, index) => ({ id: String(index + 1), method: 'GET', url }))
  const responses = [{ id: String(urls.length), status: 200, headers: { 'Content-Type': 'text/plain' }, body: '100' }]
  return { urls, example: { summary: 'Reads', value: { requests } }, answer: { summary: 'One of the answers', value: { responses } } }
}

/** The types that requests and answers name. */
const typesOf = ({ found, related, calls }: Parts): ReadonlyArray<StructuredType | EnumType> => [
  ...[...found.resources, ...related].map(({ navigation: { target } }) => target),
  ...calls.flatMap(({ operation: { parameters, returnType } }) =>
    typesIn([...parameters.map(({ type }) => type), ...returnType === undefined ? [] : [returnType]]))
]

const typesIn = (references: readonly TypeReference[]): ReadonlyArray<StructuredType | EnumType> =>
  references.map(reference => itemType(reference).type).filter(type => isStructured(type) || type.kind === 'enum')

/** The types whose entities come in pages. */
const listedTypes = ({ found, related, calls }: Parts): readonly StructuredType[] => [
  ...new Set([
    ...[...found.resources, ...related].flatMap(({ navigation: { collection, target } }) => collection ? [target] : []),
    ...calls.flatMap(({ operation: { returnType } }) => returnType?.type.kind === 'collection' ? typesIn([returnType]) : [])
      .filter(type => type.kind === 'entity')
  ])
]

/** The components of references to one entity and to many, as far as there are such resources. */
function referencesOf ({ found, related }: Parts): readonly JsonSchema[] {
  const [one, page] = referenceSchemas()
  const hasPage = [...found.resources, ...related].some(({ navigation }) => navigation.collection)
  return [...found.resources.length === 0 ? [] : [one], ...hasPage ? [page] : []]
}

/** A component's name and the component. */
function named ({ $id, ...schema }: JsonSchema): [string, JsonSchema] {
  return [componentName(String($id)), schema]
}

function operationsAt ({ navigation, place, item, isRoot }: DocumentedResource, upserts: boolean): readonly DocumentedOperation[] {
  const { target, collection } = navigation
  return [
    ...collection ? [listOperation, createOperation, countOperation].map(make => make(place, navigation)) : [],
    readOperation(item, target, !collection && !isRoot),
    updateOperation(item, target, upserts),
    ...upserts ? [replaceOperation(item, target)] : [],
    ...collection ? [deleteOperation(item, target), listReferencesOperation(place, navigation, REFERENCES.references)] : [],
    readReferenceOperation(item, target, { reference: REFERENCES.reference, optional: !collection && !isRoot }),
    ...streamsOf(target).flatMap(stream => {
      const accepted = item.setting.acceptedBy?.(target, stream)
      return streamOperations(item, stream, streamBody(STREAM_EXAMPLE, accepted))
    })
  ]
}

const tagsOf = ({ found: { resources }, calls }: Parts): ResourceDocument['tags'] => [
  ...resources.filter(({ isRoot }) => isRoot).map(({ navigation: { name, description, collection, target } }) => ({
    name,
    description: [description, target.description].find(text => text !== '') ?? `${collection ? 'Entities' : 'An entity'} of \`${target.fullName}\`.`
  })),
  ...calls.some(({ place: { tag } }) => tag === IMPORTS) ? [{ name: IMPORTS, description: 'What is bound to nothing.' }] : []
]

const MOST_NAMES = 20

function describeLeftOut ({ found: { resources, leftOut, cut }, related, calls, inside }: Parts): string {
  const texts = [
    ...leftOut.length === 0
      ? []
      : [`${leftOut.length} more entity sets and singletons are served: ${leftOut.slice(0, MOST_NAMES).join(', ')}${leftOut.length > MOST_NAMES ? ' and others' : ''}.`],
    ...related.length > MAX_RELATED ? [`${related.length - MAX_RELATED} more navigation properties are served.`] : [],
    ...calls.length > MAX_CALLS ? [`${calls.length - MAX_CALLS} more calls of actions and functions are served.`] : [],
    ...inside.cut
      ? [`Of the properties that have paths of their own, the first ${MAX_OF_RESOURCE} of a resource are shown, and ${MAX_PROPERTIES} of all; the others are served too.`]
      : [],
    ...cut ? [`What is contained deeper than ${MAX_LEVELS} levels, or beyond the first ${resources.length} resources, is served but not shown.`] : []
  ]
  return texts.length === 0 ? '' : `${texts.join(' ')} \`$metadata\` has everything.`
}
