/**
 * The collections below the singletons, each by its path from the container, and what may be asked of them: contained entities
 * by every query option and by key, rows by every query option and as a whole.
 */
import { familyProperties, rowTypeOf } from '../../edm/lookup.js'
import type { Annotation, AnnotationGroup, ComplexType, EdmModel, EntityType, NavigationProperty, Property, StructuredType } from '../../edm/types.js'
import { READ_PERMISSIONS, WRITE_PERMISSIONS } from '../permissions.js'
import { annotation, annotationGroup, enumMember, propertyPath } from './annotation.js'
import type { PlainValue } from './annotation.js'
import { FILTER_SEGMENT_SUPPORTED, INSERT_TYPE_CAST_SUPPORTED, transformationsOf } from './features.js'
import { familyOf, ownNavigationProperties, ownProperties } from './own-members.js'
import { permissions } from './security.js'

/** Every collection of entities or complex values that has a URL of its own. */
export function annotateCollections (model: EdmModel): readonly AnnotationGroup[] {
  const { container } = model
  return container.singletons.flatMap(({ name, type }) => collectionsOf(model, type, `${container.fullName}/${name}`, []))
}

/** `above`: the types around, where a model contains itself. What only a derived type has is behind a cast. */
function collectionsOf (model: EdmModel, type: EntityType, path: string, above: readonly EntityType[]): readonly AnnotationGroup[] {
  if (above.includes(type)) return []
  return familyOf(model, type).flatMap(member =>
    member === type
      ? membersOf(model, { properties: type.properties, navigationProperties: type.navigationProperties }, path, [...above, type])
      : membersOf(
        model,
        { properties: ownProperties(member), navigationProperties: ownNavigationProperties(member) },
        `${path}/${member.fullName}`,
        [...above, type]
      )
  )
}

type Members = Pick<EntityType, 'properties' | 'navigationProperties'>

function membersOf (
  model: EdmModel,
  { properties, navigationProperties }: Members,
  path: string,
  above: readonly EntityType[]
): readonly AnnotationGroup[] {
  const rows = properties.flatMap(property => {
    const element = rowTypeOf(property)
    return element === undefined ? [] : [annotationGroup(`${path}/${property.name}`, annotateRows(model, element))]
  })
  return [...rows, ...navigationProperties.filter(({ containsTarget }) => containsTarget).flatMap(property => [
    annotationGroup(`${path}/${property.name}`, annotateContained(model, property)),
    ...collectionsOf(model, property.target, `${path}/${property.name}`, above)
  ])]
}

/** Rows have no key: they are added, and replaced and removed all at once. */
const annotateRows = (model: EdmModel, type: ComplexType): readonly Annotation[] => [
  ...annotateQueries(model, type),
  annotation('Capabilities.IndexableByKey', false),
  annotation('Capabilities.InsertRestrictions', {
    Insertable: true,
    Permissions: permissions(WRITE_PERMISSIONS),
    Description: 'Adds one row, or several.'
  }),
  annotation('Capabilities.UpdateRestrictions', { ...update('PUT'), Description: 'Replaces all rows.' }),
  annotation('Capabilities.DeleteRestrictions', { ...remove(), Description: 'Removes all rows.' })
]

/** Contained entities are created, updated and deleted one by one; what they contain may be created with them. */
function annotateContained (model: EdmModel, { target }: NavigationProperty): readonly Annotation[] {
  const computed = [...familyProperties(target).keys()].filter(({ readOnly }) => readOnly).map(({ name }) => propertyPath(name))
  const nested = [target, ...target.concreteTypes].some(({ navigationProperties }) => navigationProperties.length > 0)
  return [
    ...annotateQueries(model, target),
    annotation('Capabilities.IndexableByKey', true),
    ...nested
      ? [
          annotation('Capabilities.ExpandRestrictions', { Expandable: true }),
          annotation('Capabilities.DeepInsertSupport', { Supported: true, ContentIDSupported: false })
        ]
      : [],
    annotation('Capabilities.InsertRestrictions', {
      Insertable: true,
      TypecastSegmentSupported: INSERT_TYPE_CAST_SUPPORTED,
      Permissions: permissions(WRITE_PERMISSIONS),
      NonInsertableProperties: computed
    }),
    annotation('Capabilities.UpdateRestrictions', { ...update('PATCH'), Upsertable: false, NonUpdatableProperties: computed }),
    annotation('Capabilities.DeleteRestrictions', remove())
  ]
}

function annotateQueries (model: EdmModel, type: StructuredType): readonly Annotation[] {
  const unsortable = type.properties.filter(property => !isSortable(property)).map(({ name }) => propertyPath(name))
  return [
    annotation('Capabilities.ReadRestrictions', { Readable: true, Permissions: permissions(READ_PERMISSIONS) }),
    annotation('Capabilities.FilterRestrictions', { Filterable: true, RequiresFilter: false }),
    annotation('Capabilities.SortRestrictions', {
      Sortable: true,
      ...unsortable.length === 0 ? {} : { NonSortableProperties: unsortable }
    }),
    annotation('Capabilities.SearchRestrictions', { Searchable: true }),
    annotation('Capabilities.CountRestrictions', { Countable: true }),
    annotation('Capabilities.TopSupported', true),
    annotation('Capabilities.SkipSupported', true),
    annotation('Capabilities.ComputeSupported', true),
    annotation('Aggregation.ApplySupported', { Transformations: transformationsOf(model, type), From: false })
  ]
}

/** Only single primitive values have an order. */
const isSortable = ({ type: { type } }: Property): boolean => type.kind === 'primitive' && type.name !== 'Edm.Stream'

const update = (method: 'PATCH' | 'PUT'): { readonly [name: string]: PlainValue } => ({
  Updatable: true,
  UpdateMethod: enumMember('Capabilities.HttpMethod', method),
  FilterSegmentSupported: FILTER_SEGMENT_SUPPORTED,
  TypecastSegmentSupported: false,
  Permissions: permissions(WRITE_PERMISSIONS)
})

const remove = (): { readonly [name: string]: PlainValue } => ({
  Deletable: true,
  FilterSegmentSupported: FILTER_SEGMENT_SUPPORTED,
  TypecastSegmentSupported: false,
  Permissions: permissions(WRITE_PERMISSIONS)
})
