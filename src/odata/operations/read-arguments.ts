/** The parameters of a call (Protocol 4.01, sections 11.5.4.1 and 11.5.5; JSON format 4.01, section 18), checked before anything runs. */
import { itemType, underlyingType } from '../../edm/lookup.js'
import type { EdmModel, Operation, Parameter, TypeReference } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { isEntityReference } from '../json/body-annotations.js'
import type { BodyReading } from '../json/body-reading.js'
import { geoTypeName, sridOf } from '../json/geo-json.js'
import { readPropertyValue } from '../json/read-body.js'
import { anyJson } from '../json/url-json.js'
import type { ExpressionNode, LiteralNode } from '../url/ast.js'
import { printExpression } from '../url/print.js'
import { jsonOfText } from '../value-text.js'
import { readWellKnownText } from '../well-known-text.js'
import { checkParameterRules } from './parameter-rules.js'

/** Values as JSON, by the names of parameters; numbers with all their digits. */
export type Arguments = ReadonlyMap<string, unknown>

/** Values as a URL has them, by name. */
export type Written = ReadonlyMap<string, ExpressionNode>

export const ownParameters = ({ bound, parameters }: Operation): readonly Parameter[] => bound ? parameters.slice(1) : parameters

/**
 * Values of a URL as those of the parameters of a function.
 * @throws ODataError `badRequest` for one that does not fit
 */
export function readWritten (model: EdmModel, operation: Operation, written: Written, aliases: Written): Arguments {
  return new Map(ownParameters(operation).map(parameter => {
    const node = written.get(parameter.name)
    if (node === undefined) return [parameter.name, defaultOf(parameter)]
    const value = jsonOf(model, parameter.type, resolve(node, aliases))
    if (value === undefined) throw unfitting(operation, parameter, printExpression(node))
    checkValue(model, operation, parameter, value)
    return [parameter.name, value]
  }))
}

/** Values of a body, checked already as far as they are there. */
export function readSent (model: EdmModel, operation: Operation, body: Readonly<Record<string, unknown>>, reading: BodyReading): Arguments {
  return new Map(ownParameters(operation).map(parameter => {
    if (!Object.hasOwn(body, parameter.name)) return [parameter.name, defaultOf(parameter)]
    const value = body[parameter.name]
    checkValue(model, operation, parameter, value, reading)
    return [parameter.name, value]
  }))
}

/** What a call without the parameter means (`Core.OptionalParameter`). */
export function defaultOf ({ type, defaultValue }: Parameter): unknown {
  return defaultValue === undefined ? null : jsonOfText(type, defaultValue) ?? null
}

function checkValue (model: EdmModel, operation: Operation, parameter: Parameter, value: unknown, reading?: BodyReading): void {
  if (value === null && parameter.type.nullable) return
  if (value === null) {
    throw new ODataError('badRequest', `The parameter '${parameter.name}' of the ${operation.kind} '${operation.name}' must not be null.`, { target: parameter.name })
  }
  // An entity may be named by its URL in place of its values.
  const items = Array.isArray(value) ? value : [value]
  if (itemType(parameter.type).type.kind === 'entity' && items.every(isEntityReference)) return
  const read = readPropertyValue(model, parameter.type, value, parameter.name, reading)
  checkParameterRules(model, parameter, read, reading)
}

function unfitting ({ kind, name }: Operation, parameter: Parameter, text: string): ODataError {
  return new ODataError('badRequest', `The parameter '${parameter.name}' of the ${kind} '${name}' cannot be ${text.slice(0, 100)}: it is of another type.`, {
    target: parameter.name
  })
}

function resolve (node: ExpressionNode, aliases: Written, left = aliases.size): ExpressionNode {
  if (node.kind !== 'parameterAlias') return node
  const value = left > 0 ? aliases.get(node.name) : undefined
  return value === undefined ? NULL : resolve(value, aliases, left - 1)
}

const NULL: LiteralNode = { kind: 'literal', literalKind: 'null', text: 'null', position: 0 }

/** Undefined for what is not a value of the type. */
function jsonOf (model: EdmModel, reference: TypeReference, node: ExpressionNode): unknown {
  const type = underlyingType(reference.type)
  switch (node.kind) {
    case 'array': return type.kind === 'collection' || type.kind === 'builtIn' ? node.items.map(anyJson) : undefined
    case 'object': return type.kind === 'complex' || type.kind === 'entity' || type.kind === 'builtIn' || geoTypeName(reference) !== undefined ? anyJson(node) : undefined
    case 'enumLiteral': return type.kind === 'enum' && (findEnum(model, node.typeName) ?? type) === type ? node.members.join(',') : undefined
    case 'literal': {
      if (node.literalKind === 'null') return null
      if (type.kind === 'enum') return node.text
      if (type.kind !== 'primitive') return undefined
      const isText = node.literalKind === 'string'
      if (type.name === 'Edm.String') return isText ? node.text : undefined
      // Quoted durations are of 4.01 (section 5.1.1.14.1).
      return isText && type.name !== 'Edm.Duration' ? undefined : jsonOfText(reference, node.text)
    }
    case 'geoLiteral': {
      const name = geoTypeName(reference)
      return name?.toLowerCase().startsWith(`edm.${node.space}`) === true ? readWellKnownText(node.text, sridOf(reference)) : undefined
    }
    default: return undefined
  }
}

const findEnum = ({ enumTypes, aliases }: EdmModel, name: string): TypeReference['type'] | undefined => {
  const dot = name.lastIndexOf('.')
  return enumTypes.get(`${aliases.get(name.slice(0, dot)) ?? name.slice(0, dot)}${name.slice(dot)}`)
}
