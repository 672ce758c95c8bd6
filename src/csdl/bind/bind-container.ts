/** Entity containers (OData CSDL 4.01, section 13). */
import { findByName } from '../../edm/name-index.js'
import { isAssignable } from '../../edm/lookup.js'
import type {
  ActionImport, ContainerChild, EntityContainer, EntitySet, FunctionImport, NavigationPropertyBinding, Singleton
} from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import { isResourceNode } from '../document.js'
import type { ContainerNode, ResourceNode } from '../document.js'
import { bindImport } from './bind-import.js'
import { resolveEntityType } from './bind-member.js'
import { schemaChild } from './bind-value-types.js'
import { unresolved } from './binding.js'
import type { Binding, Declared, Mutable, Use } from './binding.js'
import { descriptionOf } from './description.js'

type DeclaredContainer = Declared<ContainerNode>

/** @throws CsdlError */
export function bindContainers (binding: Binding): void {
  const containers = binding.declared.filter((declared): declared is DeclaredContainer => declared.node.kind === 'container')
  for (const declared of containers) bindContainer(binding, declared, [])
  for (const declared of containers) bindTargets(binding, declared)
}

/** Base containers first. `extending`: those that are being bound. */
function bindContainer (binding: Binding, declared: DeclaredContainer, extending: readonly DeclaredContainer[]): EntityContainer {
  const known = binding.containers.get(declared.fullName)
  if (known !== undefined) return known
  const { node, fullName, document } = declared
  if (extending.includes(declared)) throw document.fault(`The container ${fullName} extends itself.`, node.at, fullName)
  const base = bindBase(binding, declared, extending)
  const declaredChildren = node.children.map(child => {
    const use = { document, at: child.at, path: `${fullName}/${child.name}` }
    return isResourceNode(child) ? bindResource(binding, child, use) : bindImport(binding, child, use)
  })
  checkNames(declared, declaredChildren, base)
  const all = [...childrenOf(base).filter(({ name }) => !declaredChildren.some(own => own.name === name)), ...declaredChildren]
  const container: EntityContainer = {
    kind: 'container',
    ...schemaChild(declared),
    extends: base,
    declaredChildren,
    entitySets: all.filter((child): child is EntitySet => child.kind === 'entitySet'),
    singletons: all.filter((child): child is Singleton => child.kind === 'singleton'),
    actionImports: all.filter((child): child is ActionImport => child.kind === 'actionImport'),
    functionImports: all.filter((child): child is FunctionImport => child.kind === 'functionImport')
  }
  binding.containers.set(fullName, container)
  binding.made.set(declared, container)
  return container
}

function bindBase (binding: Binding, declared: DeclaredContainer, extending: readonly DeclaredContainer[]): EntityContainer | undefined {
  const { node, fullName, document } = declared
  if (node.extends === undefined) return undefined
  const base = binding.byName.get(node.extends)
  if (base?.node.kind !== 'container') {
    throw unresolved(binding, 'the container', node.extends, { document, at: node.at, path: fullName })
  }
  return bindContainer(binding, base as DeclaredContainer, [...extending, declared])
}

const childrenOf = (container: EntityContainer | undefined): readonly ContainerChild[] => container === undefined
  ? []
  : [...container.entitySets, ...container.singletons, ...container.actionImports, ...container.functionImports]

/** A name is used once; an entity set or singleton of a base container may be declared again with a derived type (section 13.1). */
function checkNames (
  { node, fullName, document }: DeclaredContainer, children: readonly ContainerChild[], base: EntityContainer | undefined
): void {
  const names = new Set<string>()
  const inherited = childrenOf(base)
  for (const [index, child] of children.entries()) {
    const { at } = node.children[index] as { at: number }
    const path = `${fullName}/${child.name}`
    if (names.has(child.name)) throw document.fault(`The container ${fullName} has ${quote(child.name)} twice.`, at, path)
    names.add(child.name)
    const before = findByName(inherited, child.name, 'exact')
    if (before !== undefined && !narrows(child, before)) {
      throw document.fault(`The container ${fullName} has ${quote(child.name)} already, from ${String(base?.fullName)}.`, at, path)
    }
  }
}

const narrows = (child: ContainerChild, before: ContainerChild): boolean =>
  'type' in child && 'type' in before && child.kind === before.kind && isAssignable(child.type, before.type)

/** Sections 13.2 and 13.3. */
function bindResource (binding: Binding, node: ResourceNode, use: Use): EntitySet | Singleton {
  const type = resolveEntityType(binding, node.type, use)
  const what = node.kind === 'entitySet' ? 'entity set' : 'singleton'
  if (type === binding.builtIn.entityType) {
    throw use.document.fault(`The ${what} ${use.path} is of the abstract type Edm.EntityType, which has neither a key nor properties.`, use.at, use.path)
  }
  if (node.kind === 'entitySet' && type.key.length === 0) {
    throw use.document.fault(`The entity set ${use.path} is of the type ${type.fullName}, which has no key.`, use.at, use.path)
  }
  const common = {
    name: node.name,
    type,
    navigationPropertyBindings: [],
    description: descriptionOf(node.annotations),
    annotations: node.annotations
  }
  return node.kind === 'entitySet'
    ? { kind: 'entitySet', ...common, includeInServiceDocument: node.includeInServiceDocument }
    : { kind: 'singleton', ...common, nullable: node.nullable }
}

/** Targets may stand after what is bound to them, and in another container (section 13.4.2). */
function bindTargets (binding: Binding, { node, fullName, document }: DeclaredContainer): void {
  const container = binding.containers.get(fullName) as EntityContainer
  const resources = [...container.entitySets, ...container.singletons]
  for (const child of node.children) {
    if (!isResourceNode(child)) continue
    const resource = container.declaredChildren.find(({ name }) => name === child.name) as Mutable<EntitySet | Singleton>
    resource.navigationPropertyBindings = child.bindings.map(({ path, target }): NavigationPropertyBinding => {
      const use = { document, at: child.at, path: `${fullName}/${child.name}` }
      return { path, target, targetResource: resolveTarget(binding, resources, target, use) }
    })
  }
}

function resolveTarget (
  binding: Binding, resources: ReadonlyArray<EntitySet | Singleton>, target: string, use: Use
): EntitySet | Singleton | undefined {
  const [first = '', second, ...rest] = target.split('/')
  const other = binding.containers.get(first)
  const among = other === undefined ? resources : [...other.entitySets, ...other.singletons]
  const [name, further] = other === undefined ? [first, second !== undefined] : [second ?? '', rest.length > 0]
  const found = findByName(among, name, 'exact')
  if (found === undefined) {
    throw use.document.fault(`${use.path} binds to ${quote(target)}, which is not an entity set or singleton.`, use.at, use.path)
  }
  return further ? undefined : found
}
