/** Conditions that `$apply` has of the items of a collection (Data Aggregation 4.0, section 3.3.1.2), for restrictions of filters. */
import type { Transformation } from '../bind/apply/apply-expression.js'
import type { FilterExpression } from '../bind/expression/expression.js'

export interface AppliedFilters {
  /** Those that one after the other leave what of the items there is. */
  readonly filters: readonly FilterExpression[]
  /** Those of a part of the items: of groups, sequences of `concat`, and nodes that a hierarchy starts from. */
  readonly inner: readonly FilterExpression[]
}

/** What was aggregated is no item of the collection, and nothing that restrictions of it are about. */
export function filtersApplied (transformations: readonly Transformation[]): AppliedFilters {
  const end = transformations.findIndex(endsItems)
  const reached = end < 0 ? transformations : transformations.slice(0, end + 1)
  return {
    filters: reached.flatMap(transformation => transformation.kind === 'filter' ? [transformation.filter] : []),
    inner: reached.flatMap(sequencesIn).map(filtersApplied).flatMap(({ filters, inner }) => [...filters, ...inner])
  }
}

/** Whether what comes out is no items of the collection. */
function endsItems (transformation: Transformation): boolean {
  switch (transformation.kind) {
    case 'aggregate': case 'rollupNodes': case 'unsupported': return true
    case 'groupBy': return transformation.transformations?.some(endsItems) ?? true
    case 'concat': return transformation.sequences.some(sequence => sequence.some(endsItems))
    default: return false
  }
}

/** Transformations inside that start with items of the collection. */
function sequencesIn (transformation: Transformation): ReadonlyArray<readonly Transformation[]> {
  switch (transformation.kind) {
    case 'concat': return transformation.sequences
    case 'groupBy': case 'relatives': case 'rollupNodes': return transformation.transformations === undefined ? [] : [transformation.transformations]
    default: return []
  }
}
