/** What transformations of `$apply` put beside an item that stays what it is (Data Aggregation 4.0, sections 3.4.3 and 3.5.1). */
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import type { ExpandItemNode } from '../url/ast.js'

/** An entity beside an item, by the name that `join` gave it. */
export interface JoinedEntity {
  readonly name: string
  /** The collection that it is one of. */
  readonly navigation: NavigationProperty
  readonly type: EntityType
}

/** What is expanded under a name of its own. */
export interface NestedExpansion {
  readonly name: string
  readonly item: Extract<ExpandItemNode, { kind: 'path' }>
}
