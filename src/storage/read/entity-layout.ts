/** Which members of an answer are read by which columns of the one statement that reads an entity. */
import { isKeyProperty, rowTypeOf } from '../../edm/lookup.js'
import type { NavigationProperty, Property } from '../../edm/types.js'
import { sharedBy } from '../../plan/plan.js'
import type { ReadEntityPlan } from '../../plan/plan.js'
import type { ObjectShape, PropertyMember, ShapeMember } from '../../plan/shape.js'
import { isContained } from '../location-sql.js'
import { storedWriter } from './stored-json.js'
import type { WriteStored } from './stored-json.js'

/** Rows of complex values. */
export const isRows = (member: ShapeMember): member is PropertyMember =>
  member.kind === 'property' && member.shape !== undefined && rowTypeOf(member.property) !== undefined

export const rowMembers = ({ members, variants = [] }: ObjectShape): PropertyMember[] =>
  [...members, ...variants.flatMap(variant => variant.members)].filter(isRows)

/** What a member of an answer is made of: properties of one name, of several derived types, are several. */
function sourceOf (member: ShapeMember): Property | NavigationProperty | string {
  switch (member.kind) {
    case 'property': return member.property
    case 'collection': return member.rows.property
    case 'link': return `${member.name} ${member.suffix} ${member.around.join(' ')}`
    default: return member.name
  }
}

/** Every member that needs a column of the statement, each once; collections with options are read on their own. */
function columnMembers ({ members, variants = [] }: ObjectShape, isKey: (member: ShapeMember) => boolean): ShapeMember[] {
  const named = new Map([...members, ...variants.flatMap(variant => variant.members)].map(member => [sourceOf(member), member]))
  return [...named.values()].filter(member =>
    !(member.kind === 'constant' || member.kind === 'typeName' || isKey(member) || (isRows(member) && member.rows !== undefined))
  )
}

/** The columns of the statement of a plan, and which member of the answer has which; the same for every request. */
export interface Layout {
  /** Whether a collection of rows has options of its own, and so is read apart. */
  readonly apart: boolean
  readonly contained: boolean
  /** What is read, in the order of the columns after the version and the type. */
  readonly read: readonly ShapeMember[]
  /** Those of them whose columns are read as they are. */
  readonly asStored: ReadonlySet<ShapeMember>
  /** The shape of the type that is there, or of the declared one, with the way to the text of each member. */
  readonly parts: ReadonlyMap<ObjectShape, readonly Part[]>
  /** What the statement is remembered by that reads no rows. */
  readonly withoutRows: object
}

export interface Part {
  readonly member: ShapeMember
  readonly from: 'key' | 'rows' | 'column'
  /** Undefined where no column is its own. */
  readonly column: number | undefined
  /** How the JSON is made of the column; undefined where the column has it. */
  readonly write: WriteStored | undefined
}

const layouts = new WeakMap<object, Layout>()

export function layoutOf (plan: ReadEntityPlan): Layout {
  const known = layouts.get(sharedBy(plan))
  if (known !== undefined) return known
  const { location, shape } = plan
  const contained = isContained(location)
  const isKey = (member: ShapeMember): boolean =>
    !contained && member.kind === 'property' && isKeyProperty(location.type, member.property.name)
  const read = columnMembers(shape, isKey)
  const columns = new Map(read.map((member, index) => [sourceOf(member), index + (contained ? 2 : 1)]))
  const writers = new Map(read.map(member => [sourceOf(member), isRows(member) ? undefined : storedWriter(member)]))
  const partOf = (member: ShapeMember): Part => ({
    member,
    from: isKey(member) ? 'key' : isRows(member) && member.rows === undefined ? 'rows' : 'column',
    column: columns.get(sourceOf(member)),
    write: writers.get(sourceOf(member))
  })
  const asStored = new Set(read.filter(member => writers.get(sourceOf(member)) !== undefined))
  const parts = new Map([shape, ...shape.variants ?? []].map(present => [present, present.members.map(partOf)]))
  const layout = { apart: rowMembers(shape).some(({ rows }) => rows !== undefined), contained, read, asStored, parts, withoutRows: {} }
  layouts.set(sharedBy(plan), layout)
  return layout
}
