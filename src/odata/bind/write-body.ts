/** The bodies of property writes (OData JSON format 4.01, sections 11 and 12). */
import type { EdmModel, TypeReference } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { parseJson } from '../json/parse-json.js'
import { readPropertyValue, readStructured } from '../json/read-body.js'
import type { PropertyValue, StructuredValue } from '../json/structured-value.js'
import type { ODataRequest } from '../request.js'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The body itself. */
export const readJson = ({ contentType, body }: ODataRequest): unknown => parseJson(contentType, body)

/** `{"value": …}`: a primitive value, or a collection. */
export function readWrapped (model: EdmModel, type: TypeReference, body: unknown): PropertyValue {
  if (!isObject(body) || !Object.hasOwn(body, 'value')) throw new ODataError('modelValidation', 'The body must be an object with the member \'value\'.', { target: 'value' })
  const other = Object.keys(body).find(name => name !== 'value' && !name.includes('@'))
  if (other !== undefined) throw new ODataError('modelValidation', `The property '${other}' does not belong beside 'value'.`, { target: other })
  return readPropertyValue(model, type, body['value'], 'value')
}

/** One row, or `{"value":[…]}`: several. */
export function readRows (model: EdmModel, collection: TypeReference, element: TypeReference, body: unknown): readonly StructuredValue[] {
  if (isObject(body) && Array.isArray(body['value'])) return readWrapped(model, collection, body) as readonly StructuredValue[]
  if (element.type.kind !== 'complex') throw new Error('rows are complex values')
  return [readStructured(model, element.type, body)]
}
