/** What the service root offers (OData CSDL 4.01, section 13). */
import type { Action, EdmFunction } from './edm-operation.js'
import type { Described, EntityType, SchemaChild } from './types.js'

/** Where the entities that a navigation property leads to are found (section 13.4). */
export interface NavigationPropertyBinding {
  /** From the entity set or singleton to the navigation property; casts are written with full names. */
  readonly path: string
  /** As it was written: the name of an entity set or singleton, or a path that begins with a container. */
  readonly target: string
  /** The entity set or singleton that `target` names; undefined where it is a path to what a singleton contains. */
  readonly targetResource: EntitySet | Singleton | undefined
}

interface ContainerChildBase extends Described {
  readonly name: string
}

/** Section 13.2 */
export interface EntitySet extends ContainerChildBase {
  readonly kind: 'entitySet'
  readonly type: EntityType
  readonly includeInServiceDocument: boolean
  readonly navigationPropertyBindings: readonly NavigationPropertyBinding[]
}

/** Section 13.3 */
export interface Singleton extends ContainerChildBase {
  readonly kind: 'singleton'
  readonly type: EntityType
  /** Whether there may be none (4.01). */
  readonly nullable: boolean
  readonly navigationPropertyBindings: readonly NavigationPropertyBinding[]
}

/** Section 13.5 */
export interface ActionImport extends ContainerChildBase {
  readonly kind: 'actionImport'
  readonly action: Action
  /** The entity set of the result, as it was written. */
  readonly entitySet: string | undefined
}

/** Section 13.6 */
export interface FunctionImport extends ContainerChildBase {
  readonly kind: 'functionImport'
  /** Every unbound overload of the function. */
  readonly functions: readonly [EdmFunction, ...EdmFunction[]]
  readonly entitySet: string | undefined
  readonly includeInServiceDocument: boolean
}

export type ContainerChild = EntitySet | Singleton | ActionImport | FunctionImport

/** The lists hold what the container declares and what those it extends declare (section 13.1), base containers first. */
export interface EntityContainer extends SchemaChild {
  readonly kind: 'container'
  readonly extends: EntityContainer | undefined
  /** What the container itself declares, in document order. */
  readonly declaredChildren: readonly ContainerChild[]
  readonly entitySets: readonly EntitySet[]
  readonly singletons: readonly Singleton[]
  readonly actionImports: readonly ActionImport[]
  readonly functionImports: readonly FunctionImport[]
}
