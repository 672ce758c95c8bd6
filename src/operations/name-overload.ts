/** Which overloads a name means: `Ns.Name` every one, `Ns.Name(Ns.Person,Edm.String)` one (OData CSDL 4.01, section 14.2.1). */
import { suggest } from '../base/suggest.js'
import { ConfigError } from '../config.js'
import { resolveAlias, typeName } from '../edm/lookup.js'
import type { EdmModel, Operation, TypeReference } from '../edm/types.js'

/** @throws ConfigError for a name that the model does not have */
export function overloadsOf (model: EdmModel, key: string, source: string): readonly Operation[] {
  const [, written = '', types] = /^([^()]+?)(?:\(([^]*)\))?$/.exec(key.trim()) ?? []
  const name = resolveAlias(model.aliases, written) ?? written
  const all = [...model.actions, ...model.functions]
  const named = all.filter(({ fullName }) => fullName === name)
  if (named.length === 0) {
    const near = suggest(name, all.map(({ fullName }) => fullName))
    throw new ConfigError(`${source}: the model has no action or function '${key}'.${near === undefined ? '' : ` Did you mean ${near}?`}`)
  }
  if (types === undefined) return named
  const wanted = typesIn(types).map(type => fullTypeName(model, type)).join(',')
  const found = named.filter(operation => signatureOf(operation) === wanted)
  if (found.length > 0) return found
  const possible = named.map(operation => `${operation.fullName}(${signatureOf(operation)})`)
  throw new ConfigError(`${source}: the model has no overload '${key}'; it has ${possible.join(' and ')}.`)
}

/** The types of all parameters, the binding one first. */
export const signatureOf = ({ parameters }: Operation): string => parameters.map(({ type }: { readonly type: TypeReference }) => typeName(type.type)).join(',')

const typesIn = (text: string): readonly string[] => text.split(',').map(type => type.trim()).filter(type => type !== '')

function fullTypeName ({ aliases }: EdmModel, written: string): string {
  const [, element] = /^Collection\((.*)\)$/.exec(written) ?? []
  const name = element ?? written
  const full = resolveAlias(aliases, name) ?? name
  return element === undefined ? full : `Collection(${full})`
}
