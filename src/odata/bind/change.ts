/** What a write is to do, from its method and its body (OData-Protocol 4.01, section 11.4). */
import type { Action, EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityLocation } from '../canonical-path.js'
import type { BodyReading } from '../json/body-reading.js'
import { readStructured } from '../json/read-body.js'
import type { PropertyValue, StructuredValue } from '../json/structured-value.js'
import type { ODataRequest } from '../odata-request.js'
import type { RowsTarget, Target } from './target.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'
import { readJson, readMediaType, readParameters, readRows, readWrapped } from './write-body.js'

/** Values of an entity that is there (sections 11.4.3, 11.4.9 and 11.4.10). */
export interface UpdateChange {
  readonly kind: 'update'
  readonly values: StructuredValue
  /** `merge`: members that are not sent stay; `replace`: they take their defaults; `append`: rows are added. */
  readonly mode: 'merge' | 'replace' | 'append'
}

export type Change =
  | UpdateChange
  | { readonly kind: 'create', readonly value: StructuredValue }
  | { readonly kind: 'delete' }
  /** The parameters of an action but the binding one, by name. */
  | { readonly kind: 'invoke', readonly action: Action, readonly parameters: Readonly<Record<string, PropertyValue>> }
  | { readonly kind: 'writeStream', readonly mediaType: string, readonly content: Uint8Array }
  | { readonly kind: 'deleteStream' }
  | Unsupported

/** What is long in a body has been read when `reading` is at its end. */
export function readChange (model: EdmModel, target: Target, request: ODataRequest, reading: BodyReading): Change {
  const deletes = request.method === 'DELETE'
  switch (target.kind) {
    case 'entity':
      return deletes
        ? { kind: 'delete' }
        : { kind: 'update', values: readStructured(model, target.location.type, readJson(request), 'update', reading), mode: 'merge' }
    case 'each':
      return deletes
        ? { kind: 'delete' }
        : { kind: 'update', values: readStructured(model, target.type, readJson(request), 'update', reading), mode: 'merge' }
    case 'entities':
      return { kind: 'create', value: readStructured(model, target.type, readJson(request), 'create', reading) }
    case 'rows':
      return ofProperty(
        target.location,
        target.property.name,
        deletes ? [] : readRowsOf(model, target, request, reading),
        request.method === 'POST' ? 'append' : 'replace'
      )
    case 'complex': {
      const value = deletes ? null : readStructured(model, target.type, readJson(request), 'create', reading)
      return ofProperty(target.location, target.property.name, value, request.method === 'PATCH' ? 'merge' : 'replace')
    }
    case 'primitive': {
      const value = deletes ? null : readWrapped(model, target.property.type, readJson(request), reading)
      if (target.parent === undefined) return ofProperty(target.location, target.property.name, value, 'merge')
      if (target.parent.type.abstract) return unsupported(`Writing '${target.property.name}' without a cast to a concrete type`)
      return ofProperty(target.location, target.parent.property.name, {
        type: target.parent.type,
        properties: { [target.property.name]: value }
      }, 'merge')
    }
    case 'stream':
      return deletes
        ? { kind: 'deleteStream' }
        : { kind: 'writeStream', mediaType: readMediaType(request), content: request.body ?? new Uint8Array() }
    case 'entityAction':
    case 'collectionAction':
      return { kind: 'invoke', action: target.action, parameters: readParameters(model, target.action, request, reading) }
    default:
      throw new ODataError('methodNotAllowed', 'Specified HTTP method is not allowed for the request target.')
  }
}

function ofProperty ({ type }: EntityLocation, name: string, value: PropertyValue, mode: UpdateChange['mode']): UpdateChange {
  return { kind: 'update', values: { type, properties: { [name]: value } }, mode }
}

function readRowsOf (model: EdmModel, target: RowsTarget, request: ODataRequest, reading: BodyReading): PropertyValue {
  return request.method === 'POST'
    ? readRows(model, target, readJson(request), reading)
    : readWrapped(model, target.property.type, readJson(request), reading)
}
