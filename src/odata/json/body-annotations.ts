/** What control information in a body says of a value: its version, its key, its media type (JSON format 4.01, section 4.6). */

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 9110, section 8.3.1, of a length that fits a header. */
export const isMediaType = (text: string): boolean =>
  text.length <= 255 &&
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*$/.test(text)

/** `@odata.etag` of an object, the version of it that a client had. */
export function etagIn (body: unknown): string | undefined {
  const etag = isObject(body) ? body['@odata.etag'] ?? body['@etag'] : undefined
  return typeof etag === 'string' ? etag : undefined
}

/** The key of an entity: its `id`, or the one at the end of its entity-id. */
export function readKey (body: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof body['id'] === 'string') return body['id']
  const entityId = body['@odata.id'] ?? body['@id']
  if (typeof entityId !== 'string') return undefined
  return /\('((?:[^']|'')*)'\)$/.exec(entityId)?.[1]?.replaceAll("''", "'") ?? /\/([^/()]+)$/.exec(entityId)?.[1]
}
