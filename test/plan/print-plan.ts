/** A plan as text, for the tests: a line for what is done, and indented lines for how. */
import type { ItemOptions } from '../../src/odata/bind/item-options.js'
import type { Transformation } from '../../src/odata/bind/apply/apply-expression.js'
import type { ComputeItem, OrderByItem } from '../../src/odata/bind/expression/expression.js'
import { canonicalPath } from '../../src/odata/canonical-path.js'
import type { PropertyValue, StructuredValue } from '../../src/odata/json/structured-value.js'
import type { Plan, AppliedQuery, ReadRowsPlan, RowsQuery } from '../../src/plan/plan.js'
import type { CollectionMember, ObjectShape, ShapeMember } from '../../src/plan/shape.js'
import { printBound, printSearch } from '../odata/bind/expression/print-bound.js'

export const printPlan = (plan: Plan): string => linesOf(plan).join('\n')

function linesOf (plan: Plan): readonly string[] {
  switch (plan.kind) {
    case 'readEntity':
      return [
        `read ${canonicalPath(plan.location)}`,
        ...indent([...printCompute(plan.computation?.items ?? []), ...printShape(plan.shape)])
      ]
    case 'readRows': return printPage(plan)
    case 'readCrossJoin': return [`read ${plan.join.sets.map(({ property }) => property.name).join(' x ')}`]
    case 'countRows': return [`count ${canonicalPath(plan.location)}/${plan.rows.property.name}`, ...indent(printConditions(plan.rows))]
    case 'readStream': return [`stream ${canonicalPath(plan.location)}/${plan.property.name}${plan.content ? '' : ', its length alone'}`]
    case 'updateEntity': {
      const { location, change: { values, mode }, representation } = plan
      return [`${mode} ${canonicalPath(location)} ${printValue(values)}`, ...printBack(representation)]
    }
    case 'createEntity': return [`create ${canonicalPath(plan.location)} ${printValue(plan.value)}`, ...printBack(plan.representation)]
    case 'relate': return [`relate ${canonicalPath(plan.location)}/${plan.navigation.name}`]
    case 'deleteEntity': return [`delete ${canonicalPath(plan.location)}`]
    case 'replaceContained':
      return [
        `replace ${canonicalPath(plan.location)}/${plan.property.name} [${plan.values.map(printValue).join(', ')}]`,
        ...printBack(plan.representation)
      ]
    case 'setValues':
      return [
        `set ${plan.property.name} of ${canonicalPath(plan.parent)}/${plan.collection.name}`,
        ...indent(plan.pairs.map(({ key, value }) => `${key}: ${String(value)}`))
      ]
    case 'changeEach': {
      const { read: { location, rows }, values, representation } = plan
      const path = `each ${canonicalPath(location)}/${rows.property.name}`
      return [
        values === undefined ? `delete ${path}` : `merge ${path} ${printValue(values)}`,
        ...indent(printConditions(rows)),
        ...representation ? ['  and read them'] : []
      ]
    }
    case 'writeStream': {
      const { location, property, content } = plan
      const path = `${canonicalPath(location)}/${property.name}`
      return [content === undefined ? `remove stream ${path}` : `write stream ${path} ${content.mediaType}, ${content.bytes.length} bytes`]
    }
  }
}

const indent = (lines: readonly string[]): readonly string[] => lines.map(line => `  ${line}`)

const printBack = (representation: Plan | undefined): readonly string[] =>
  representation === undefined
    ? []
    : indent(linesOf(representation)).map((line, index) => index === 0 ? line.replace('  ', '  and ') : line)

function printPage ({ location, rows, pageSize, after }: ReadRowsPlan): readonly string[] {
  const { property, shape, skip, top, count, applied } = rows
  const page = [`page of ${pageSize}`, ...printSlice({ skip, top, count, after })]
  return [
    `${applied === undefined ? 'read' : 'apply to'} ${canonicalPath(location)}/${property.name}: ${page.join(', ')}`,
    ...indent([...printConditions(rows), ...printOrderBy(rows.orderBy), ...printShown(applied, shape)])
  ]
}

type Slice = Pick<RowsQuery, 'skip' | 'top' | 'count'> & Pick<ReadRowsPlan, 'after'>

const printSlice = ({ skip, top, count, after }: Slice): readonly string[] => [
  ...after === undefined ? [] : [`after ${after.join(' ')}`],
  ...skip === 0 ? [] : [`skip ${skip}`],
  ...top === undefined ? [] : [`top ${top}`],
  ...count ? ['count'] : []
]

const printConditions = ({ property, type, computation, search, filter }: RowsQuery): readonly string[] => [
  ...property.kind === 'property' || property.target === type ? [] : [`of ${type.name}`],
  ...printCompute(computation.items),
  ...search === undefined ? [] : [`search ${printSearch(search)}`],
  ...filter === undefined ? [] : [`where ${printBound(filter)}`]
]

const printCompute = (items: readonly ComputeItem[]): readonly string[] =>
  items.map(({ name, expression }) => `#${name} = ${printBound(expression)}`)

const printOrderBy = (items: readonly OrderByItem[]): readonly string[] =>
  items.length === 0 ? [] : [`by ${items.map(({ expression, descending }) => `${printBound(expression)}${descending ? ' desc' : ''}`).join(', ')}`]

const printShown = (applied: AppliedQuery | undefined, shape: ObjectShape): readonly string[] =>
  applied === undefined ? printShape(shape) : printApplied(applied, shape)

const printApplied = ({ transformations, keepsItems, format: { select } }: AppliedQuery, shape: ObjectShape): readonly string[] => [
  ...transformations.map(printTransformation),
  ...select === undefined ? [] : [`select ${[...select].join(', ')}`],
  ...keepsItems ? printShape(shape) : []
]

function printTransformation (transformation: Transformation): string {
  switch (transformation.kind) {
    case 'filter': return `where ${printBound(transformation.filter)}`
    case 'search': return `search ${printSearch(transformation.search)}`
    case 'compute': return printCompute(transformation.items).join(', ')
    case 'orderBy': return printOrderBy(transformation.items).join('')
    case 'top': case 'skip': return `${transformation.kind} ${transformation.value}`
    case 'aggregate':
      return transformation.items.map(({ name, method, expression }) =>
        `#${name} = ${method}(${expression === undefined ? '' : printBound(expression)})`).join(', ')
    case 'groupBy': {
      const inner = (transformation.transformations ?? []).map(printTransformation)
      return `group by ${transformation.keys.map(({ expression }) => printBound(expression)).join(', ')}${inner.length === 0 ? '' : ` { ${inner.join('; ')} }`}`
    }
    case 'concat': return transformation.sequences.map(sequence => `{ ${sequence.map(printTransformation).join('; ')} }`).join(' then ')
    case 'nest': return transformation.items.map(({ member, transformations }) => `${member.name} = { ${transformations.map(printTransformation).join('; ')} }`).join(', ')
    case 'join': {
      const { outer, collection, member, transformations } = transformation
      return `${outer ? 'outer join' : 'join'} ${printBound(collection)} as ${member.name} { ${transformations.map(printTransformation).join('; ')} }`
    }
    case 'relatives': return `${transformation.direction} of { ${transformation.transformations.map(printTransformation).join('; ')} } by ${printBound(transformation.path)}`
    case 'rollupNodes': return `group by nodes of ${printBound(transformation.path)} { ${transformation.transformations.map(printTransformation).join('; ')} }`
    case 'traverse': return `${transformation.order} by ${printBound(transformation.path)}`
    case 'extremes': {
      const { measure, amount, top, expression } = transformation
      return `${top ? 'top' : 'bottom'} ${amount}${measure === 'percent' ? '%' : measure === 'sum' ? ' in all' : ''} of ${printBound(expression)}`
    }
    case 'unsupported': return `⟨${transformation.what}⟩`
  }
}

/** A line for each concrete type that has members of its own. */
const printShape = ({ members, variants }: ObjectShape): readonly string[] =>
  variants === undefined
    ? printMembers(members)
    : variants.flatMap(({ type, members }) => [`as ${type.name}`, ...indent(printMembers(members))])

/** Values in one line, collections in lines of their own behind it. */
function printMembers (members: readonly ShapeMember[]): readonly string[] {
  const values = members.filter(member => member.kind !== 'collection').map(printMember).join(', ')
  return [...values === '' ? [] : [values], ...members.flatMap(member => member.kind === 'collection' ? printCollection(member) : [])]
}

function printMember (member: Exclude<ShapeMember, CollectionMember>): string {
  switch (member.kind) {
    case 'constant': return `${member.name}=${member.json}`
    case 'typeName': return `${member.name}=${member.prefix}…`
    case 'etag': case 'ordinal': return member.name
    case 'dynamic': return '…'
    case 'link': return `${member.name}=…${member.suffix}`
    case 'stream': return `${member.name}=${member.property.name}`
    case 'computed': return `#${member.name}${member.asText ? ' as text' : ''}${printOmitted(member.omitted)}`
    case 'itemCount': return `${member.name}=#${member.property.name}${printItems(member.items)}`
    case 'property': {
      const { name, property, shape, rows, items, omitted } = member
      const inside = shape === undefined ? '' : printShape(shape).join('; ')
      const many = property.type.type.kind === 'collection'
      const asked = rows === undefined
        ? []
        : [...printConditions(rows), ...printOrderBy(rows.orderBy), ...printSlice({ ...rows, after: undefined })]
      return `${name}${shape === undefined ? '' : many ? `[${inside}]` : `{${inside}}`}${asked.length === 0 ? '' : `(${asked.join('; ')})`}${items === undefined ? '' : printItems(items)}${printOmitted(omitted)}`
    }
  }
}

const printOmitted = (omitted: readonly string[]): string => omitted.length === 0 ? '' : ` unless ${omitted.join(' or ')}`

function printCollection ({ name, form, rows, pageSize, contextSuffix, next }: CollectionMember): readonly string[] {
  if (form === 'count') return [`${name}: how many`, ...indent(printConditions(rows))]
  const { skip, top, count } = rows
  return [
    `${name}: ${[`page of ${pageSize}`, ...printSlice({ skip, top, count, after: undefined })].join(', ')}`,
    ...indent([
      ...contextSuffix === undefined ? [] : [`context …${contextSuffix}`],
      `next …${next.suffix}?${next.query}`,
      ...printConditions(rows),
      ...printOrderBy(rows.orderBy),
      ...printShape(rows.shape)
    ])
  ]
}

function printValue (value: PropertyValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing'
  const { type, properties, contained = {} } = value as StructuredValue
  const members = [
    ...Object.entries(properties).map(([name, inner]) => `${name}: ${printValue(inner)}`),
    ...Object.entries(contained).map(([name, { mode, items }]) => `${name}: ${mode} [${items.map(item =>
      item.kind === 'removed' ? `- ${item.key}` : `${item.key ?? '+'} ${printValue(item.value)}`).join(', ')}]`)
  ]
  return `${type.name}(${members.join(', ')})`
}

const printItems = ({ filter, orderBy, skip, top }: ItemOptions): string => {
  const asked = [...filter === undefined ? [] : [`where ${printBound(filter)}`], ...printOrderBy(orderBy), ...printSlice({ skip, top, count: false, after: undefined })]
  return asked.length === 0 ? '' : `(${asked.join('; ')})`
}
