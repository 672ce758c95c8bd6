/** A call of an action or function bound (OData-Protocol 4.01, section 11.5): the overload, its parameters, and what is appended to it. */
import { suggest } from '../../base/suggest.js'
import type { Liberty } from '../../base/tolerances.js'
import type { EdmModel, Operation } from '../../edm/types.js'
import { ODataError, methodNotAllowed } from '../../errors.js'
import type { BoundRequest } from '../bind/bind-request.js'
import type { CallSegment } from '../bind/call-segment.js'
import type { ODataPath } from '../bind/path.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { isObject } from '../json/body-annotations.js'
import { createBodyReading } from '../json/body-reading.js'
import { isIeee754Compatible } from '../json/format.js'
import type { BodyReading } from '../json/body-reading.js'
import type { Method, ODataRequest } from '../odata-request.js'
import { tolerateAll } from '../tolerate.js'
import { decodeQuery } from '../url/percent-decode.js'
import { parseExpression } from '../url/parse-expression.js'
import type { ExpressionNode, QueryOptions, SegmentNode } from '../url/ast.js'
import type { ODataUrl } from '../url/parse-url.js'
import { printSegment } from '../url/print-options.js'
import { didYouMean } from '../url/syntax-error.js'
import { readJson } from '../bind/write-body.js'
import { chooseOverload } from './choose-overload.js'
import { uncheckableParameter } from './parameter-rules.js'
import { ownParameters, readSent, readWritten } from './read-arguments.js'
import type { Arguments, Written } from './read-arguments.js'
import { resolveAliases } from './resolve-aliases.js'

export interface Invocation {
  readonly kind: 'invocation'
  readonly operation: Operation
  readonly arguments: Arguments
  /** What it is bound to: a path below the service root, encoded, without aliases. */
  readonly boundTo: string | undefined
  /** Segments after the call. */
  readonly rest: readonly SegmentNode[]
  readonly options: QueryOptions
  /** What of the body is still to be read. */
  readonly reading: BodyReading | undefined
}

export const isInvocation = (bound: BoundRequest | Invocation | Unsupported): bound is Invocation => 'kind' in bound && bound.kind === 'invocation'

/** The call that a path ends in as far as it can be bound. */
export function callIn ({ segments }: ODataPath): CallSegment | undefined {
  const last = segments.at(-1)
  return last?.kind === 'call' ? last : undefined
}

/** Actions are posted to, functions are read; what follows a function answers what it answers. */
export const methodsOfCall = ({ operations: [{ kind }] }: CallSegment): readonly Method[] =>
  kind === 'action' ? ['POST', 'OPTIONS'] : ['GET', 'HEAD', 'OPTIONS']

export function bindInvocation (model: EdmModel, url: ODataUrl, call: CallSegment, request: ODataRequest): Invocation | Unsupported {
  const rest = url.segments.slice(call.index + 1)
  const [{ kind, name }] = call.operations
  if (kind === 'action' && rest.length > 0) throw new ODataError('badRequest', `Nothing can follow the action '${name}'.`)
  const allowed = methodsOfCall(call)
  if (!allowed.includes(request.method) && rest.length === 0) throw methodNotAllowed(allowed.join(', '))
  const reading = kind === 'action' ? createBodyReading(isIeee754Compatible(request.contentType)) : undefined
  const { operation, values } = reading === undefined ? readCall(model, url, call, rest) : readAction(model, call, request, reading)
  if (rest.length > 0 && operation.kind === 'function' && !operation.composable) {
    throw new ODataError('badRequest', `Nothing can follow the function '${name}': it is not composable (IsComposable).`)
  }
  if (url.segments.slice(0, call.index).some(segment => segment.kind === 'window')) {
    return unsupported(`Calling '${operation.fullName}' on the part of a collection that another call answers`)
  }
  const uncheckable = uncheckableParameter(model, operation)
  if (uncheckable !== undefined) return uncheckable
  const before = url.segments.slice(0, call.index).map(segment => resolveAliases(segment, url.options.aliases))
  return {
    kind: 'invocation',
    operation,
    arguments: values,
    boundTo: operation.bound ? before.map(printSegment).join('/') : undefined,
    rest,
    options: url.options,
    reading
  }
}

interface Call {
  readonly operation: Operation
  readonly values: Arguments
}

/** Parameters in parentheses; without them those that the query has, as the last segment may leave them to it (section 11.5.4.1). */
function readCall (model: EdmModel, { options }: ODataUrl, { operations, node }: CallSegment, rest: readonly SegmentNode[]): Call {
  const { parentheses: [list, more] } = node
  if (more !== undefined || list?.kind === 'key') {
    throw new ODataError('badRequest', `The parameters of the ${operations[0].kind} '${operations[0].name}' are written with their names, in one pair of parentheses.`)
  }
  const written = list === undefined
    ? rest.length === 0 ? implicitOf(model, operations, options) : new Map<string, ExpressionNode>()
    : new Map(list.parameters.map(({ name, value }) => [name, value]))
  if (list !== undefined && written.size < list.parameters.length) throw new ODataError('badRequest', `A parameter of '${operations[0].name}' appears twice.`)
  const operation = chooseOverload(operations, [...written.keys()])
  return { operation, values: readWritten(model, operation, written, options.aliases) }
}

function implicitOf (model: EdmModel, operations: CallSegment['operations'], { raw, aliases }: QueryOptions): Written {
  const liberties: Liberty[] = []
  const names = new Set(operations.flatMap(operation => ownParameters(operation).map(({ name }) => name)))
  const custom = raw.flatMap(({ kind, name, text }): Array<[string, ExpressionNode]> =>
    kind === 'custom' && names.has(name) ? [[name, parseExpression(decodeQuery(text.slice(text.indexOf('=') + 1), name), name, undefined, liberties)]] : [])
  tolerateAll(model, liberties)
  return new Map([...[...aliases].filter(([name]) => names.has(name)), ...custom])
}

/** Of the overloads of an action that fit what it is bound to there is one (CSDL 4.01, section 12.2). */
function readAction (model: EdmModel, { operations: [operation], node }: CallSegment, request: ODataRequest, reading: BodyReading): Call {
  if (node.parentheses.length > 0) throw new ODataError('badRequest', `The parameters of the action '${operation.name}' are sent in the body.`)
  const parameters = ownParameters(operation)
  const isEmpty = request.body === undefined || request.body.length === 0
  const body = isEmpty && parameters.every(isOptional) ? {} : readJson(model, request)
  if (!isObject(body)) throw new ODataError('modelValidation', `The body must be an object with the parameters of the action '${operation.name}'.`)
  const other = Object.keys(body).find(key => !key.includes('@') && parameters.every(({ name }) => name !== key))
  if (other !== undefined) {
    const near = didYouMean(suggest(other, parameters.map(({ name }) => name)))
    throw new ODataError('modelValidation', `The action '${operation.name}' has no parameter '${other.slice(0, 100)}'.${near}`, { target: other.slice(0, 100) })
  }
  const missing = parameters.find(parameter => !isOptional(parameter) && !Object.hasOwn(body, parameter.name))
  if (missing !== undefined) {
    throw new ODataError('modelValidation', `The parameter '${missing.name}' of the action '${operation.name}' is missing.`, { target: missing.name })
  }
  return { operation, values: readSent(model, operation, body, reading) }
}

/** A parameter that may be null may be left out (JSON format 4.01, section 18). */
const isOptional = ({ optional, type }: Operation['parameters'][number]): boolean => optional || (type.nullable && type.type.kind !== 'collection')
