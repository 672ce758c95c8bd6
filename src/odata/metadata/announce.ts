/** What the service says of a declared model in `$metadata`: what its elements mean, and what can be done with them. */
import type { AnnotationSource } from '../../csdl/describe-model.js'
import type { Annotation, Described, EdmModel, Reference, SchemaElement, StructuredType } from '../../edm/types.js'
import { annotateCollections } from './annotate-collections.js'
import { annotateContainer, annotateSingleton } from './annotate-container.js'
import { annotateAction, annotateNavigationProperty, annotateProperty, annotateType } from './annotate-type.js'
import { describe } from './describe.js'
import { vocabularies, vocabularyUrl } from './vocabularies.js'

export const announce = (model: EdmModel): AnnotationSource => ({
  of: (element, owner) => annotate(element as AnyElement, owner),
  groups: schema => schema.elements.includes(model.container) ? annotateCollections(model) : [],
  references
})

/** Elements without a kind are parameters and such. */
type AnyElement = SchemaElement | StructuredType['declaredMembers'][number] | EdmModel['container']['declaredChildren'][number] |
  Described & { readonly kind?: never }

function annotate (element: AnyElement, owner: StructuredType | undefined): readonly Annotation[] {
  switch (element.kind) {
    case 'entity': case 'complex': return annotateType(element)
    case 'property': return owner === undefined ? [] : annotateProperty(element, owner)
    case 'navigation': return annotateNavigationProperty(element)
    case 'action': return annotateAction(element)
    case 'container': return annotateContainer()
    case 'singleton': return annotateSingleton(element)
    default: return describe(element.description)
  }
}

const references: readonly Reference[] = vocabularies.map(vocabulary => ({
  uri: vocabularyUrl(vocabulary),
  includes: [{ namespace: vocabulary.namespace, alias: vocabulary.alias, description: '', annotations: [] }],
  includeAnnotations: [],
  description: '',
  annotations: []
}))
