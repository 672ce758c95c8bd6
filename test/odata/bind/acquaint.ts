/** Random syntax trees made to mean something. */
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import type { ExpressionNode } from '../../../src/odata/url/ast.js'

const names = [...graphModel.types.values()].flatMap(({ properties }) => properties.map(({ name }) => name))
const types = ['Edm.String', 'Edm.Int32', 'Edm.Double', 'Edm.Date']
const functions = ['contains', 'length', 'now', 'round', 'hour', 'totalseconds', 'substring', 'matchesPattern', 'concat']

/** Names and types that nobody knows become ones that the model has, so that what is deeper inside is reached too. */
export const acquaint = (node: ExpressionNode): ExpressionNode => replaceNames(node, '') as ExpressionNode

function replaceNames (value: unknown, key: string): unknown {
  const pick = (candidates: readonly string[], text: string): string => candidates[text.length * 7 % candidates.length] ?? text
  if (Array.isArray(value)) return value.map(item => replaceNames(item, key))
  if (typeof value !== 'object' || value === null || value instanceof Map) return value
  const { kind, name, ...rest } = value as Record<string, unknown>
  const known = typeof name !== 'string' || kind === 'variable' || kind === 'parameterAlias'
    ? name
    : kind === 'methodCall' ? pick(functions, name) : key === 'type' ? pick(types, name) : pick(names, name)
  const entries = Object.entries(rest).map(([property, inner]): [string, unknown] => [property, replaceNames(inner, property)])
  return { ...Object.fromEntries(entries), ...kind === undefined ? {} : { kind }, ...name === undefined ? {} : { name: known } }
}
