/** Whether options name a variable that is not theirs, as nested ones may name `$it` (OData-URL 4.01, section 5.1.1.14.4). */
import type { Transformation } from './apply/apply-expression.js'
import { expressionsIn } from './apply/expressions-in.js'
import { childrenOf } from './expression/expression-children.js'
import type { CollectionOptions } from './collection-options.js'
import type { Expression, RangeVariable } from './expression/expression.js'
import type { ItemOptions } from './item-options.js'
import type { SelectedMember } from './selection.js'

/** In an expression of theirs, or of the options nested in them. */
export function optionsName (variable: RangeVariable, { filter, compute, orderBy, selection }: Omit<CollectionOptions, 'usesIt'>): boolean {
  const expressions = [...filter === undefined ? [] : [filter], ...[...compute, ...orderBy].map(({ expression }) => expression)]
  return expressions.some(expression => expressionNames(variable, expression)) ||
    selection.members.some(member => memberNames(variable, member))
}

export const transformationNames = (variable: RangeVariable, transformation: Transformation): boolean =>
  expressionsIn(transformation).some(expression => expressionNames(variable, expression))

function memberNames (variable: RangeVariable, member: SelectedMember): boolean {
  switch (member.kind) {
    case 'computed': return false
    case 'expanded': return optionsName(variable, member.options)
    case 'property':
      return (member.options !== undefined && optionsName(variable, member.options)) ||
        (member.items !== undefined && itemsName(variable, member.items)) ||
        (member.selection?.members.some(inner => memberNames(variable, inner)) ?? false)
  }
}

const itemsName = (variable: RangeVariable, { filter, orderBy }: ItemOptions): boolean =>
  [...filter === undefined ? [] : [filter], ...orderBy.map(({ expression }) => expression)]
    .some(expression => expressionNames(variable, expression))

const expressionNames = (variable: RangeVariable, expression: Expression): boolean =>
  (expression.kind === 'variable' && expression.variable === variable) ||
  childrenOf(expression).some(child => expressionNames(variable, child))
