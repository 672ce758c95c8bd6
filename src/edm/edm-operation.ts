/** Actions and functions (OData CSDL 4.01, section 12). Each overload is an object of its own. */
import type { Described, SchemaChild, TypeReference } from './types.js'

/** A named, typed parameter; the binding parameter comes first (section 12.9). */
export interface Parameter extends Described {
  readonly name: string
  readonly type: TypeReference
  /** Whether a call may leave it out (`Core.OptionalParameter`). */
  readonly optional: boolean
  /** The text that a call without the parameter means (`Core.OptionalParameter`, `DefaultValue`). */
  readonly defaultValue: string | undefined
}

/** Section 12.8 */
export interface ReturnType extends TypeReference, Described {}

/** What an {@link Action} does; its parameters are named. */
export type ActionEffect =
  /** The entities of `parameter` take the place of all that `navigationProperty` of the bound entity contains. */
  | { readonly kind: 'replaceContained', readonly navigationProperty: string, readonly parameter: string }
  /** Entities of the bound collection get values of `property`: the keys and the values are two lists that pair by position. */
  | { readonly kind: 'setByPosition', readonly property: string, readonly keys: string, readonly values: string }

interface OperationBase extends SchemaChild {
  /** Whether it is invoked on a resource, that of the first parameter. */
  readonly bound: boolean
  readonly parameters: readonly Parameter[]
  /** The way from the binding parameter to the entity set of the result (section 12.6); casts are written with full names. */
  readonly entitySetPath: string | undefined
}

/** Sections 12.1 and 12.2. */
export interface Action extends OperationBase {
  readonly kind: 'action'
  readonly returnType: ReturnType | undefined
  /** Further namespaces under which clients may call it. */
  readonly otherNamespaces: readonly string[]
  /** Undefined where nobody has said what it does: it can be described and called, and is not implemented. */
  readonly effect: ActionEffect | undefined
}

/** Sections 12.3 and 12.4. `Edm` in its name: `Function` is JavaScript's. */
export interface EdmFunction extends OperationBase {
  readonly kind: 'function'
  readonly returnType: ReturnType
  /** Whether path segments and query options may follow a call (section 12.7). */
  readonly composable: boolean
}

export type Operation = Action | EdmFunction
