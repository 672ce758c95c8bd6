/**
 * What the service does for every model, as the metadata announces it. A test asks the service for each of these,
 * so that none is announced and refused, or served and kept a secret.
 */
import type { EdmModel, StructuredType } from '../../edm/types.js'

export const protocolVersions = ['4.0', '4.01'] as const

/** Of the OData Capabilities vocabulary's `ConformanceLevelType`. */
export const CONFORMANCE_LEVEL = 'Advanced'

/** `POST …/$batch`. */
export const BATCH_SUPPORTED = true

/** `Prefer: respond-async` (OData-Protocol 4.01, section 11.6). */
export const ASYNCHRONOUS_REQUESTS_SUPPORTED = true

/** `POST …/$query` with the options in the body (OData-URL 4.01, section 4.17). */
export const QUERY_SEGMENT_SUPPORTED = true

/** `/$filter(…)/$each` for `PATCH` and `DELETE` (OData-Protocol 4.01, sections 11.4.13 and 11.4.14). */
export const FILTER_SEGMENT_SUPPORTED = true

/** `POST …/collection/Namespace.Type` for a new entity of that type (OData-Protocol 4.01, section 11.4.2). */
export const INSERT_TYPE_CAST_SUPPORTED = true

/** Operators and functions of expressions that are not canonical functions. */
export const filterOperators: readonly string[] = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'in',
  'and',
  'or',
  'not',
  'add',
  'sub',
  'mul',
  'div',
  'divby',
  'mod',
  'any',
  'all',
  'case',
  'cast',
  'isof'
]

/** Of `$apply` (Data Aggregation 4.0, section 3): over items of any type. */
const transformations: readonly string[] = [
  'aggregate',
  'groupby',
  'concat',
  'identity',
  'filter',
  'search',
  'compute',
  'orderby',
  'top',
  'skip',
  'nest',
  'topcount',
  'topsum',
  'toppercent',
  'bottomcount',
  'bottomsum',
  'bottompercent'
]

/** Over items that others are related to. */
const relatedTransformations: readonly string[] = ['join', 'outerjoin', 'addnested']

/** Over items of hierarchies, whose nodes are those of an entity set. */
const hierarchicalTransformations: readonly string[] = ['ancestors', 'descendants', 'traverse']

/** What `$apply` can do with items of a type. */
export const transformationsOf = ({ container: { entitySets } }: EdmModel, type: StructuredType): readonly string[] => [
  ...transformations,
  ...[type, ...type.concreteTypes].some(({ navigationProperties }) => navigationProperties.length > 0) ? relatedTransformations : [],
  ...entitySets.length > 0 ? hierarchicalTransformations : []
]
