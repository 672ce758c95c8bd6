/** Which actions and functions a path segment can mean (OData-URL 4.01, sections 4.4 and 4.5): by name, and by what is before it. */
import { dialectOf } from '../../dialect/service-dialect.js'
import { findAnnotation } from '../../edm/annotation-lookup.js'
import { isAssignable, isStructured, resolveAlias } from '../../edm/lookup.js'
import { findByName } from '../../edm/name-index.js'
import type { ActionImport, EdmModel, EdmType, FunctionImport, Operation, StructuredType, TypeReference } from '../../edm/types.js'

/** The import at the service root (section 4.4). */
export const findImport = ({ container }: EdmModel, name: string): ActionImport | FunctionImport | undefined =>
  findByName(container.functionImports, name) ?? findByName(container.actionImports, name)

/** Every overload that is bound to a value of this type, those of the nearest base type alone (CSDL 4.01, section 12.2 and 12.4). */
export function findBound (model: EdmModel, type: TypeReference, name: string): readonly Operation[] {
  const named = byName(model).get(nameOf(model, name).toLowerCase()) ?? []
  const fitting = named.filter(({ parameters: [binding] }) => binding !== undefined && fitsBinding(type.type, binding.type.type))
  const nearest = fitting.filter(one => fitting.every(other => !isNearer(other, one)))
  return nearest.filter(({ kind }) => kind === nearest[0]?.kind)
}

/** Whether a call on a value of this type can mean the operation, and not only an overload that is nearer. */
export function isBoundTo (model: EdmModel, type: EdmType, operation: Operation): boolean {
  const [binding] = operation.parameters
  if (binding === undefined || !fitsBinding(type, binding.type.type)) return false
  return findBound(model, { type, nullable: false }, operation.fullName).includes(operation)
}

const nameOf = ({ aliases }: EdmModel, name: string): string => resolveAlias(aliases, name) ?? name

const known = new WeakMap<EdmModel, ReadonlyMap<string, readonly Operation[]>>()

/**
 * Bound operations by every name that a client may use, in lower case: also without their namespace where the schema has
 * `Core.DefaultNamespace`, and in Graph's manner.
 */
function byName (model: EdmModel): ReadonlyMap<string, readonly Operation[]> {
  const found = known.get(model)
  if (found !== undefined) return found
  const made = new Map<string, Operation[]>()
  const bare = new Set(model.schemas.filter(schema => isDefault(model, schema)).map(({ namespace }) => namespace))
  for (const operation of [...model.functions, ...model.actions]) {
    if (!operation.bound) continue
    const others = operation.kind === 'action' ? operation.otherNamespaces.map(namespace => `${namespace}.${operation.name}`) : []
    for (const name of [operation.fullName, ...others, ...bare.has(operation.namespace) ? [operation.name] : []]) {
      const key = name.toLowerCase()
      made.set(key, [...made.get(key) ?? [], operation])
    }
  }
  known.set(model, made)
  return made
}

const DEFAULT_NAMESPACE = 'Org.OData.Core.V1.DefaultNamespace'

function isDefault (model: EdmModel, schema: EdmModel['schemas'][number]): boolean {
  if (dialectOf(model).kind === 'graph') return true
  const annotation = findAnnotation(model, schema, DEFAULT_NAMESPACE)
  return annotation !== undefined && !(annotation.value?.kind === 'boolean' && annotation.value.value === false)
}

/** Every name that a client may use for a bound operation: in full, by an alias, and without a namespace where that is allowed. */
export function namesOf (model: EdmModel, operation: Operation): readonly string[] {
  const { name, namespace, fullName } = operation
  const aliases = [...model.aliases].filter(([, of]) => of === namespace).map(([alias]) => `${alias}.${name}`)
  const isBare = model.schemas.some(schema => schema.namespace === namespace && isDefault(model, schema))
  return [fullName, ...aliases.filter(alias => alias !== fullName), ...isBare ? [name] : []]
}

/** Whether a value of the type may stand in place of a binding parameter of the other. */
function fitsBinding (type: EdmType, binding: EdmType): boolean {
  if (type.kind === 'collection') return binding.kind === 'collection' && fitsBinding(type.elementType.type, binding.elementType.type)
  if (isStructured(type)) return isStructured(binding) && isAssignable(type, binding)
  return type === binding
}

const isNearer = (one: Operation, other: Operation): boolean => {
  const [type, base] = [bindingElement(one), bindingElement(other)]
  return type !== undefined && base !== undefined && type !== base && isAssignable(type, base)
}

function bindingElement ({ parameters: [binding] }: Operation): StructuredType | undefined {
  const type = binding?.type.type
  const element = type?.kind === 'collection' ? type.elementType.type : type
  return element !== undefined && isStructured(element) ? element : undefined
}
