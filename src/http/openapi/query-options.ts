/** The system query options as the OpenAPI document shows them, each with examples that work as they are (OData-URL 4.01, section 5.1). */
import type { StructuredType } from '../../edm/types.js'
import type { JsonSchema } from './components.js'

interface QueryOption {
  readonly schema: JsonSchema
  /** By name; the first is what Swagger UI starts with. */
  readonly examples?: Readonly<Record<string, { readonly summary: string, readonly value: string }>>
}

const text = (description: string): JsonSchema => ({ type: 'string', description })

/** Swagger UI starts with the first example, which sends nothing. */
const examples = (values: Readonly<Record<string, string>>): NonNullable<QueryOption['examples']> =>
  Object.fromEntries([['none', { summary: '(nothing)', value: '' }], ...Object.entries(values).map(([summary, value], index) => [`example${index + 1}`, { summary, value }] as const)])

export const queryOptions: Readonly<Record<string, QueryOption>> = {
  $filter: {
    schema: text('Which rows: comparisons, `and`, `or`, `not`, arithmetic, functions, `any`, `all`, `in`.'),
    examples: examples({
      Failures: 'wasSuccessful eq false',
      'Failures on one platform this year': "wasSuccessful eq false and devicePlatform eq 'Windows' and checkinDateTime ge 2026-01-01T00:00:00Z",
      'Part of a name, whatever the case': "contains(tolower(deviceName),'desktop')",
      'Rows that had a policy': "appliedPolicies/any(p:p eq 'Macro security')"
    })
  },
  $search: { schema: text('Words and "phrases" to find in any text of a row, with `AND`, `OR`, `NOT`; upper and lower case are the same.'), examples: examples({ 'Two words': 'timeout AND windows' }) },
  $orderby: { schema: text('The order: expressions, each with `asc` or `desc`. Null is lowest; text is ordered by its bytes.'), examples: examples({ 'Latest first': 'checkinDateTime desc', 'By platform, then name': 'devicePlatform,deviceName' }) },
  $compute: { schema: text('Values to add to each row: `expression as name`; `$filter`, `$orderby` and `$select` know the names.'), examples: examples({ 'The year of the check-in': 'year(checkinDateTime) as year' }) },
  $apply: { schema: text('Aggregation: `filter`, `search`, `groupby`, `aggregate`, `compute`, `orderby`, `top`, `skip`, `concat`, joined by `/`. Evaluated before all other options.'), examples: examples({ 'Failures by platform': 'filter(wasSuccessful eq false)/groupby((devicePlatform),aggregate($count as failures))', 'Users and the latest check-in': 'aggregate(userId with countdistinct as users,checkinDateTime with max as latest)' }) },
  $top: { schema: { type: 'integer', minimum: 0, description: 'Rows at most; they may come in several pages.' } },
  $skip: { schema: { type: 'integer', minimum: 0, description: 'Rows to leave out at the beginning.' } },
  $count: { schema: { type: 'boolean', description: 'Whether to say in `@odata.count` how many rows there are before any page.' } },
  $skiptoken: { schema: text('Where the page before ended; taken from its `@odata.nextLink`.') },
  $format: { schema: text('The format of the answer, instead of `Accept`: `json`, or e.g. `application/json;odata.metadata=none`.') }
}

/** A route's `querystring`: the named options, and `$select` of a type's properties. */
export function querystring (names: readonly string[], selectable?: StructuredType): JsonSchema {
  const select = selectable === undefined
    ? {}
    : { $select: { type: 'array', explode: false, description: 'The properties to return, separated by commas.', items: { type: 'string', enum: selectable.properties.map(({ name }) => name) } } }
  return { type: 'object', properties: { ...Object.fromEntries(names.map(name => [name, queryOptions[name]?.schema])), ...select } }
}
