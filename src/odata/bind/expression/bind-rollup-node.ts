/** `Aggregation.rollupnode()` (Data Aggregation 4.0, section 6.3): the node whose items transformations are applied to. */
import type { NameSegmentNode } from '../../url/ast.js'
import { bindError, quoted } from './bind-error.js'
import { constantOf } from './bind-hierarchy-call.js'
import type { Expression } from './expression.js'
import { rollupNodeName } from './scope.js'
import type { Binding } from './scope.js'

const NAMES = ['Aggregation.rollupnode', 'Org.OData.Aggregation.V1.rollupnode']

/** Undefined for another name. */
export function bindRollupNode (
  binding: Binding,
  { name, parentheses: [list], position }: Pick<NameSegmentNode, 'name' | 'parentheses' | 'position'>
): Expression | undefined {
  if (!NAMES.includes(name)) return undefined
  const parameters = list?.kind === 'parameters' ? list.parameters : []
  const stranger = parameters.find(parameter => parameter.name !== 'Position')
  if (stranger !== undefined) throw bindError(binding, { position, expected: 'Position', found: quoted(stranger.name) })
  const [given] = parameters
  const index = given === undefined ? 1 : Number(constantOf(binding, given.value, 'Edm.Int32'))
  const { types = [] } = binding.rollupNodes ?? {}
  const type = types[index - 1]
  if (type !== undefined) return { kind: 'computed', name: rollupNodeName(index), type }
  throw bindError(binding, {
    position,
    expected: types.length === 0 ? 'rollupnode inside of the transformations of groupby with rolluprecursive' : `a Position from 1 to ${types.length}`,
    found: types.length === 0 ? 'another place' : String(index)
  })
}
