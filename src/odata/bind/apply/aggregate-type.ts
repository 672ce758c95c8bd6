/** The standard aggregation methods: what each takes, and of which type its result is (Data Aggregation 4.0, section 3.2.1.1). */
import type { PrimitiveTypeName, TypeReference } from '../../../edm/types.js'
import type { AggregateNode } from '../../url/ast.js'
import { bindError } from '../expression/bind-error.js'
import type { Expression, ValueMethod } from '../expression/expression.js'
import { countReference, describeType, primitiveName, primitiveReference } from '../expression/expression-type.js'
import { isInteger, isNumeric } from '../expression/numeric-promotion.js'
import type { Scope } from '../expression/scope.js'

export const isMethod = (name: string): name is ValueMethod =>
  ['sum', 'min', 'max', 'average', 'countdistinct'].includes(name)

/** The standard aggregation methods (section 3.2.1.1): what each takes, and what it gives. */
export function aggregateType (scope: Scope, node: AggregateNode, method: ValueMethod, operand: Expression): TypeReference {
  const name = primitiveName(operand)
  const unfit = (expected: string): Error =>
    bindError(scope, { position: node.position, expected: `${expected} before "with ${method}"`, found: describeType(operand) })
  const { type } = operand.type
  if (type.kind === 'enum' && method !== 'sum' && method !== 'average') return method === 'countdistinct' ? countReference : { type, nullable: true }
  if (name === undefined || name === 'Edm.Stream' || name.startsWith('Edm.Geo')) throw unfit('a single primitive value')
  switch (method) {
    case 'countdistinct': return countReference
    case 'min': case 'max': {
      if (name === 'Edm.Binary') throw unfit('a value that has an order')
      return { ...operand.type, nullable: true }
    }
    case 'sum': case 'average': {
      if (!isNumeric(name)) throw unfit('a number')
      return primitiveReference(method === 'sum' ? sumType(name) : averageType(name), true)
    }
  }
}

function sumType (name: PrimitiveTypeName): PrimitiveTypeName {
  return isInteger(name) ? 'Edm.Int64' : averageType(name)
}

function averageType (name: PrimitiveTypeName): PrimitiveTypeName {
  return name === 'Edm.Decimal' ? name : 'Edm.Double'
}
