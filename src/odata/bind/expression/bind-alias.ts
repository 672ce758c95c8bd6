/** Parameter aliases (OData-URL 4.01, section 5.3): the value of an alias is bound in the place where the alias stands. */
import type { ParameterAliasNode } from '../../url/ast.js'
import { bindNode } from './bind-expression.js'
import { bindError } from './bind-error.js'
import type { Expression } from './expression.js'
import { untypedNull } from './expression-type.js'
import { countSubstitution } from './scope.js'
import type { Binding } from './scope.js'

/** An alias that was not given is null. Positions inside its value count in the option of the alias. */
export function bindAlias (binding: Binding, { name, position }: ParameterAliasNode): Expression {
  const value = binding.aliases.get(name)
  if (value === undefined) return untypedNull
  return bindNode(openAlias(binding, name, position), value)
}

/** The binding inside the value of an alias; one that is already open would never end. */
export function openAlias (binding: Binding, name: string, position: number): Binding {
  countSubstitution(binding)
  if (binding.openAliases.includes(name)) {
    throw bindError(binding, { position, expected: 'an alias that does not lead back to itself', found: `"@${name}"` })
  }
  return { ...binding, option: `@${name}`, openAliases: [...binding.openAliases, name] }
}
