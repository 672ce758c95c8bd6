/** Whatever the parser can make, the binder answers with a tree or with an error of the catalogue: 400 or 501, never a defect. */
import t from 'tap'
import fc from 'fast-check'
import { ODataError } from '../../../src/errors.js'
import { graphModel } from '../../../src/model/graph-model.js'
import { bindExpression } from '../../../src/odata/bind/expression/bind-expression.js'
import type { Scope } from '../../../src/odata/bind/expression/scope.js'
import type { ExpressionNode } from '../../../src/odata/url/ast.js'
import { expression } from '../url/arbitrary-expression.js'
import { printBound } from './expression/print-bound.js'
import { scopeOf } from './expression/scope-of.js'

const scopes = ['officeClientCheckinStatus', 'officeConfiguration', 'officeClientConfiguration', 'Edm.String'].map(type => scopeOf(type))
const names = [...graphModel.types.values()].flatMap(({ properties }) => properties.map(({ name }) => name))
const functions = ['contains', 'length', 'now', 'round', 'hour', 'totalseconds', 'substring', 'matchesPattern', 'concat']

/** Names and types that nobody knows become ones that the model has, so that what is deeper inside is reached too. */
function acquaint (value: unknown, key: string): unknown {
  const pick = (candidates: readonly string[], text: string): string => candidates[text.length * 7 % candidates.length] ?? text
  if (Array.isArray(value)) return value.map(item => acquaint(item, key))
  if (typeof value !== 'object' || value === null || value instanceof Map) return value
  const { kind, name, ...rest } = value as Record<string, unknown>
  const known = typeof name !== 'string' || kind === 'variable' || kind === 'parameterAlias'
    ? name
    : kind === 'methodCall' ? pick(functions, name) : key === 'type' ? pick(['Edm.String', 'Edm.Int32', 'Edm.Double', 'Edm.Date'], name) : pick(names, name)
  const entries = Object.entries(rest).map(([property, inner]): [string, unknown] => [property, acquaint(inner, property)])
  return { ...Object.fromEntries(entries), ...kind === undefined ? {} : { kind }, ...name === undefined ? {} : { name: known } }
}

/** Whether it was bound. */
function survives (scope: Scope, node: ExpressionNode): boolean {
  try {
    return printBound(bindExpression(scope, node)) !== ''
  } catch (error) {
    if (error instanceof ODataError && (error.kind === 'badRequest' || error.kind === 'notImplemented')) return false
    throw error
  }
}

t.test('any tree', async t => {
  let bound = 0
  fc.assert(fc.property(expression, fc.constantFrom(...scopes), (node, scope) => {
    const aliases = new Map([['a', node], ['b', acquaint(node, '') as ExpressionNode]])
    for (const candidate of [node, acquaint(node, '') as ExpressionNode]) if (survives({ ...scope, aliases }, candidate)) bound++
  }), { numRuns: 2000 })
  t.ok(bound > 100, 'many of them have a meaning')
})
