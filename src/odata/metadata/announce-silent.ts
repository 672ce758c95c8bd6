/** What the service says in `$metadata` of a model that was read: on its container, and only where the model itself is silent. */
import type { AnnotationSource } from '../../csdl/describe-model.js'
import { annotationsOf } from '../../edm/annotation-lookup.js'
import type { Annotation, EdmModel, Reference } from '../../edm/types.js'
import { annotation } from './annotation.js'
import { batchSupport } from './annotate-container.js'
import { ASYNCHRONOUS_REQUESTS_SUPPORTED, QUERY_SEGMENT_SUPPORTED } from './features.js'
import { vocabularies, vocabularyUrl } from './vocabularies.js'

const CAPABILITIES = 'Org.OData.Capabilities.V1'

/** Terms with what the service does; `unless`: an older term that says the same. */
const announced: ReadonlyArray<{ readonly annotation: Annotation, readonly unless?: string }> = [
  { annotation: annotation('Capabilities.SupportedFormats', ['none', 'minimal', 'full'].map(level => `application/json;odata.metadata=${level}`)) },
  { annotation: annotation('Capabilities.KeyAsSegmentSupported', true) },
  { annotation: annotation('Capabilities.QuerySegmentSupported', QUERY_SEGMENT_SUPPORTED) },
  { annotation: annotation('Capabilities.BatchSupport', batchSupport()), unless: `${CAPABILITIES}.BatchSupported` },
  { annotation: annotation('Capabilities.AsynchronousRequestsSupported', ASYNCHRONOUS_REQUESTS_SUPPORTED) }
]

/** What there are no entity sets for cannot be joined. */
const crossJoin = ({ container: { entitySets } }: EdmModel): Annotation => annotation('Capabilities.CrossJoinSupported', entitySets.length > 0)

export function announceSilent (model: EdmModel): AnnotationSource {
  const said = new Set(annotationsOf(model, model.container).map(({ term }) => term))
  // By full names: the aliases of the document are its own.
  const added = [...announced, { annotation: crossJoin(model) }]
    .filter(({ annotation: { term }, unless }) => !said.has(term) && (unless === undefined || !said.has(unless)))
    .map(({ annotation: own }): Annotation => ({ ...own, spelling: own.term }))
  return {
    of: element => element === model.container ? [...element.annotations, ...added] : element.annotations,
    groups: ({ annotationGroups }) => annotationGroups,
    references: added.length === 0 || isIncluded(model) ? model.references : [...model.references, ...capabilities]
  }
}

const isIncluded = ({ references }: EdmModel): boolean =>
  references.some(({ includes }) => includes.some(({ namespace }) => namespace === CAPABILITIES))

const capabilities: readonly Reference[] = vocabularies.filter(({ namespace }) => namespace === CAPABILITIES).map(vocabulary => ({
  uri: vocabularyUrl(vocabulary),
  includes: [{ namespace: vocabulary.namespace, alias: undefined, description: '', annotations: [] }],
  includeAnnotations: [],
  description: '',
  annotations: []
}))
