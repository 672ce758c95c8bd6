/**
 * The part of an OpenAPI document that is about a model's resources. It is made when somebody asks for it, with turns for others between
 * the steps: a start makes nothing of it.
 */
import { createTurns } from '../../../base/turns.js'
import { dialectOf } from '../../../dialect/service-dialect.js'
import { streamsOf } from '../../../edm/media.js'
import type { EdmModel } from '../../../edm/types.js'
import { rootResources } from '../../../odata/root-navigation.js'
import { createCompletion } from '../complete.js'
import type { DocumentedOperation, JsonSchema, LaterResources, ResourceDocument } from '../documentation.js'
import { errorSchema } from '../error-schema.js'
import { MONITOR_TAG, monitorCalls, monitorOperations } from '../monitor-operations.js'
import { pageSchema } from '../page-schemas.js'
import { countOperation, createOperation, listOperation } from '../resources/entities-operations.js'
import { deleteOperation, readOperation, replaceOperation, updateOperation } from '../resources/entity-operations.js'
import { STREAM_EXAMPLE, streamOperations } from '../resources/stream-operations.js'
import type { DocumentSetting } from '../resources/resource-place.js'
import { valueOf } from './edm-schema.js'
import { keyAsSegments, keyInParentheses } from './key-template.js'
import { componentName, componentsOf, reachedTypes, referencesAmong } from './model-components.js'
import { containedIn, documentedResources, isPermitted, MAX_LEVELS, namedCalls } from './model-places.js'
import type { DocumentedResource, DocumentedResources } from './model-places.js'
import { operationCalls } from './operation-calls.js'
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

/** Resources, without what is deeper inside, that are many on a page. */
const MANY = 20

/** @param needsToken whether requests must have one */
export const laterResources = (model: EdmModel, options: { readonly needsToken: boolean }): LaterResources => ({
  names: () => {
    const resources = documentedResources(model, placeSetting(model))
    return [...namedCalls(model, resources, dialectOf(model).upserts), ...operationCalls(model, resources), ...monitorCalls]
  },
  describe: async () => await describeResources(model, options),
  many: rootResources(model.container).reduce((sum, { type }) => sum + 1 + containedIn(type).length, 0) > MANY
})

async function describeResources (model: EdmModel, { needsToken }: { readonly needsToken: boolean }): Promise<ResourceDocument> {
  const turn = createTurns()
  const { upserts, wantsRequired } = dialectOf(model)
  const outline = documentedResources(model, placeSetting(model))
  const known = reachedTypes(outline.resources.map(({ navigation: { target } }) => target))
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
  operations.push(...monitorOperations(setting))
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [String(operation.method).toLowerCase()]: writeOperation(operation) }
    const due = turn()
    if (due !== undefined) await due
  }
  const pages = found.resources.flatMap(({ navigation: { collection, target } }) =>
    collection ? [pageSchema(target, references.of(target))] : []
  )
  const schemas = { ...componentsOf(known, references.any), ...Object.fromEntries([...pages, errorSchema(dialectOf(model))].map(named)) }
  const document = createCompletion(operations, dialectOf(model)).completeDocument({ paths, components: { schemas } })
  return { ...document as unknown as ResourceDocument, tags: [...tagsOf(found), MONITOR_TAG], leftOut: describeLeftOut(found) }
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

const tagsOf = ({ resources }: DocumentedResources): ResourceDocument['tags'] =>
  resources.filter(({ isRoot }) => isRoot).map(({ navigation: { name, description, collection, target } }) => ({
    name,
    description: [description, target.description].find(text => text !== '') ?? `${collection ? 'Entities' : 'An entity'} of \`${target.fullName}\`.`
  }))

const MOST_NAMES = 20

function describeLeftOut ({ resources, leftOut, cut }: DocumentedResources): string {
  const texts = [
    ...leftOut.length === 0
      ? []
      : [`${leftOut.length} more entity sets and singletons are served: ${leftOut.slice(0, MOST_NAMES).join(', ')}${leftOut.length > MOST_NAMES ? ' and others' : ''}.`],
    ...cut ? [`What is contained deeper than ${MAX_LEVELS} levels, or beyond the first ${resources.length} resources, is served and not shown.`] : []
  ]
  return texts.length === 0 ? '' : `${texts.join(' ')} \`$metadata\` has everything.`
}
