/** Whether options name a variable that is not theirs, as nested ones may name `$it` (OData-URL 4.01, section 5.1.1.14.4). */
import type { Transformation } from './apply/apply-expression.js'
import { expressionsIn } from './apply/expressions-in.js'
import { childrenOf } from './expression/expression-children.js'
import type { CollectionOptions } from './collection-options.js'
import type { Expression, RangeVariable } from './expression/expression.js'
import { expressionsOfOptions } from './expressions-of.js'

/** In an expression of theirs, or of the options nested in them. */
export const optionsName = (variable: RangeVariable, options: Omit<CollectionOptions, 'usesIt'>): boolean =>
  expressionsOfOptions(options).some(expression => expressionNames(variable, expression))

export const transformationNames = (variable: RangeVariable, transformation: Transformation): boolean =>
  expressionsIn(transformation).some(expression => expressionNames(variable, expression))

const expressionNames = (variable: RangeVariable, expression: Expression): boolean =>
  (expression.kind === 'variable' && expression.variable === variable) ||
  childrenOf(expression).some(child => expressionNames(variable, child))
