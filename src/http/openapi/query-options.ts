/** The system query options as the OpenAPI document shows them (OData-URL 4.01, section 5.1). */
import { memberNames } from '../../edm/lookup.js'
import type { StructuredType } from '../../edm/types.js'
import type { JsonSchema } from './documentation.js'

/** Which text is a filter or an order, no pattern can say; but an option that is there is not empty. */
const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, pattern: '\\S', description })

/**
 * What `$format` can name, as clients spell it. The service knows more, and `odata.metadata=none`: its answers have no `@odata.type`, which
 * schemas require where a type is abstract.
 */
const FORMAT = '^(?:json|application/json(?:;odata\\.metadata=(?:minimal|full))?)$'

/** Each value has a name (URL Conventions 4.01, section 5.1.3): whatever the expressions are, the option ends in one. */
const COMPUTE = '\\S\\s+as\\s+[A-Za-z_\\u00a1-\\uffff][\\w\\u00a1-\\uffff]*\\s*$'

/** An item begins with a name, or is all of them (section 5.1.3.1 of the ABNF). */
const EXPAND = '^(?:\\*|[A-Za-z_\\u00a1-\\uffff])'

const queryOptions: Readonly<Record<string, JsonSchema>> = {
  $filter: text('Which items: comparisons, `and`, `or`, `not`, arithmetic, functions, `any`, `all`, `in`, `isof`.'),
  $search: text('Words and "phrases" to find in any text of an item, with `AND`, `OR`, `NOT`; upper and lower case are the same.'),
  $orderby: text('The order: expressions, each with `asc` or `desc`. Null is lowest; text is ordered by its bytes.'),
  $compute: { ...text('Values to add: `expression as name`; `$filter`, `$orderby` and `$select` know the names.'), pattern: COMPUTE },
  $apply: text(
    'Aggregation: `filter`, `search`, `groupby`, `aggregate`, `compute`, `orderby`, `top`, `skip`, `concat`, joined by `/`. Evaluated before all other options.'
  ),
  $expand: {
    ...text('Contained entities to return too: names, separated by commas, each with options in parentheses, `/$count` or `/$ref`; `*` for all.'),
    pattern: EXPAND
  },
  $top: { type: 'integer', minimum: 0, description: 'Maximum number of items; they may come in several pages.' },
  $skip: { type: 'integer', minimum: 0, description: 'How many items to leave out at the beginning.' },
  $count: { type: 'boolean', description: 'Whether `@odata.count` tells how many items there are on all pages.' },
  $skiptoken: text('Where the previous page ended; taken from its `@odata.nextLink`.'),
  $format: {
    type: 'string',
    pattern: FORMAT,
    description: 'The format of the answer, instead of `Accept`: `json`, or e.g. `application/json;odata.metadata=full`. With `odata.metadata=none` an answer has no member that begins with `@odata`.'
  }
}

const pageOptions = ['$filter', '$search', '$orderby', '$top', '$skip', '$count', '$skiptoken', '$format']

/** Of a collection of complex values. */
export const rowOptions: readonly string[] = ['$apply', ...pageOptions, '$select', '$compute']
/** Of a collection of entities. */
export const entitiesOptions: readonly string[] = [...rowOptions, '$expand']
/** Of a collection that is one value. */
export const valueOptions: readonly string[] = ['$filter', '$search', '$orderby', '$top', '$skip', '$count', '$format']
/** Of references to entities. */
export const referencesOptions = pageOptions
/** Of one entity, read or written. */
export const entityOptions: readonly string[] = ['$select', '$expand', '$compute', '$format']
/** Of the entities that an action returns. */
export const resultOptions: readonly string[] = ['$select', '$expand', '$format']

/** A route's `querystring`: the named options; `$select` of a type's members, if it has any. */
export function querystring (names: readonly string[], type: StructuredType | undefined): JsonSchema {
  const members = type === undefined ? [] : memberNames(type)
  const shown = names.filter(name => name !== '$select' || members.length > 0)
  return {
    type: 'object',
    properties: Object.fromEntries(shown.map(name => [name, name === '$select' ? selectOf(members) : queryOptions[name]]))
  }
}

/** More members than these are no list to choose from. */
const MOST_MEMBERS = 100

const selectOf = (members: readonly string[]): JsonSchema => ({
  type: 'array',
  explode: false,
  minItems: 1,
  description: 'The members to return, separated by commas.',
  items: { type: 'string', ...members.length > MOST_MEMBERS ? {} : { enum: members } }
})
