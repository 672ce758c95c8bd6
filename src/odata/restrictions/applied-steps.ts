/** What `$apply` does with the items of a collection (Data Aggregation 4.0, section 3), for restrictions of that collection. */
import type { Transformation } from '../bind/apply/apply-expression.js'

export interface AppliedSteps {
  /** Those that one after the other leave what of the items there is. */
  readonly all: readonly Transformation[]
  /** Those of a part of the items: of groups, sequences of `concat`, and nodes that a hierarchy starts from. */
  readonly inner: readonly Transformation[]
}

/** What was aggregated is not an item of the collection, and nothing that restrictions of it are about. */
export function stepsApplied (transformations: readonly Transformation[]): AppliedSteps {
  const end = transformations.findIndex(endsItems)
  const all = end < 0 ? transformations : transformations.slice(0, end + 1)
  return { all, inner: all.flatMap(sequencesIn).map(stepsApplied).flatMap(({ all, inner }) => [...all, ...inner]) }
}

/** Whether what comes out is no items of the collection. */
function endsItems (transformation: Transformation): boolean {
  switch (transformation.kind) {
    case 'aggregate': case 'nest': case 'rollupNodes': case 'unsupported': return true
    case 'groupBy': return transformation.transformations?.some(endsItems) ?? true
    case 'concat': return transformation.sequences.some(sequence => sequence.some(endsItems))
    default: return false
  }
}

/** Transformations inside that start with items of the collection. */
function sequencesIn (transformation: Transformation): ReadonlyArray<readonly Transformation[]> {
  switch (transformation.kind) {
    case 'concat': return transformation.sequences
    case 'nest': return transformation.items.map(({ transformations }) => transformations)
    case 'groupBy': case 'relatives': case 'rollupNodes': return transformation.transformations === undefined ? [] : [transformation.transformations]
    default: return []
  }
}
