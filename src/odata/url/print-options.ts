/** Query options and the resource path back to text. */
import type {
  ComputeItemNode,
  ExpandItemNode,
  ItemPathNode,
  NestedOptions,
  OrderByItemNode,
  QueryOptions,
  SegmentNode,
  SelectItemNode
} from './ast.js'
import { printApply } from './print-apply.js'
import { printExpression, printSearch, printStep } from './print.js'

/** Each option's `name=value`, decoded. */
export function printEach (options: NestedOptions): string[] {
  const {
    filter,
    orderBy,
    select,
    expand,
    top,
    skip,
    count,
    search,
    compute,
    apply,
    levels,
    format,
    skipToken,
    deltaToken,
    index,
    schemaVersion,
    id
  } = options
  const values: ReadonlyArray<readonly [string, string | number | boolean | undefined]> = [
    ['$compute', compute && printCompute(compute)],
    ['$apply', apply && printApply(apply)],
    ['$filter', filter && printExpression(filter)],
    ['$search', search && printSearch(search)],
    ['$orderby', orderBy && printOrderBy(orderBy)],
    ['$skip', skip],
    ['$top', top],
    ['$count', count],
    ['$select', select && printSelect(select)],
    ['$expand', expand && printExpand(expand)],
    ['$levels', levels],
    ['$format', format],
    ['$skiptoken', skipToken],
    ['$deltatoken', deltaToken],
    ['$index', index],
    ['$schemaversion', schemaVersion],
    ['$id', id],
    ...[...options.aliases ?? []].map(([name, value]) => [`@${name}`, printExpression(value)] as const)
  ]
  return values.flatMap(([name, value]) => value === undefined ? [] : [`${name}=${value}`])
}

/** Nested options: `$filter=…;$top=1` */
export const printOptions = (options: NestedOptions): string => printEach(options).join(';')

const inParentheses = (options: NestedOptions): string => Object.keys(options).length === 0 ? '' : `(${printOptions(options)})`

/** The query string, encoded; custom options as they were sent. */
export function printQueryOptions (options: QueryOptions): string {
  const custom = options.raw.filter(({ kind }) => kind === 'custom').map(({ text }) => text)
  return [...printEach(options).map(encode), ...custom].join('&')
}

/** The resource path, encoded, without a slash before it. */
export const printResourcePath = (segments: readonly SegmentNode[]): string =>
  segments.map(segment => encode(printPathSegment(segment))).join('/')

/** One segment, encoded, by its tree and not as it was written: aliases in it may have been replaced. */
export function printSegment (segment: SegmentNode): string {
  const { kind, position } = segment
  const hasOwn = kind === 'plain' && segment.name !== undefined && segment.parentheses.length > 0
  return encode(hasOwn ? printStep({ kind: 'name', name: segment.name ?? '', parentheses: segment.parentheses, position }) : printPathSegment(segment))
}

function printPathSegment (segment: SegmentNode): string {
  switch (segment.kind) {
    case 'plain': return segment.text
    case 'system': return segment.name
    case 'crossJoin': return `$crossjoin(${segment.entitySets.join(',')})`
    case 'filter': {
      const { predicate, parentheses = [], position } = segment
      return `$filter(${printExpression(predicate)})${printStep({ kind: 'name', name: '', parentheses, position })}`
    }
    case 'window': return `$filter(${printOptions(segment)})`
  }
}

/** Leaves readable what a URL may carry plain. */
export const encode = (text: string): string => encodeURIComponent(text).replace(/%(?:24|2C|3A|3B|3D|40)/g, decodeURIComponent)

export const printOrderBy = (items: readonly OrderByItemNode[]): string =>
  items.map(({ expression, descending }) => descending ? `${printExpression(expression)} desc` : printExpression(expression)).join(',')

export const printCompute = (items: readonly ComputeItemNode[]): string =>
  items.map(({ expression, name }) => `${printExpression(expression)} as ${name}`).join(',')

export const printSelect = (items: readonly SelectItemNode[]): string => items.map(printSelectItem).join(',')

function printSelectItem (item: SelectItemNode): string {
  switch (item.kind) {
    case 'wildcard':
      return '*'
    case 'allOperations':
      return `${item.namespace}.*`
    case 'path':
      return `${printItemPath(item.path)}${
        item.parameterNames === undefined ? inParentheses(item.options) : `(${item.parameterNames.join(',')})`
      }`
  }
}

export const printExpand = (items: readonly ExpandItemNode[]): string => items.map(printExpandItem).join(',')

function printExpandItem (item: ExpandItemNode): string {
  switch (item.kind) {
    case 'wildcard': return item.ref ? '*/$ref' : `*${inParentheses(item.options)}`
    case 'value': return '$value'
    case 'path': return `${printItemPath(item.path)}${item.suffix === undefined ? '' : `/${item.suffix}`}${inParentheses(item.options)}`
  }
}

const printItemPath = (path: ItemPathNode): string => path.map(printStep).join('/')
