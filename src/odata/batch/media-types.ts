/** Media types of a batch and of the bodies in it. */

/** `type/subtype` in lower case, without parameters. */
export const mediaTypeOf = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()

/** JSON format 4.01, section 19.1: a body of `application/json` or one of its subtypes is JSON in a batch. */
export const isJsonType = (contentType: string): boolean => /^application\/(json$|[\w.+-]*\+json$)/.test(mediaTypeOf(contentType))

/** And one of `text/…` is a string. */
export const isTextType = (contentType: string): boolean => mediaTypeOf(contentType).startsWith('text/')

/** The longest boundary there may be (RFC 2046, section 5.1.1). */
const MAX_BOUNDARY = 70

/** The parameter `boundary` of a multipart type, unquoted; undefined when there is none that RFC 2046 allows. */
export function boundaryOf (contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]*))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain ?? ''
  return boundary.length <= MAX_BOUNDARY && /^[\w'()+,./:=? -]*[\w'()+,./:=?-]$/.test(boundary) ? boundary : undefined
}
