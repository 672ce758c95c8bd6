/** Reasons that several clauses have. */

export const CONTAINED = 'Every navigation property of the model contains its entities, which belong to one parent for life: no reference can be added, moved or removed.'

export const NO_SINGLE_VALUED = 'The model has no single-valued navigation property.'
