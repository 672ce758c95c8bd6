/** Scopes over items of the real model, and expressions bound from text, for the tests. */
import type { TypeReference } from '../../../../src/edm/types.js'
import { primitive } from '../../../../src/edm/primitives.js'
import { graphModel } from '../../../../src/model/graph-model.js'
import { bindExpression, bindFilter } from '../../../../src/odata/bind/expression/bind-expression.js'
import { itemScope } from '../../../../src/odata/bind/expression/scope.js'
import type { Scope } from '../../../../src/odata/bind/expression/scope.js'
import { childrenOf } from '../../../../src/odata/bind/expression/expression-children.js'
import type { Expression } from '../../../../src/odata/bind/expression/expression.js'
import { parseExpression } from '../../../../src/odata/url/parse-expression.js'
import { supported } from '../../../../src/plan/supported/check-supported.js'
import { printBound } from './print-bound.js'

/** Values of parameter aliases by name, as text. */
export type Aliases = Readonly<Record<string, string>>

export function scopeOf (typeName: string, aliases: Aliases = {}, option = '$filter'): Scope {
  const parsed = new Map(Object.entries(aliases).map(([name, text]) => [name, parseExpression(text, `@${name}`)]))
  return itemScope({ model: graphModel, aliases: parsed, it: undefined }, itemType(typeName), option)
}

function itemType (name: string): TypeReference {
  if (name === 'Edm.String') return { type: primitive(name), nullable: true }
  const type = graphModel.types.get(`microsoft.graph.${name}`)
  if (type === undefined) throw new Error(`no type ${name}`)
  return { type, nullable: false }
}

/** The expression, when the binder could bind all of it: the next stage refuses what it could not. */
export function whole (expression: Expression): Expression {
  supported<Expression>(expression)
  childrenOf(expression).forEach(whole)
  return expression
}

export const printFilter = (scope: Scope, text: string): string => printBound(whole(bindFilter(scope, parseExpression(text, scope.option))))

export const printExpression = (scope: Scope, text: string): string =>
  printBound(whole(bindExpression(scope, parseExpression(text, scope.option))))

/** About a row of `tenantCheckinStatuses`. */
export const filter = (text: string, aliases?: Aliases): string => printFilter(scopeOf('officeClientCheckinStatus', aliases), text)

/** Any expression about a row of `tenantCheckinStatuses`. */
export const bind = (text: string, aliases?: Aliases): string => printExpression(scopeOf('officeClientCheckinStatus', aliases), text)
