/** Facets without those that are not given (OData CSDL 4.01, section 7.2): two types are the same when what is given of them is. */
import type { Facets } from '../edm/types.js'

export function givenFacets (
  { maxLength, precision, scale, unicode, srid }: { readonly [Name in keyof Facets]: Facets[Name] | undefined }
): Facets {
  return {
    ...maxLength === undefined ? {} : { maxLength },
    ...precision === undefined ? {} : { precision },
    ...scale === undefined ? {} : { scale },
    ...unicode === undefined ? {} : { unicode },
    ...srid === undefined ? {} : { srid }
  }
}
