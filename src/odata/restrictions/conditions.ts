/**
 * What entities have to fulfil as wholes (vocabulary Validation, `Constraint` and `ItemsOf`): conditions, bound as a filter is, that the
 * store asks for when a write is done.
 */
import { annotationsAt, annotationsOf } from '../../edm/annotation-lookup.js'
import { countOf, itemsOf, memberOf, recordOf, textOf } from '../../edm/annotation-value.js'
import type { Annotation, AnnotationExpression, ComplexType, EdmModel, EntityType, NavigationProperty, Property, StructuredType } from '../../edm/types.js'
import { findNavigationProperty, isStructured } from '../../edm/lookup.js'
import { ODataError } from '../../errors.js'
import { bindFilter } from '../bind/expression/bind-expression.js'
import type { Expression, RangeVariable } from '../bind/expression/expression.js'
import { itemScope } from '../bind/expression/scope.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { parseExpression } from '../url/parse-expression.js'
import { conditionText } from './condition-text.js'

export interface Condition {
  /** Of an entity. */
  readonly expression: Expression
  readonly variable: RangeVariable
  /** What is said of an entity that does not fulfil it. */
  readonly message: string
  /** The path of what is annotated; undefined for the entity itself. */
  readonly target: string | undefined
}

interface Conditions {
  readonly conditions: readonly Condition[]
  /** What of them cannot be asked for. */
  readonly unsupported: Unsupported | undefined
}

const VALIDATION = 'Org.OData.Validation.V1.'
const CONSTRAINT = `${VALIDATION}Constraint`

const known = new WeakMap<EntityType, Conditions>()

/** The conditions of a type of a model that was read, those that it inherits too. */
export function conditionsOf (model: EdmModel, type: EntityType): Conditions {
  const found = known.get(type) ?? findConditions(model, type)
  known.set(type, found)
  return found
}

/** A condition as the text of a filter. */
interface Written {
  readonly text: string | undefined
  readonly term: string
  readonly message: string | undefined
  readonly target: string | undefined
}

function findConditions (model: EdmModel, type: EntityType): Conditions {
  const conditions: Condition[] = []
  let refused: Unsupported | undefined
  for (const written of model.origin === 'declared' ? [] : writtenOf(model, type, '', [])) {
    const bound = bindCondition(model, type, written)
    if ('expression' in bound) conditions.push(bound)
    else refused ??= bound
  }
  return { conditions, unsupported: refused }
}

function bindCondition (model: EdmModel, type: EntityType, { text, term, message, target }: Written): Condition | Unsupported {
  const at = target === undefined ? type.fullName : `${type.fullName}/${target}`
  const refuse = (why: string): Unsupported => unsupported(`Writing '${type.name}', whose ${term} of '${at}' ${why},`)
  if (text === undefined) return refuse('is no expression that a filter could be')
  try {
    const scope = itemScope({ model, aliases: new Map(), it: undefined }, { type, nullable: false }, term)
    return { expression: bindFilter(scope, parseExpression(text, term)), variable: scope.it, message: `${message ?? 'The entity does not meet a condition of the model.'} (${term} of '${at}')`, target }
  } catch (error) {
    if (!(error instanceof ODataError)) throw error
    return refuse(`cannot be read: ${error.message}`)
  }
}

/** Those of a type and its members, from the topmost type on; of a complex type with the path to the value. */
function writtenOf (model: EdmModel, type: StructuredType, prefix: string, around: readonly StructuredType[]): readonly Written[] {
  const bases: StructuredType[] = []
  for (let base: StructuredType | undefined = type; base !== undefined; base = base.baseType) bases.unshift(base)
  const own = bases.flatMap(base => [
    ...annotationsOf(model, base).flatMap(annotation => constraint(annotation, prefix, valueAt(prefix))),
    ...annotationsOf(model, base).flatMap(annotation => itemsOfItems(type, annotation, prefix))
  ])
  const members = [...type.properties, ...type.navigationProperties].flatMap(member => [
    ...annotationsOfMember(model, bases, member).flatMap(annotation => [
      ...constraint(annotation, prefix, `${prefix}${member.name}`),
      ...member.kind === 'navigation' ? itemCount(annotation, prefix, member) : []
    ]),
    ...member.kind === 'property' ? insideOf(model, member, prefix, [...around, ...bases]) : []
  ])
  return [...own, ...members]
}

/** An inherited member is annotated for a derived type by its path alone. */
const annotationsOfMember = (
  model: EdmModel,
  bases: readonly StructuredType[],
  member: Property | NavigationProperty
): readonly Annotation[] => [
  ...annotationsOf(model, member),
  ...bases.filter(base => !base.declaredMembers.includes(member)).flatMap(base => annotationsAt(model, `${base.fullName}/${member.name}`))
]

/** Of a complex value: only where there is one. Of values in a collection: of each. */
function insideOf (
  model: EdmModel,
  { name, type: { type } }: Property,
  prefix: string,
  around: readonly StructuredType[]
): readonly Written[] {
  const element = type.kind === 'collection' ? type.elementType.type : type
  if (element.kind !== 'complex' || around.includes(element)) return []
  const path = `${prefix}${name}`
  const variable = `v${around.length}`
  const inside = (text: string): string => type.kind === 'collection' ? `${path}/all(${variable}:${text})` : `${path} eq null or ${text}`
  return writtenOf(model, element satisfies ComplexType, type.kind === 'collection' ? `${variable}/` : `${path}/`, around)
    .map(written => ({
      ...written,
      text: written.text === undefined ? undefined : inside(written.text),
      ...type.kind === 'collection' ? { target: path } : {}
    }))
}

/** How many entities a navigation property leads to (Validation, `MinItems` and `MaxItems`). */
function itemCount ({ term, value }: Annotation, prefix: string, { name, collection }: NavigationProperty): readonly Written[] {
  const kind = term === `${VALIDATION}MinItems` ? 'MinItems' : term === `${VALIDATION}MaxItems` ? 'MaxItems' : undefined
  const count = countOf(value)
  if (!collection || kind === undefined || count === undefined) return []
  const [operator, words] = kind === 'MinItems' ? ['ge', 'fewer'] : ['le', 'more']
  return [{
    text: `${prefix}${name}/$count ${operator} ${count}`,
    term: `Validation.${kind}`,
    message: `'${name}' leads to ${words} than ${count} entities.`,
    target: `${prefix}${name}`
  }]
}

const valueAt = (prefix: string): string | undefined => prefix === '' ? undefined : prefix.slice(0, -1)

function constraint ({ term, value }: Annotation, prefix: string, target: string | undefined): readonly Written[] {
  const record = term === CONSTRAINT ? recordOf(value) : undefined
  if (record === undefined) return []
  const text = conditionText(memberOf(record, 'Condition'), prefix)
  return [{ text, term: 'Validation.Constraint', message: textOf(memberOf(record, 'FailureMessage')), target }]
}

/** What is related by the path is also related by the target. */
function itemsOfItems (type: StructuredType, { term, value }: Annotation, prefix: string): readonly Written[] {
  if (term !== `${VALIDATION}ItemsOf`) return []
  return (itemsOf(value) ?? []).map(item => {
    const [path, target] = ['path', 'target'].map(name => pathIn(memberOf(recordOf(item), name)))
    const navigation = path === undefined ? undefined : findNavigationProperty(type, path, 'exact')
    const among = (other: string): string => `${prefix}${target ?? ''}/any(t:t eq ${other})`
    const text = navigation === undefined || target === undefined || isStructured(navigation.target) === false
      ? undefined
      : navigation.collection
        ? `${prefix}${navigation.name}/all(p:${among('p')})`
        : `(${prefix}${navigation.name} eq null or ${among(`${prefix}${navigation.name}`)})`
    const message = path === undefined || target === undefined ? undefined : `What '${path}' leads to must be among what '${target}' leads to.`
    return { text, term: 'Validation.ItemsOf', message, target: path === undefined ? undefined : `${prefix}${path}` }
  })
}

const pathIn = (value: AnnotationExpression | undefined): string | undefined =>
  value !== undefined && 'value' in value && typeof value.value === 'string' ? value.value : undefined
