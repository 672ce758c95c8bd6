/** `$select` of values that are not stored (OData-URL 4.01, section 5.1.4): names of properties. */
import { findProperty } from '../../edm/lookup.js'
import type { StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { QueryOptions } from '../url/ast.js'

/** The properties that are asked for; undefined: all. @throws ODataError `badRequest` for one that the type does not have */
export function shownOf (type: StructuredType, { select }: QueryOptions): ReadonlySet<string> | undefined {
  if (select === undefined || select.some(({ kind }) => kind === 'wildcard')) return undefined
  return new Set(select.map(item => {
    const [step] = item.kind === 'path' ? item.path : []
    const name = step?.kind === 'name' ? step.name : ''
    const property = findProperty(type, name)
    if (property === undefined) throw new ODataError('badRequest', `$select: '${type.fullName}' has no property '${name}'.`, { target: '$select' })
    return property.name
  }))
}
