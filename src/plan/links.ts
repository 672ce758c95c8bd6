/**
 * The links of an entity that `odata.metadata=full` writes, and those of stream properties (OData JSON format 4.01, sections 4.6.8 to
 * 4.6.16 and 9).
 */
import { isAssignable } from '../edm/lookup.js'
import { controlPrefix, mediaRoot, mediaStream } from '../edm/media.js'
import type { EntityType, Property } from '../edm/types.js'
import type { SelectedMember } from '../odata/bind/selection.js'
import { controlName } from '../odata/json/format.js'
import type { ObjectPlace, ShapeContext, ShapeMember } from './shape.js'

/** A member whose value is the URL of the entity and something after it. */
function linkMember (place: ObjectPlace, name: string, suffix: string, around: readonly [string, string] = ['', '']): ShapeMember {
  return place.kind === 'root' && place.link !== undefined
    ? { kind: 'constant', name, json: `${around[0]}${JSON.stringify(place.link + suffix)}${around[1]}`, keyed: true }
    : { kind: 'link', name, suffix, around }
}

/**
 * With minimal metadata only the entity-id, and only where the answer leaves out a part of the key that tells it (JSON format 4.01,
 * section 4.6.8). The path alone tells that of a singleton.
 */
export function linksOf (context: ShapeContext, type: EntityType, chosen: readonly SelectedMember[], place: ObjectPlace): ShapeMember[] {
  switch (context.format.metadata) {
    case 'none': return []
    case 'full': return entityLinks(context, type, place)
    case 'minimal': {
      const isKeyed = place.kind === 'item' || (place.kind === 'root' && place.link?.endsWith(`/${place.path}`) !== true)
      return !isKeyed || type.key.every(({ path }) => isShown(chosen, path.split('/'))) ? [] : [entityId(context, place)]
    }
  }
}

/** Whether what is chosen has a property, which may be inside of complex values. */
function isShown (chosen: readonly SelectedMember[], [name, ...rest]: readonly string[]): boolean {
  return chosen.some(member => member.kind === 'property' && member.property.name === name &&
    (rest.length === 0 || member.selection === undefined || isShown(member.selection.members, rest)))
}

/** `@odata.id` */
const entityId = ({ format }: Pick<ShapeContext, 'format'>, place: ObjectPlace): ShapeMember => linkMember(place, controlName(format, 'id'), '')

/** The entity-id, the edit link, the links of what it contains, and the actions that can be invoked on it. */
function entityLinks ({ model, format }: ShapeContext, type: EntityType, place: ObjectPlace): ShapeMember[] {
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

/** What stands for a stream: never its content. `cast`: what of the path to it comes after that of the entity. */
export function streamMembers ({ format }: Pick<ShapeContext, 'format'>, stream: Property, place: ObjectPlace, cast = ''): ShapeMember[] {
  const name = controlPrefix(stream)
  const suffix = `${cast}/${stream.name}`
  if (format.metadata === 'none') return []
  return [
    linkMember(place, controlName(format, 'mediaReadLink', name), suffix),
    linkMember(place, controlName(format, 'mediaEditLink', name), suffix),
    { kind: 'stream', name: controlName(format, 'mediaContentType', name), property: stream, about: 'mediaType' },
    { kind: 'stream', name: controlName(format, 'mediaEtag', name), property: stream, about: 'etag' }
  ]
}

/**
 * Of a media entity its links and what is known of its stream, with minimal metadata too: nobody else tells the media type. The path names
 * a type where that of the collection is of no media entities.
 */
export function mediaMembers (context: Pick<ShapeContext, 'format'>, type: EntityType, place: ObjectPlace): ShapeMember[] {
  if (!type.hasStream || place.kind === 'value') return []
  const root = mediaRoot(type)
  return streamMembers(context, mediaStream, place, isAssignable(place.declared ?? type, root) ? '' : `/${root.fullName}`)
}
