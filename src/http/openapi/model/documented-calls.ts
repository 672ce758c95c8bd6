/**
 * Calls of the actions and functions of a model (OData-Protocol 4.01, section 11.5), and what each is named in the document, by fault rules
 * and in the journal: `Products_Reduced` of one that is bound to products or to all of them, `Search_Call` of an import. Overloads that
 * would have the same name say what they take: `Named_CallByTextAndMost`.
 */
import type { EdmModel, EdmType, Operation } from '../../../edm/types.js'
import { isBoundTo, namesOf } from '../../../odata/operations/find-operations.js'
import { ownParameters } from '../../../odata/operations/read-arguments.js'
import type { NamedCall } from '../documentation.js'
import { capitalized } from '../resources/resource-place.js'
import type { DocumentSetting, Place } from '../resources/resource-place.js'
import type { DocumentedResources } from './model-places.js'

/** The tag of what is bound to nothing. */
export const IMPORTS = 'Actions and functions'

/** Calls that a document shows at most: a page that shows more is slow. */
export const MAX_CALLS = 200

/** A way to call one overload. */
export interface DocumentedCall {
  readonly operation: Operation
  readonly id: string
  /** What it is bound to; the service root of an import. */
  readonly place: Place
  /** Every name that it has there; the one in full first. */
  readonly names: readonly string[]
}

type Nameless = Omit<DocumentedCall, 'id'> & { readonly name: string }

export function documentedCalls (model: EdmModel, { resources }: DocumentedResources, setting: DocumentSetting): readonly DocumentedCall[] {
  const bound = [...model.functions, ...model.actions].filter(operation => operation.bound)
  return withIds([
    ...importedCalls(model, setting),
    ...resources.flatMap(({ navigation: { target, collection }, place, item, hasItem }) => bound.flatMap(operation => {
      const call = (at: Place): Nameless => ({ operation, place: at, names: namesOf(model, operation), name: `${place.names}_${operation.name}` })
      const all: EdmType = { kind: 'collection', elementType: { type: target, nullable: false } }
      return [
        ...hasItem && isBoundTo(model, target, operation) ? [call(item)] : [],
        ...collection && isBoundTo(model, all, operation) ? [call(place)] : []
      ]
    }))
  ])
}

function importedCalls ({ container: { functionImports, actionImports } }: EdmModel, setting: DocumentSetting): readonly Nameless[] {
  const place = (name: string): Place => ({ path: '', prefix: name, noun: '', names: name, tag: IMPORTS, parameters: {}, setting })
  const call = (name: string, operation: Operation): Nameless => ({ operation, place: place(name), names: [name], name: `${name}_Call` })
  return [
    ...functionImports.flatMap(({ name, functions }) => functions.map(operation => call(name, operation))),
    ...actionImports.map(({ name, action }) => call(name, action))
  ]
}

/** The first has the plain name; others say their parameters, and have a number where that is not enough. */
function withIds (calls: readonly Nameless[]): readonly DocumentedCall[] {
  const taken = new Set<string>()
  return calls.map(({ name, ...call }) => {
    const parameters = ownParameters(call.operation).map(parameter => capitalized(parameter.name))
    const long = parameters.length === 0 ? name : `${name}By${parameters.join('And')}`
    let id = taken.has(name) ? long : name
    for (let number = 2; taken.has(id); number++) id = `${long}_${number}`
    taken.add(id)
    return { ...call, id }
  })
}

/** By every name, and of a function with its parameters and without, as the query may have them. */
export const namedOperations = (calls: readonly DocumentedCall[]): readonly NamedCall[] =>
  calls.flatMap(({ operation, id, place: { path }, names }) => {
    const method = methodOf(operation)
    const parameters = operation.kind === 'action' ? [] : ownParameters(operation)
    const written = parameters.length === 0
      ? operation.kind === 'action' ? [''] : ['()', '']
      : [`(${parameters.map(({ name }) => `${name}={${name}}`).join(',')})`, '']
    return names.flatMap(name => written.map(text => ({ method, path: `${path}/${name}${text}`, id })))
  })

export const methodOf = ({ kind }: Operation): 'GET' | 'POST' => kind === 'action' ? 'POST' : 'GET'
