/**
 * `$apply` as SQL is a chain of common table expressions, one or more a transformation, each reading those before it. Every one has an
 * "ordinal": the place of an item in the sequence.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { StructuredType, TypeReference } from '../../../edm/types.js'
import { underlyingType } from '../../../edm/lookup.js'
import type { NestItem, OutputMember } from '../../../odata/bind/apply/apply-expression.js'
import type { DialectName } from '../../database/database.js'
import { columnsOf, dynamicColumnOf, TYPE_COLUMN, valueColumns } from '../../mapping.js'
import type { ColumnMapping } from '../../mapping.js'
import { dialects } from '../dialect.js'
import type { Dialect } from '../dialect.js'
import { identifier } from '../identifier.js'
import type { RenderContext } from '../expression/render-context.js'
import { categoryOf } from '../expression/value-category.js'

/** The alias of what a step reads. */
export const ITEM = 'r'

/** The column with the ordinal that an item of the source has in its table; "ordinal" is its place in the sequence. */
export const SOURCE_ORDINAL = '__source'
/** The column that tells which of the variants of a relation an item is. */
export const VARIANT = '__variant'

/**
 * A member of the items, and the column that it is; of a DateTimeOffset, also the column with its instant; of a Decimal whose digits are
 * known, also the column with them.
 */
export interface RelationMember extends OutputMember {
  readonly column: string
  readonly instant: string | undefined
  readonly digits: string | undefined
}

/**
 * The groups around. Their columns stay with each item, so that nothing has to be joined, for which PostgreSQL would have to know how
 * many there are.
 */
export interface Partition {
  /** The column that numbers the groups. */
  readonly number: string
  /** That column, those of the groups further out, and the grouping values. */
  readonly columns: readonly string[]
  /** Of groups of nodes: the columns, among these, with the ordinals of the nodes, by what expressions call them. */
  readonly nodes?: ReadonlyMap<string, string> | undefined
  /** The step that has these columns of every group, also of those that have no item any more. */
  readonly groups: string
}

/** The sequence of items that a step yields. */
export interface Relation {
  readonly step: string
  readonly members: readonly RelationMember[]
  /** Whether items are those of the source, with its columns, perhaps with more. */
  readonly rows: boolean
  /** The names of the members that an item has; with more than one variant, {@link VARIANT} tells which. */
  readonly variants: ReadonlyArray<ReadonlySet<string>>
  readonly partition: Partition | undefined
}

interface Step {
  readonly query: Sql
  /** Evaluated as it stands and once: what reads it must not become part of it. */
  fenced: boolean
  /** Whether it reads itself. */
  readonly recursive?: true
}

/** What is being written. */
export interface ApplyBuilder {
  readonly dialect: Dialect
  readonly now: string
  readonly type: StructuredType
  /** Whose items they are: the key of the tenant. */
  readonly tenant: Sql | undefined
  /** Whether items of the source are made of entities, whose texts are theirs. */
  readonly ofPairs: boolean
  /** Columns of the source that are not members, as long as items are those of the source: what paths and casts lead through. */
  readonly parts: readonly string[]
  readonly steps: Map<string, Step>
  /** The column of each name, the same wherever the name is. */
  readonly columns: Map<string, string>
  /** How items are shown inside of what `nest` makes. */
  readonly showsNested: ShowsNested
}

/** The JSON text of an item of what `nest` makes; the alias is that of its row. */
export type ShowsNested = (builder: ApplyBuilder, item: NestItem, result: Relation, alias: string) => Sql

export function startBuilder (
  { dialect, now }: { readonly dialect: DialectName, readonly now: string },
  type: StructuredType,
  tenant: Sql | undefined,
  showsNested: ShowsNested,
  ofPairs = false
): ApplyBuilder {
  const parts = partsOfSource(type)
  return { dialect: dialects[dialect], now, type, tenant, ofPairs, parts, steps: new Map(), columns: new Map(), showsNested }
}

function partsOfSource (type: StructuredType): readonly string[] {
  const members = new Set(memberColumns(sourceMembers(type)))
  const isOpen = type.open || type.concreteTypes.some(({ open }) => open)
  const dynamic = isOpen ? dynamicColumnOf(type) : undefined
  const own = ['tenant', SOURCE_ORDINAL, ...type.kind === 'entity' ? [TYPE_COLUMN] : [], ...dynamic === undefined ? [] : [dynamic]]
  return [...own, ...new Set(valueColumns(type).map(({ name }) => name))].filter(name => !members.has(name))
}

/** For a sequence over other items, in the same statement. */
export const builderFor = (builder: ApplyBuilder, type: StructuredType): ApplyBuilder =>
  ({ ...builder, type, ofPairs: false, parts: partsOfSource(type) })

/** What is read of each item of a source, beside its "ordinal". */
export const sourceValues = ({ type, parts }: ApplyBuilder): readonly Sql[] => [
  ...sourceColumns(sourceMembers(type)),
  ...parts.map(name => name === SOURCE_ORDINAL ? sql`r."ordinal" AS ${identifier(name)}` : column(name))
]

export function addStep ({ steps }: ApplyBuilder, query: Sql): string {
  const name = `a${steps.size}`
  steps.set(name, { query, fenced: false })
  return name
}

/** A step that reads itself: `query` is given what it is called. */
export function addRecursive ({ steps }: ApplyBuilder, query: (own: Sql) => Sql): string {
  const name = `a${steps.size}`
  steps.set(name, { query: query(identifier(name)), fenced: false, recursive: true })
  return name
}

/**
 * Both databases would merge a step into its reader: what may fail would be evaluated for items that are not there, and what repeats would
 * multiply.
 */
export function fence ({ steps }: ApplyBuilder, name: string): void {
  const step = steps.get(name)
  if (step !== undefined) step.fenced = true
}

/** Whether a step is the source itself, which may be read again and again. */
export const isSource = ({ steps }: ApplyBuilder, name: string): boolean => steps.keys().next().value === name

/** All steps, and what of the last one is wanted. */
export function withSteps ({ steps }: ApplyBuilder, query: Sql): Sql {
  const ctes = [...steps].map(([name, step]) => sql`${identifier(name)} AS ${step.fenced ? sql`MATERIALIZED ` : sql``}(${step.query})`)
  const recursive = [...steps.values()].some(step => step.recursive === true)
  return sql`WITH ${recursive ? sql`RECURSIVE ` : sql``}${join(ctes, ', ')} ${query}`
}

/** The members that the properties of the source are; without what has no column. */
export const sourceMembers = (type: StructuredType): readonly RelationMember[] => columnsOf(type).map(sourceMember)

function sourceMember ({ property, column, instant }: ColumnMapping): RelationMember {
  const { name, type } = property
  const member = { name, type, property, column: column.name, instant: undefined, digits: undefined }
  if (column.kind === 'decimal') return { ...member, column: `__${column.name}`, digits: column.name }
  if (instant === undefined) return member
  return categoryOf(underlyingType(type.type)) === 'instant' ? { ...member, instant: instant.name } : { ...member, column: instant.name }
}

/** The columns of the source that its members are. Numbers are made of the digits of Decimals: what follows computes with doubles. */
export const sourceColumns = (members: readonly RelationMember[]): readonly Sql[] => members.flatMap(({ column: own, instant, digits }) => [
  digits === undefined ? column(own) : sql`CAST(${column(digits)} AS float8) AS ${identifier(own)}`,
  ...[instant, digits].flatMap(name => name === undefined ? [] : [column(name)])
])

/** A member that a transformation gives, in a column of its own. */
export function newMember ({ columns }: ApplyBuilder, member: OutputMember, hasDigits = false): RelationMember {
  const { name, type, property, joined, made } = member
  const column = columns.get(name) ?? `__c${columns.size}`
  columns.set(name, column)
  return {
    name,
    type,
    property,
    joined,
    made,
    column,
    instant: categoryOf(type.type) === 'instant' ? `${column}_instant` : undefined,
    digits: hasDigits ? `${column}_digits` : undefined
  }
}

export const column = (name: string, alias = ITEM): Sql => sql`${identifier(alias)}.${identifier(name)}`

/** The columns of members. */
export const memberColumns = (members: readonly RelationMember[]): readonly string[] =>
  members.flatMap(({ column, instant, digits }) => [column, ...[instant, digits].filter(name => name !== undefined)])

/** What of the source the items still have beside their members. */
export const partsOf = ({ parts }: ApplyBuilder, { rows }: Pick<Relation, 'rows'>): readonly string[] => rows ? parts : []

/** Every column of a relation but its order, for a step that keeps the items. */
export function keptColumns (builder: ApplyBuilder, relation: Relation): readonly string[] {
  const { members, variants, partition } = relation
  return [...memberColumns(members), ...partsOf(builder, relation), ...variants.length > 1 ? [VARIANT] : [], ...partition?.columns ?? []]
}

export const columnList = (names: readonly string[], alias = ITEM): Sql[] => names.map(name => column(name, alias))

export const from = ({ step }: Relation): Sql => sql`FROM ${identifier(step)} ${identifier(ITEM)}`

/** How expressions about an item of the relation are rendered. */
export function renderContext (
  { dialect, now, tenant }: ApplyBuilder,
  { members, partition }: Pick<Relation, 'members' | 'partition'>,
  alias = ITEM
): RenderContext {
  const nodes = [...partition?.nodes ?? []].map(([name, own]) =>
    [name, { value: column(own, alias), instant: undefined, digits: undefined, tenant: tenant ?? sql`NULL` }] as const)
  const computed = members.map(({ name, column: own, instant, digits, joined }) => [name, {
    value: column(own, alias),
    instant: instant === undefined ? undefined : column(instant, alias),
    digits: digits === undefined ? undefined : column(digits, alias),
    ...joined === undefined ? {} : { tenant: column('tenant', alias) }
  }] as const)
  const known = new Map([...nodes, ...computed])
  return { dialect: dialect.name, now, tenant, tableAlias: () => alias, computed: known, ordinal: SOURCE_ORDINAL }
}

/** A value as a column: text is compared by its bytes from here on. */
export function asColumn ({ dialect }: ApplyBuilder, { type }: TypeReference, value: Sql): Sql {
  switch (categoryOf(type)) {
    case 'boolean': case 'integer': case 'double': case 'duration': case 'structured': return value
    default: return dialect.bytewise(value)
  }
}
