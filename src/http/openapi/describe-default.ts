/**
 * A default as a sentence. With the keyword, generators of types make a member mandatory, as an answer has it always; but a body may leave
 * it out, and the schemas of bodies and answers are the same.
 */
export const describeDefault = (value: unknown): string => `Default: \`${JSON.stringify(value)}\`.`
