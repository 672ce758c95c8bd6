/** The published ABNF test cases, where they are at hand: each answers as marked, but for those listed below with the reason. */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { parseExpression } from '../../../src/odata/url/parse-expression.js'
import type { ExpressionNode, QueryOptions } from '../../../src/odata/url/ast.js'
import { parseResourcePath } from '../../../src/odata/url/parse-path.js'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'
import { parseUrl } from '../../../src/odata/url/parse-url.js'
import { enumMembers, isBinary, isDuration } from '../../../src/odata/url/literals.js'
import { isIdentifier } from '../../../src/odata/url/parser.js'
import { decodeQuery } from '../../../src/odata/url/percent-decode.js'

interface Case {
  readonly id: string
  readonly rule: string
  readonly input: string
  readonly ok: boolean
  readonly name: string
}

const HTTP = 'a header, which the HTTP layer reads'
const MODEL = 'only the model can tell: refused by the binder'

/** Rules and single cases that are not this parser's, each with the reason. */
const leftOut: Readonly<Record<string, string>> = {
  header: HTTP,
  preference: HTTP,
  includeAnnotationsPreference: HTTP,
  maxpagesizePreference: HTTP,
  'request-id': 'an id inside a batch body',
  primitiveValue: 'the default value of a property in CSDL XML',
  'core-212': `${MODEL} (a function import behind the root)`,
  'core-240': `${MODEL} ($value of a complex property)`,
  'core-262': `${MODEL} (a qualified name is a type cast or an operation)`,
  'aggregation-14': `${MODEL} (a property is not a custom aggregate)`,
  'aggregation-68': `${MODEL} (a property of a primitive property)`,
  'aggregation-96': `${MODEL} (a single-valued property)`,
  'aggregation-154': `${MODEL} (a collection-valued property)`
}

const refuse = (text: string): never => { throw new SyntaxError(text) }
const decoded = (text: string): string => decodeQuery(text.replaceAll('+', '%2B'), 'rule')
const expression = (text: string): ExpressionNode => parseExpression(decoded(text), 'rule')

/** One query option of the given name. */
function option (name: string, key: keyof QueryOptions) {
  return (input: string): unknown => {
    const options = parseQueryOptions(input)
    return options.raw.length === 1 && options.raw[0]?.name === name ? options[key] : refuse(input)
  }
}

/** An expression that is a literal of one of the kinds; a payload's value is not percent-decoded. */
function literal (...kinds: string[]) {
  return (input: string): unknown => {
    const node = expression(input)
    return node.kind === 'literal' && kinds.includes(node.literalKind) ? node : refuse(input)
  }
}

function value (...kinds: string[]) {
  return (input: string): unknown => input.includes('%') ? refuse(input) : literal(...kinds)(input)
}

function ofKind (...kinds: string[]) {
  return (input: string): unknown => {
    const node = expression(input)
    return kinds.includes(node.kind) ? node : refuse(input)
  }
}

const numbers = ['int32', 'int64', 'decimal', 'double']

const rules: Readonly<Record<string, (input: string) => unknown>> = {
  odataUri: input => parseUrl(input).origin ?? refuse(input),
  odataRelativeUri: parseUrl,
  resourcePath: parseResourcePath,
  queryOptions: parseQueryOptions,
  filter: option('$filter', 'filter'),
  orderby: option('$orderby', 'orderBy'),
  orderBy: option('$orderby', 'orderBy'),
  select: option('$select', 'select'),
  expand: option('$expand', 'expand'),
  search: option('$search', 'search'),
  compute: option('$compute', 'compute'),
  skiptoken: option('$skiptoken', 'skipToken'),
  searchExpr: input => option('$search', 'search')(`$search=${input}`),
  commonExpr: expression,
  boolCommonExpr: expression,
  firstMemberExpr: ofKind('path', 'variable'),
  propertyPathExpr: ofKind('path'),
  isofExpr: ofKind('isOf'),
  anyExpr: input => expression(`x/${input}`),
  stringInUrl: input => expression(`[${input}]`),
  enumLiteral: input => input.startsWith("'") ? literal('string')(input) : ofKind('enumLiteral')(input),
  null: literal('null'),
  boolean: literal('boolean'),
  guid: literal('guid'),
  date: literal('date'),
  stringLiteral: literal('string'),
  binaryLiteral: literal('binary'),
  doubleLiteral: literal(...numbers),
  int32Literal: literal('int32'),
  booleanValue: value('boolean'),
  byteValue: value('int32'),
  int16Value: value('int32'),
  int32Value: value('int32'),
  decimalValue: value(...numbers),
  doubleValue: value(...numbers),
  singleValue: value(...numbers),
  dateTimeOffsetValue: value('dateTimeOffset'),
  timeOfDayValue: value('timeOfDay'),
  durationValue: input => isDuration(input) || refuse(input),
  binaryValue: input => isBinary(input) || refuse(input),
  enumValue: input => enumMembers(input) ?? refuse(input),
  odataIdentifier: input => isIdentifier(input) || refuse(input)
}

const file = '../shared/reference/odata-abnf-cases.json'

if (!existsSync(file)) {
  t.pass('the published cases are not at hand')
} else {
  const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[]
  const inScope = cases.filter(({ id, rule }) => leftOut[id] === undefined && leftOut[rule] === undefined)
  t.comment(`${inScope.length} of ${cases.length} cases in scope`)
  for (const { id, rule, input, ok, name } of inScope) {
    const parse = rules[rule]
    const title = `${id} ${rule}: ${input} (${name})`
    if (parse === undefined) t.fail(`no production for ${title}`)
    else if (ok) t.doesNotThrow(() => parse(input), title)
    else t.throws(() => parse(input), { name: /^(?:ODataError|SyntaxError)$/ }, title)
  }
}
