/** Annotations written apart from what they annotate (OData CSDL 4.01, sections 5.2 and 14.2.2): found by the element or the path. */
import type {
  Annotation, AnnotationGroup, Described, EdmModel, EntityContainer, Operation, Parameter, Property, Schema, SchemaElement
} from '../../edm/types.js'
import { expandPath, stepsOf } from '../names.js'
import type { Aliases } from '../names.js'
import type { Mutable } from './binding.js'
import { descriptionOf, isTagged, optionalityOf } from './description.js'
import { typeName } from '../../edm/lookup.js'

/** Elements by their qualified name; the overloads of an operation share one. */
type ElementsByName = ReadonlyMap<string, readonly SchemaElement[]>

/** Targets that nothing in the model has are kept by their path. */
export function applyAnnotations (schemas: readonly Schema[], aliases: Aliases): EdmModel['externalAnnotations'] {
  const elements = elementsByName(schemas)
  const external = new Map<object | string, Annotation[]>()
  for (const group of schemas.flatMap(({ annotationGroups }) => annotationGroups)) {
    const path = expandPath(aliases, group.target)
    const found = resolveTarget(elements, path)
    for (const target of found.length === 0 ? [path] : found) {
      const before = external.get(target)
      const own = qualified(group)
      if (before === undefined) external.set(target, [...own])
      else before.push(...own)
    }
  }
  for (const [target, annotations] of external) if (typeof target === 'object') describe(target as Described, annotations)
  return external
}

function elementsByName (schemas: readonly Schema[]): ElementsByName {
  const byName = new Map<string, SchemaElement[]>()
  for (const element of schemas.flatMap(({ elements }) => elements)) {
    const before = byName.get(element.fullName)
    if (before === undefined) byName.set(element.fullName, [element])
    else before.push(element)
  }
  return byName
}

const qualified = ({ qualifier, annotations }: AnnotationGroup): readonly Annotation[] => qualifier === undefined
  ? annotations
  : annotations.map(annotation => ({ ...annotation, qualifier: annotation.qualifier ?? qualifier }))

/** The elements that a target names; none where it is a longer way, or names nothing. */
function resolveTarget (elements: ElementsByName, path: string): readonly object[] {
  const [first = '', second, third] = stepsOf(path)
  const parenthesis = first.indexOf('(')
  const named = elements.get(parenthesis === -1 ? first : first.slice(0, parenthesis)) ?? []
  const owners = parenthesis === -1 ? named : named.filter(element => isOperation(element) && isOverload(element, first.slice(parenthesis)))
  if (second === undefined) return owners
  return third === undefined ? owners.flatMap(owner => childOf(owner, second) ?? []) : []
}

const isOperation = (element: SchemaElement): element is Operation => element.kind === 'action' || element.kind === 'function'

/**
 * Whether `(Self.Order,Edm.Int32)` are the parameters of an overload. Of an action the binding parameter is enough (section 14.2.2), but
 * Microsoft Graph names them all.
 */
function isOverload ({ kind, bound, parameters }: Operation, written: string): boolean {
  const names = parameters.map(({ type: { type } }) => typeName(type))
  const wanted = written.slice(1, -1).split(',').map(name => name.trim()).join(',')
  return wanted === names.join(',') || (kind === 'action' && wanted === names.slice(0, bound ? 1 : 0).join(','))
}

/** A child that is the element's own: an inherited property is annotated for the derived type alone, and so by its path. */
function childOf (element: SchemaElement, name: string): object | undefined {
  switch (element.kind) {
    case 'entity': case 'complex': return element.declaredMembers.find(member => member.name === name)
    case 'enum': return element.members.find(member => member.name === name)
    case 'container': return childOfContainer(element, name)
    case 'action': case 'function': return name === '$ReturnType' ? element.returnType : element.parameters.find(parameter => parameter.name === name)
    default: return undefined
  }
}

const childOfContainer = ({ declaredChildren }: EntityContainer, name: string): object | undefined =>
  declaredChildren.find(child => child.name === name)

/** What annotations from outside say of an element, as its members. */
function describe (element: Mutable<Described>, external: readonly Annotation[]): void {
  const all = [...element.annotations, ...external]
  element.description = descriptionOf(all)
  if ('readOnly' in element) (element as Mutable<Property>).readOnly = isTagged(all, 'Computed')
  if ('optional' in element) Object.assign(element, optionalityOf(all) satisfies Partial<Parameter>)
}
