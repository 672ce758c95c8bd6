/** The entity container in CSDL XML (OData CSDL XML 4.01, section 13). */
import type { BindingNode, ContainerNode, ImportNode, ResourceNode } from '../document.js'
import { fullName, fullPath } from '../reading.js'
import type { Reading } from '../reading.js'
import type { XmlNode } from './parse-xml.js'
import { named } from './read-xml-named.js'
import { checkShape, childrenNamed, flag, ownChildren, required } from './xml-element.js'

export function readContainer (reading: Reading, node: XmlNode): ContainerNode {
  checkShape(reading, node, ['Name', 'Extends'], ['EntitySet', 'Singleton', 'ActionImport', 'FunctionImport', 'Annotation'])
  const base = node.attributes['Extends']
  return {
    kind: 'container',
    ...named(reading, node),
    extends: base === undefined ? undefined : fullName(reading, base),
    children: ownChildren(node).filter(({ name }) => name !== 'Annotation').map(child => readChild(reading, child))
  }
}

function readChild (reading: Reading, node: XmlNode): ResourceNode | ImportNode {
  switch (node.name) {
    case 'EntitySet': return readResource(reading, node, 'entitySet', 'EntityType')
    case 'Singleton': return readResource(reading, node, 'singleton', 'Type')
    case 'ActionImport': return readImport(reading, node, 'actionImport', 'Action')
    default: return readImport(reading, node, 'functionImport', 'Function')
  }
}

/** Sections 13.2 and 13.3. */
function readResource (reading: Reading, node: XmlNode, kind: ResourceNode['kind'], typeAttribute: string): ResourceNode {
  const own = kind === 'entitySet' ? 'IncludeInServiceDocument' : 'Nullable'
  checkShape(reading, node, ['Name', typeAttribute, own], ['NavigationPropertyBinding', 'Annotation'])
  return {
    kind,
    ...named(reading, node),
    type: fullName(reading, required(reading, node, typeAttribute)),
    nullable: kind === 'singleton' && (flag(reading, node, 'Nullable') ?? false),
    includeInServiceDocument: kind === 'singleton' || (flag(reading, node, 'IncludeInServiceDocument') ?? true),
    bindings: childrenNamed(node, 'NavigationPropertyBinding').map(child => readBinding(reading, child))
  }
}

/** Section 13.4 */
function readBinding (reading: Reading, node: XmlNode): BindingNode {
  checkShape(reading, node, ['Path', 'Target'], ['Annotation'])
  return { path: fullPath(reading, required(reading, node, 'Path')), target: fullPath(reading, required(reading, node, 'Target')) }
}

/** Sections 13.5 and 13.6. */
function readImport (reading: Reading, node: XmlNode, kind: ImportNode['kind'], operationAttribute: string): ImportNode {
  const own = kind === 'functionImport' ? ['IncludeInServiceDocument'] : []
  checkShape(reading, node, ['Name', operationAttribute, 'EntitySet', ...own], ['Annotation'])
  const entitySet = node.attributes['EntitySet']
  return {
    kind,
    ...named(reading, node),
    operation: fullName(reading, required(reading, node, operationAttribute)),
    entitySet: entitySet === undefined ? undefined : fullPath(reading, entitySet),
    includeInServiceDocument: flag(reading, node, 'IncludeInServiceDocument') ?? false
  }
}
