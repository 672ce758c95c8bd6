/**
 * What a model says of the capabilities of a place (vocabulary Capabilities). Whatever is nearest to the place decides: annotations of its
 * path, `NavigationRestrictions` around it, its navigation property, the entity set that has the entities, their type, the container.
 */
import { annotationsAt, annotationsOf } from '../../edm/annotation-lookup.js'
import { itemsOf, memberOf, recordOf } from '../../edm/annotation-value.js'
import type { Annotation, AnnotationExpression, EdmModel, EntitySet, EntityType, NavigationProperty, Singleton } from '../../edm/types.js'
import type { RestrictedPlace } from './restricted-place.js'

const CAPABILITIES = 'Org.OData.Capabilities.V1.'

/** A member of `NavigationRestrictions` has the name of its term, but for one. */
const memberNames: Readonly<Record<string, string>> = { OptimisticConcurrency: 'OptimisticConcurrencyControl' }

/** The annotation's value; a tag without one is true. Undefined where the model is silent. @param namespace of the term */
export function findCapability (
  model: EdmModel,
  place: RestrictedPlace,
  term: string,
  namespace = CAPABILITIES
): AnnotationExpression | undefined {
  const fullName = namespace + term
  const among = (annotations: readonly Annotation[]): AnnotationExpression | undefined => valueIn(annotations, fullName)
  const { resource, way, home, type } = place
  return alongWay(model, resource, way, term, among) ??
    (way.length === 0 ? undefined : among(annotationsOf(model, way.at(-1)!))) ??
    (home === undefined ? undefined : among(annotationsOf(model, home))) ??
    ofType(model, type, among) ??
    among(annotationsOf(model, model.container)) ??
    (namespace === CAPABILITIES ? memberOf(recordOf(valueIn(annotationsOf(model, model.container), `${CAPABILITIES}DefaultCapabilities`)), term) : undefined)
}

function valueIn (annotations: readonly Annotation[], term: string): AnnotationExpression | undefined {
  const found = annotations.find(annotation => annotation.term === term && annotation.qualifier === undefined)
  return found === undefined ? undefined : found.value ?? { kind: 'boolean', value: true }
}

type Among = (annotations: readonly Annotation[]) => AnnotationExpression | undefined

function alongWay (
  model: EdmModel,
  resource: EntitySet | Singleton,
  way: readonly NavigationProperty[],
  term: string,
  among: Among
): AnnotationExpression | undefined {
  if (way.length === 0) return among(annotationsOf(model, resource))
  const names = way.map(({ name }) => name)
  const own = among(annotationsAt(model, [model.container.fullName, resource.name, ...names].join('/')))
  if (own !== undefined) return own
  for (let known = names.length - 1; known >= 0; known--) {
    const before = known === 0
      ? annotationsOf(model, resource)
      : annotationsAt(model, [model.container.fullName, resource.name, ...names.slice(0, known)].join('/'))
    const member = memberOf(restrictionOf(before, names.slice(known).join('/')), memberNames[term] ?? term)
    if (member !== undefined) return member
  }
  return undefined
}

/** What `NavigationRestrictions` says of a navigation property. */
export function restrictionOf (annotations: readonly Annotation[], path: string): ReturnType<typeof recordOf> {
  const restricted = itemsOf(memberOf(recordOf(valueIn(annotations, `${CAPABILITIES}NavigationRestrictions`)), 'RestrictedProperties'))
  return restricted?.map(recordOf).find(record => {
    const navigation = memberOf(record, 'NavigationProperty')
    return navigation !== undefined && 'value' in navigation && withoutCasts(String(navigation.value)) === path
  })
}

const withoutCasts = (path: string): string => path.split('/').filter(step => !step.includes('.')).join('/')

function ofType (model: EdmModel, type: EntityType, among: Among): AnnotationExpression | undefined {
  for (let current: EntityType | undefined = type; current !== undefined; current = current.baseType) {
    const found = among(annotationsOf(model, current))
    if (found !== undefined) return found
  }
  return undefined
}
