/**
 * The links of an entity that `odata.metadata=full` writes, and those of stream properties (OData JSON format 4.01, sections 4.6.8 to
 * 4.6.16 and 9).
 */
import { isAssignable } from '../edm/lookup.js'
import type { EntityType, Property } from '../edm/types.js'
import { controlName } from '../odata/json/format.js'
import type { Place, ShapeContext, ShapeMember } from './shape.js'

/** A member whose value is the URL of the entity and something behind it. */
function linkMember (place: Place, name: string, suffix: string, around: readonly [string, string] = ['', '']): ShapeMember {
  return place.kind === 'root' && place.link !== undefined
    ? { kind: 'constant', name, json: `${around[0]}${JSON.stringify(place.link + suffix)}${around[1]}` }
    : { kind: 'link', name, suffix, around }
}

/** `@odata.id` */
export const entityId = ({ format }: Pick<ShapeContext, 'format'>, place: Place): ShapeMember => linkMember(place, controlName(format, 'id'), '')

/** The entity-id, the edit link, the links of what it contains, and the actions that can be invoked on it. */
export function entityLinks ({ model, format }: ShapeContext, type: EntityType, place: Place): ShapeMember[] {
  const navigation = type.navigationProperties.flatMap(({ name }) => [
    linkMember(place, controlName(format, 'associationLink', name), `/${name}/$ref`),
    linkMember(place, controlName(format, 'navigationLink', name), `/${name}`)
  ])
  const actions = model.actions.filter(({ parameters: [binding] }) =>
    binding?.type.type.kind === 'entity' && isAssignable(type, binding.type.type)
  )
    .map(({ namespace, name }) =>
      linkMember(place, `#${namespace}.${name}`, `/${namespace}.${name}`, [`{"title":${JSON.stringify(name)},"target":`, '}'])
    )
  return [
    entityId({ format }, place),
    linkMember(place, controlName(format, 'editLink'), ''),
    ...navigation,
    ...actions
  ]
}

/** What stands for a stream property: never its content. */
export function streamMembers ({ format }: Pick<ShapeContext, 'format'>, property: Property, place: Place): ShapeMember[] {
  const { name } = property
  if (format.metadata === 'none') return []
  return [
    linkMember(place, controlName(format, 'mediaReadLink', name), `/${name}`),
    linkMember(place, controlName(format, 'mediaEditLink', name), `/${name}`),
    { kind: 'stream', name: controlName(format, 'mediaContentType', name), property, about: 'mediaType' },
    { kind: 'stream', name: controlName(format, 'mediaEtag', name), property, about: 'etag' }
  ]
}
