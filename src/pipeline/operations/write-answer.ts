/** The answer of an operation that is a value, and not what is stored (OData-Protocol 4.01, sections 11.5.4.1 and 11.5.5.1). */
import { isStructured, typeName } from '../../edm/lookup.js'
import type { EdmModel, ReturnType } from '../../edm/types.js'
import { contextUrl } from '../../odata/json/write-entity.js'
import { negotiateFormat } from '../../odata/json/format.js'
import type { Format } from '../../odata/json/format.js'
import { exactJson } from '../../odata/json/value-literal.js'
import { writeComplex, writePage, writePrimitive } from '../../odata/json/write-property.js'
import { valueText } from '../../odata/json/write-value.js'
import type { ODataRequest, ODataResponse } from '../../odata/odata-request.js'
import type { Invocation } from '../../odata/operations/bind-invocation.js'
import { responseVersion } from '../../odata/protocol-version.js'
import { shownOf } from '../../odata/operations/select-shown.js'
import { checkAppended } from '../../plan/supported/check-appended.js'
import { effectFault } from './effect-fault.js'

const NOTHING: ODataResponse = { status: 204, headers: {}, body: undefined }

export function writeAnswer (model: EdmModel, request: ODataRequest, invocation: Invocation, answer: unknown): ODataResponse {
  const { operation, options } = invocation
  const { returnType } = operation
  if (returnType === undefined) return NOTHING
  const format = negotiateFormat(responseVersion(request.maxVersion), request.accept, options.format)
  const value = exactJson(answer)
  try {
    if ((value === null || value === undefined) && returnType.type.kind !== 'collection' && returnType.nullable) return NOTHING
    const body = bodyOf(model, request, invocation, returnType, format, value)
    return { status: 200, headers: { 'Content-Type': format.contentType }, body }
  } catch (error) {
    throw effectFault(operation, error)
  }
}

function bodyOf (
  model: EdmModel,
  { serviceRoot }: ODataRequest,
  invocation: Invocation,
  returnType: ReturnType,
  format: Format,
  value: unknown
): NonNullable<ODataResponse['body']> {
  const { type } = returnType
  checkAppended(invocation)
  const element = type.kind === 'collection' ? type.elementType.type : type
  const shown = isStructured(element) ? shownOf(element, invocation.options) : undefined
  const selected = shown === undefined ? undefined : [...shown].join(',')
  if (type.kind === 'collection') {
    const { items, count } = pageOf(value, invocation)
    const text = valueText({ model, format }, returnType, items, '', shown)
    const context = contextUrl(serviceRoot, typeName(type), selected)
    return writePage({ context, format, count, nextLink: undefined, items: text.slice(1, -1) })
  }
  const text = valueText({ model, format }, returnType, value, '', shown)
  const context = contextUrl(serviceRoot, typeName(type), selected)
  return isStructured(type) ? writeComplex(context, format, text) : writePrimitive(context, format, text)
}

interface AnswerPage {
  readonly items: unknown
  readonly count: string | undefined
}

function pageOf (value: unknown, { options: { skip = 0, top, count } }: Invocation): AnswerPage {
  if (!Array.isArray(value)) return { items: value, count: undefined }
  return { items: value.slice(skip, top === undefined ? undefined : skip + top), count: count === true ? String(value.length) : undefined }
}
