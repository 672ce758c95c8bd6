/** JSON objects in expressions, and lists of them (ABNF section 5), as the values that they are beside what they are compared with. */
import { isStructured, itemType, typeName } from '../../../edm/lookup.js'
import type { TypeReference } from '../../../edm/types.js'
import { ODataError } from '../../../errors.js'
import { writeExactJson } from '../../json/exact-json.js'
import { readComparedValue } from '../../json/read-body.js'
import type { PropertyValue } from '../../json/structured-value.js'
import { anyJson, isPlainJson } from '../../json/url-json.js'
import type { ExpressionNode } from '../../url/ast.js'
import { bindError } from './bind-error.js'
import type { Expression } from './expression.js'
import { notSupported } from './expression-type.js'
import type { Binding } from './scope.js'

/**
 * A complex value, or a collection of them.
 * @throws ODataError `badRequest` for what is not a value of the type
 */
export function bindWrittenJson (binding: Binding, node: ExpressionNode, type: TypeReference): Expression {
  const element = itemType(type).type
  if (!isStructured(element)) {
    throw bindError(binding, { position: node.position, expected: `a value of type ${typeName(type.type)}`, found: 'a JSON object' })
  }
  if (element.kind === 'entity') return notSupported(binding, 'Comparing an entity with a JSON object')
  if (!isPlainJson(node)) return notSupported(binding, 'An expression inside of JSON')
  const json = anyJson(node)
  return { kind: 'written', json: writeExactJson(json), value: read(binding, node, { ...type, nullable: true }, json), type }
}

function read ({ model, option }: Binding, { position }: ExpressionNode, type: TypeReference, json: unknown): PropertyValue {
  try {
    return readComparedValue(model, type, json)
  } catch (error) {
    if (!(error instanceof ODataError)) throw error
    const message = `${option}: the JSON at position ${position + 1} does not fit. ${error.message}`
    throw new ODataError('badRequest', message, { target: option, cause: error })
  }
}
