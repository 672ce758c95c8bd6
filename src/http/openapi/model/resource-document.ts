/**
 * The part of an OpenAPI document that is about a model's resources. It is made when somebody asks for it, with turns for others between
 * the steps: a start makes nothing of it.
 */
import { createTurns } from '../../../base/turns.js'
import { dialectOf } from '../../../dialect/service-dialect.js'
import { streamsOf } from '../../../edm/media.js'
import { isStructured, itemType } from '../../../edm/lookup.js'
import type { EdmModel, EnumType, StructuredType, TypeReference } from '../../../edm/types.js'
import { rootResources } from '../../../odata/root-navigation.js'
import { createCompletion } from '../complete.js'
import type { DocumentedOperation, JsonSchema, LaterResources, ResourceDocument } from '../documentation.js'
import { errorSchema } from '../error-schema.js'
import { pageSchema } from '../page-schemas.js'
import { countOperation, createOperation, listOperation } from '../resources/entities-operations.js'
import { deleteOperation, readOperation, replaceOperation, updateOperation } from '../resources/entity-operations.js'
import { STREAM_EXAMPLE, streamOperations } from '../resources/stream-operations.js'
import type { DocumentSetting } from '../resources/resource-place.js'
import { valueOf } from './edm-schema.js'
import { callOperation } from './call-operation.js'
import { documentedCalls, IMPORTS, namedOperations } from './documented-calls.js'
import type { DocumentedCall } from './documented-calls.js'
import { keyAsSegments, keyInParentheses } from './key-template.js'
import { componentName, componentsOf, reachedTypes, referencesAmong } from './model-components.js'
import { containedIn, documentedResources, isPermitted, MAX_LEVELS, namedCalls } from './model-places.js'
import type { DocumentedResource, DocumentedResources } from './model-places.js'
import { sampleExamples } from './sample-examples.js'
import { writeOperation } from './write-operation.js'

/** How the paths of a model are written, without what only their document needs. */
export function placeSetting (model: EdmModel, more: Partial<DocumentSetting> = {}): DocumentSetting {
  const { kind, graphHeaders, createsMediaByJson } = dialectOf(model)
  const keyOf = kind === 'graph' ? keyAsSegments : keyInParentheses
  const references = referencesAmong(new Set(), false)
  return {
    root: '',
    security: [{}, { bearer: [] }],
    graphHeaders,
    createsMediaByJson,
    mayBeMissing: true,
    components: references,
    examples: sampleExamples,
    createDescription: 'Creates an entity with all it contains.',
    keyOf: (type, taken) => keyOf(type, taken, ({ property }) => ({ ...valueOf({ ...property.type, nullable: false }, references.any) })),
    ...more
  }
}

/** Calls of actions and functions that are shown: a page that shows more is slow. */
const MOST_CALLS = 200

/** Resources, without what is deeper inside, that are many on a page. */
const MANY = 20

/** @param needsToken whether requests must have one */
export const laterResources = (model: EdmModel, options: { readonly needsToken: boolean }): LaterResources => ({
  names: () => {
    const setting = placeSetting(model)
    const resources = documentedResources(model, setting)
    return [...namedCalls(model, resources, dialectOf(model).upserts), ...namedOperations(documentedCalls(model, resources, setting))]
  },
  describe: async () => await describeResources(model, options),
  many: rootResources(model.container).reduce((sum, { type }) => sum + 1 + containedIn(type).length, 0) > MANY
})

async function describeResources (model: EdmModel, { needsToken }: { readonly needsToken: boolean }): Promise<ResourceDocument> {
  const turn = createTurns()
  const { upserts, wantsRequired } = dialectOf(model)
  const plain = placeSetting(model)
  const outline = documentedResources(model, plain)
  const targets = outline.resources.map(({ navigation: { target } }) => target)
  const known = reachedTypes([...targets, ...documentedCalls(model, outline, plain).flatMap(typesOf)])
  const references = referencesAmong(known, wantsRequired)
  const setting = placeSetting(model, { components: references, ...needsToken ? { security: [{ bearer: [] }] } : {} })
  const found = documentedResources(model, setting)
  const operations: DocumentedOperation[] = []
  for (const resource of found.resources) {
    const isLeft = ({ method, path }: DocumentedOperation): boolean => isPermitted(model, resource, { method: String(method), path })
    operations.push(...operationsOf(resource, upserts).filter(isLeft))
    const due = turn()
    if (due !== undefined) await due
  }
  const calls = documentedCalls(model, found, setting)
  for (const call of calls.slice(0, MOST_CALLS)) {
    operations.push(callOperation(call, references))
    const due = turn()
    if (due !== undefined) await due
  }
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [String(operation.method).toLowerCase()]: writeOperation(operation) }
    const due = turn()
    if (due !== undefined) await due
  }
  const listed = [
    ...found.resources.flatMap(({ navigation: { collection, target } }) => collection ? [target] : []),
    ...calls.flatMap(({ operation: { returnType } }) => returnType?.type.kind === 'collection' ? typesIn([returnType]) : []).filter(type => type.kind === 'entity')
  ]
  const pages = [...new Set(listed)].map(type => pageSchema(type, references.of(type)))
  const schemas = { ...componentsOf(known, references.any), ...Object.fromEntries([...pages, errorSchema(dialectOf(model))].map(named)) }
  const document = createCompletion(operations, dialectOf(model)).completeDocument({ paths, components: { schemas } })
  return { ...document as unknown as ResourceDocument, tags: tagsOf(found, calls), leftOut: describeLeftOut(found, calls.length) }
}

/** A component's name and the component. */
function named ({ $id, ...schema }: JsonSchema): [string, JsonSchema] {
  return [componentName(String($id)), schema]
}

function operationsOf ({ navigation, place, item, isRoot }: DocumentedResource, upserts: boolean): readonly DocumentedOperation[] {
  const { target, collection } = navigation
  return [
    ...collection ? [listOperation, createOperation, countOperation].map(make => make(place, navigation)) : [],
    readOperation(item, target, !collection && !isRoot),
    updateOperation(item, target, upserts),
    ...upserts ? [replaceOperation(item, target)] : [],
    ...collection ? [deleteOperation(item, target)] : [],
    ...streamsOf(target).flatMap(stream => streamOperations(item, stream, STREAM_EXAMPLE))
  ]
}

/** The types that a call names. */
const typesOf = ({ operation: { parameters, returnType } }: DocumentedCall): ReturnType<typeof typesIn> =>
  typesIn([...parameters.map(({ type }) => type), ...returnType === undefined ? [] : [returnType]])

const typesIn = (references: readonly TypeReference[]): ReadonlyArray<StructuredType | EnumType> =>
  references.map(reference => itemType(reference).type).filter(type => isStructured(type) || type.kind === 'enum')

const tagsOf = ({ resources }: DocumentedResources, calls: readonly DocumentedCall[]): ResourceDocument['tags'] => [
  ...resources.filter(({ isRoot }) => isRoot).map(({ navigation: { name, description, collection, target } }) => ({
    name,
    description: [description, target.description].find(text => text !== '') ?? `${collection ? 'Entities' : 'An entity'} of \`${target.fullName}\`.`
  })),
  ...calls.some(({ place: { tag } }) => tag === IMPORTS) ? [{ name: IMPORTS, description: 'What is bound to nothing.' }] : []
]

const MOST_NAMES = 20

function describeLeftOut ({ resources, leftOut, cut }: DocumentedResources, calls: number): string {
  const texts = [
    ...leftOut.length === 0
      ? []
      : [`${leftOut.length} more entity sets and singletons are served: ${leftOut.slice(0, MOST_NAMES).join(', ')}${leftOut.length > MOST_NAMES ? ' and others' : ''}.`],
    ...calls > MOST_CALLS ? [`${calls - MOST_CALLS} more calls of actions and functions are served.`] : [],
    ...cut ? [`What is contained deeper than ${MAX_LEVELS} levels, or beyond the first ${resources.length} resources, is served and not shown.`] : []
  ]
  return texts.length === 0 ? '' : `${texts.join(' ')} \`$metadata\` has everything.`
}
