/** Whatever the parser can make: what is not refused before it is planned is rendered, on both databases, inside of `$apply` too. */
import t from 'tap'
import { ODataError } from '../../../src/errors.js'
import { bindExpression } from '../../../src/odata/bind/expression/bind-expression.js'
import type { Expression } from '../../../src/odata/bind/expression/expression.js'
import { primitiveName } from '../../../src/odata/bind/expression/expression-type.js'
import type { Scope } from '../../../src/odata/bind/expression/scope.js'
import type { ExpressionNode } from '../../../src/odata/url/ast.js'
import { checkExpression } from '../../../src/plan/supported/check-expression.js'
import { renderComparableExpression, renderExpression, renderFilter } from '../../../src/storage/sql/expression/render-expression.js'
import type { RenderContext } from '../../../src/storage/sql/expression/render-context.js'
import { acquaint } from '../../odata/bind/acquaint.js'
import { printBound } from '../../odata/bind/expression/print-bound.js'
import { scopeOf } from '../../odata/bind/expression/scope-of.js'
import { expression } from '../../odata/url/arbitrary-expression.js'
import { dialects } from '../../support/databases.js'
import { fc, runs, seed } from '../../support/property.js'

const RUNS = runs(2000)
const NOW = '2026-01-01T00:00:00.000000000000'
const types = ['officeClientCheckinStatus', 'officeConfiguration', 'officeClientConfiguration', 'officeClientConfigurationAssignment']
const scopes = types.map(type => scopeOf(type))

/** The expression, bound and let through; undefined when it was refused, as a fault or as not supported. */
function admitted (scope: Scope, node: ExpressionNode): Expression | undefined {
  try {
    const bound = bindExpression(scope, node)
    checkExpression({ documents: false }, bound)
    return bound
  } catch (error) {
    if (error instanceof ODataError) return undefined
    throw error
  }
}

function render (bound: Expression, ordinal: string): void {
  for (const dialect of dialects) {
    const context: RenderContext = { dialect, now: NOW, tableAlias: () => 'r', computed: new Map(), ordinal }
    renderExpression(context, bound)
    if (primitiveName(bound) !== undefined) renderComparableExpression(context, bound)
    if (primitiveName(bound) === 'Edm.Boolean') renderFilter(context, bound)
  }
}

t.test('any tree', async t => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  let rendered = 0
  fc.assert(fc.property(expression, fc.constantFrom(...scopes), fc.constantFrom('ordinal', '__source'), (node, scope, ordinal) => {
    const aliases = new Map([['a', node], ['b', acquaint(node)]])
    for (const candidate of [node, acquaint(node)]) {
      const bound = admitted({ ...scope, aliases }, candidate)
      if (bound === undefined) continue
      try {
        render(bound, ordinal)
      } catch (error) {
        throw new Error(printBound(bound), { cause: error })
      }
      rendered++
    }
  }), { seed, numRuns: RUNS })
  t.comment(`${rendered} were rendered`)
  t.ok(rendered > RUNS / 40, 'many of them have a meaning')
})
