/**
 * What calls of actions and functions are named, for fault rules and the journal: `Products_Reduced` of one that is bound to products or to
 * all of them, `Search_Call` of an import.
 */
import type { EdmModel, EdmType, Operation } from '../../../edm/types.js'
import { fitsBinding, namesOf } from '../../../odata/operations/find-operations.js'
import { ownParameters } from '../../../odata/operations/read-arguments.js'
import type { NamedCall } from '../documentation.js'
import type { DocumentedResources } from './model-places.js'

export function operationCalls (model: EdmModel, { resources }: DocumentedResources): readonly NamedCall[] {
  const bound = [...model.functions, ...model.actions].filter(operation => operation.bound)
  return [
    ...importCalls(model),
    ...resources.flatMap(({ navigation: { target, collection }, place, item }) => bound.flatMap(operation => {
      const id = `${place.names}_${operation.name}`
      const all: EdmType = { kind: 'collection', elementType: { type: target, nullable: false } }
      return [
        ...fits(target, operation) ? callsOf(namesOf(model, operation), operation, id, item.path) : [],
        ...collection && fits(all, operation) ? callsOf(namesOf(model, operation), operation, id, place.path) : []
      ]
    }))
  ]
}

function fits (type: EdmType, { parameters: [binding] }: Operation): boolean {
  const to = binding?.type.type
  return to !== undefined && fitsBinding(type, to)
}

const importCalls = ({ container: { functionImports, actionImports } }: EdmModel): readonly NamedCall[] => [
  ...functionImports.flatMap(({ name, functions }) => functions.flatMap(operation => callsOf([name], operation, `${name}_Call`, ''))),
  ...actionImports.flatMap(({ name, action }) => callsOf([name], action, `${name}_Call`, ''))
]

/** By every name, and of a function with its parameters and without, as the query may have them. */
function callsOf (names: readonly string[], operation: Operation, id: string, path: string): readonly NamedCall[] {
  const method = operation.kind === 'action' ? 'POST' : 'GET'
  const parameters = operation.kind === 'action' ? [] : ownParameters(operation)
  const written = parameters.length === 0 ? [''] : [`(${parameters.map(({ name }) => `${name}={${name}}`).join(',')})`, '']
  return names.flatMap(name => written.map(text => ({ method, path: `${path}/${name}${text}`, id })))
}
