/** Whatever the parser can make, the binder answers with a tree or with an error of the catalogue: 400 or 501, never a defect. */
import t from 'tap'
import { ODataError } from '../../../src/errors.js'
import { bindExpression } from '../../../src/odata/bind/expression/bind-expression.js'
import type { Scope } from '../../../src/odata/bind/expression/scope.js'
import type { ExpressionNode } from '../../../src/odata/url/ast.js'
import { expression } from '../url/arbitrary-expression.js'
import { acquaint } from './acquaint.js'
import { printBound } from './expression/print-bound.js'
import { scopeOf, whole } from './expression/scope-of.js'
import { fc } from '../../support/property.js'

const scopes = ['officeClientCheckinStatus', 'officeConfiguration', 'officeClientConfiguration', 'Edm.String'].map(type => scopeOf(type))
/** Whether it was bound. */
function survives (scope: Scope, node: ExpressionNode): boolean {
  try {
    return printBound(whole(bindExpression(scope, node))) !== ''
  } catch (error) {
    if (error instanceof ODataError && (error.kind === 'badRequest' || error.kind === 'notImplemented')) return false
    throw error
  }
}

t.test('any tree', async t => {
  let bound = 0
  fc.assert(fc.property(expression, fc.constantFrom(...scopes), (node, scope) => {
    const aliases = new Map([['a', node], ['b', acquaint(node)]])
    for (const candidate of [node, acquaint(node)]) if (survives({ ...scope, aliases }, candidate)) bound++
  }), { numRuns: 2000 })
  t.ok(bound > 100, 'many of them have a meaning')
})
