/** What control information in a body says of a value: its version, its key, its media type (JSON format 4.01, section 4.6). */
import { ExactNumber } from '../../edm/exact-number.js'
import type { NavigationProperty } from '../../edm/types.js'

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)

export const isEmpty = (record: object): boolean => Object.keys(record).length === 0

/** RFC 9110, section 8.3.1. */
export const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*$/

/** What fits a header. */
export const MAX_MEDIA_TYPE = 255

export const isMediaType = (text: string): boolean => text.length <= MAX_MEDIA_TYPE && MEDIA_TYPE.test(text)

/** `@odata.etag` of an object, the version of it that a client had. */
export function etagIn (body: unknown): string | undefined {
  const etag = isObject(body) ? body['@odata.etag'] ?? body['@etag'] : undefined
  return typeof etag === 'string' ? etag : undefined
}

/** `@odata.id` of an object, as it was sent: the URL of an entity, or what should be one. */
export const idIn = (body: unknown): unknown => isObject(body) ? body['@odata.id'] ?? body['@id'] : undefined

/** Whether an object names an entity and says nothing of its content: `{"@odata.id": …}` (JSON format 4.01, sections 8.5 and 14). */
export const isEntityReference = (value: unknown): boolean =>
  isObject(value) && ['@odata.id', '@id'].some(name => Object.hasOwn(value, name)) && Object.keys(value).every(name => name.startsWith('@'))

/** Why a reference cannot be in the place of what a navigation property contains (Protocol 4.01, section 11.4.2.1). */
export const notBindable = ({ name }: NavigationProperty): string =>
  `'${name}' contains its entities, so that none that is elsewhere can be bound to it. Send the entities themselves.`

/** The member that names the type of an object. */
export const typeAnnotation = (body: Readonly<Record<string, unknown>>): string | undefined =>
  ['@odata.type', '@type'].find(name => Object.hasOwn(body, name))
