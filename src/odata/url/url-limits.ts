/**
 * How much one URL may ask of the parser, and of every stage after it that walks the tree. Enforced in `parser.ts`, `lexer.ts`,
 * `parse-query.ts` and `parse-path.ts`; whatever goes beyond is a 400.
 */

/** Characters of one decoded query option, or of the decoded resource path. */
export const MAX_OPTION_LENGTH = 65_536
/** Options in one query string. */
export const MAX_OPTIONS = 200
/** Segments of one resource path. */
export const MAX_SEGMENTS = 100
/** Tokens of one option: bounds the nodes of its tree. */
export const MAX_TOKENS = 20_000
/** Brackets, prefix operators and arguments inside one another. */
export const MAX_DEPTH = 100
/**
 * Binary operators, path segments and transformations in one option. A chain of them is as deep a tree as brackets are, so with
 * {@link MAX_DEPTH} this bounds the depth of what the later stages walk and of the SQL they write.
 */
export const MAX_LINKS = 500
/** Characters of one identifier (OData ABNF, `odataIdentifier`). */
export const MAX_IDENTIFIER_LENGTH = 128
