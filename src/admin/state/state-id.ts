/** Ids of entities in state documents. */

/** Letters, digits, points and dashes; also in the document of the controls. */
export const STATE_ID_PATTERN = '^[\\w.-]{1,128}$'

const pattern = new RegExp(STATE_ID_PATTERN)

export const isStateId = (id: unknown): id is string => typeof id === 'string' && pattern.test(id)
