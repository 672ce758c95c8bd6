/**
 * How much one request may ask for: every limit that is not a setting, once. `docs/limits.md` shows them, and a test compares the two. They
 * keep the work of a request in proportion to what it may sensibly be about; more is refused before anything is done.
 */

export interface Limit {
  readonly most: number
  /** What is counted. */
  readonly of: string
  /** What the answer to more is; `at once`: the request is answered all the same, and not asynchronously. */
  readonly status: 400 | 409 | 413 | 431 | 'cut off' | 'at once'
}

const limit = (most: number, of: string, status: Limit['status'] = 400): Limit => ({ most, of, status })

export const limits = {
  optionLength: limit(65_536, 'Characters of one query option or parameter alias, or of the resource path, decoded'),
  options: limit(200, 'Query options in one URL'),
  segments: limit(100, 'Segments of the resource path'),
  tokens: limit(20_000, 'Words, numbers, strings and signs in one option'),
  identifierLength: limit(128, 'Characters of one name (`odataIdentifier` of the ABNF)'),
  depth: limit(
    100,
    'Function calls, lists, lambdas, nested options and transformations inside one another; brackets and `not` in an expression do not count'
  ),
  links: limit(2000, 'Operators, path segments and transformations in one option'),
  nodes: limit(10_000, 'Values and operators in one option, where parameter aliases and computed names stand for what they mean'),
  nesting: limit(600, 'Operators inside one another, where a chain of `and` or of `or` counts as one'),
  queryBody: limit(1_048_576, 'Bytes of the body of a `$query`'),
  substitutions: limit(100, 'Uses of parameter aliases in one option'),
  lambdas: limit(10, '`any`, `all` and `$count` inside one another'),
  products: limit(2, 'Of those: ones that go through a collection again for each of its items, or through that of another item'),
  computed: limit(400, 'Values that one `$compute`, or `$apply`, gives a name'),
  computedDepth: limit(50, 'Computed values of one `$compute` that build one on another'),
  sortKeys: limit(100, 'Keys of one `$orderby`'),
  texts: limit(64, 'Texts that `concat` puts together in one value, computed names replaced'),
  transformations: limit(50, 'Transformations in one `$apply`, those inside others included, `rollup` written out'),
  copies: limit(64, 'Copies of the collection that `concat` and `rollup` of one `$apply` make'),
  joins: limit(4, '`join` and `outerjoin` in one `$apply`'),
  crossJoin: limit(4, 'Entity sets in one `$crossjoin`'),
  distance: limit(1000, 'The distance of `ancestors` and `descendants` in a hierarchy'),
  effectTime: limit(30_000, 'Milliseconds that the effect of an operation may take', 'cut off'),
  calls: limit(10, 'Effects of operations inside one another, where one calls another operation'),
  expandLevels: limit(10, 'Levels of `$levels=max`, and of what the answer to a deep insert shows'),
  patternLength: limit(500, 'Characters of a pattern of `matchesPattern`'),
  patternDepth: limit(30, 'Groups inside one another in a pattern'),
  patternSize: limit(150, 'Characters of a pattern, repetitions written out; an assertion counts as ten'),
  bodyItems: limit(500_000, 'Items of all arrays in one body, or one batch', 413),
  bodyEntities: limit(20_000, 'Entities in one body, those inside others included', 413),
  pairs: limit(20_000, 'Values that one `updatePriorities` sets', 413),
  bodyMembers: limit(10_000, 'Members of one object in a long JSON body', 413),
  bodyText: limit(1_048_576, 'Bytes of one text, name or number in a JSON body, the content of a stream aside', 413),
  rowText: limit(1_048_576, 'Characters that the texts of one entity or row have together, ten more for each item of a list; what it contains, its rows and streams aside', 413),
  importedRow: limit(2_097_152, 'Bytes of one line of an import, and of one row of a state', 413),
  bodyStream: limit(33_554_432, 'Bytes of the base64 of a stream in a JSON body', 413),
  bodyDepth: limit(200, 'Objects and arrays inside one another in a body'),
  selfNesting: limit(4, 'Values of one complex type, and of those derived from it, inside one another, where a model lets a type hold itself'),
  batchRequests: limit(20, 'Requests of one batch'),
  batchBoundaries: limit(10_000, 'Boundaries in a multipart batch'),
  batchHeaders: limit(1000, 'Lines before the body of a part or request of a multipart batch'),
  batchIdLength: limit(256, 'Characters of the id of a request in a batch'),
  headers: limit(1000, 'Headers of a request', 431),
  headerBytes: limit(32_768, 'Bytes of all headers of a request', 431),
  unsentBytes: limit(134_217_728, 'Bytes of answers that wait for their clients, all connections together; four times as many for clients that do take them in', 'cut off'),
  answerPart: limit(134_217_728, 'Bytes of a page, or of some hundred rows of a whole, as JSON'),
  asyncRequests: limit(100, 'Asynchronous requests that are not answered yet, all tenants together', 'at once'),
  asyncBodies: limit(67_108_864, 'Bytes of the bodies of those', 'at once'),
  asyncKept: limit(1000, 'Asynchronous requests of a tenant whose answers are kept', 'at once'),
  asyncAnswers: limit(67_108_864, 'Bytes of the answers that are kept of a tenant', 'at once'),
  asyncAnswer: limit(16_777_216, 'Bytes of the answer to one asynchronous request'),
  asyncWait: limit(600_000, 'Milliseconds of `wait` before a 202', 'at once'),
  asyncTime: limit(86_400_000, 'Milliseconds that a fault rule makes an asynchronous request take'),
  faultRules: limit(1000, 'Fault rules', 409),
  rulePattern: limit(1024, 'Characters of a pattern of a fault rule, or of a query of the journal'),
  rulePatterns: limit(20, 'Headers, or query options, that one rule looks at'),
  ruleIdLength: limit(64, 'Characters of the id of a fault rule'),
  faultHeader: limit(1024, 'Characters of `x-fault`'),
  faultWait: limit(600_000, 'Milliseconds that a fault makes one request wait'),
  tenantIdLength: limit(128, 'Characters of the id of a tenant')
} as const satisfies Record<string, Limit>
