/**
 * The syntax tree of an OData 4.01 URL. Nothing in it knows the model: names keep the text they were written with, literals too.
 * `position` is a character offset, from 0, in the decoded text of the node's query option, or in the decoded resource path.
 */
export type * from './ast-apply.js'
export type * from './ast-expression.js'
export type * from './ast-literal.js'
export type * from './ast-options.js'
export type * from './ast-path.js'
export type * from './ast-segment.js'
