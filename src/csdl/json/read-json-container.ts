/** The entity container in CSDL JSON (OData CSDL JSON 4.01, section 13). */
import type { ContainerNode, ImportNode, ResourceNode } from '../document.js'
import { checkName, fullName, fullPath } from '../reading.js'
import { checkMembers, flagMember, namedMembers, objectMember, objectOf, requiredString, stringMember, stringOf } from './json-member.js'
import type { ObjectNode } from './parse-json-tree.js'
import { readAnnotations } from './read-json-expression.js'
import type { JsonReading } from './json-reading.js'

export function readContainer (reading: JsonReading, name: string, node: ObjectNode): ContainerNode {
  checkMembers(reading, node, name, ['$Kind', '$Extends'])
  const base = stringMember(reading, node, '$Extends')
  return {
    kind: 'container',
    ...named(reading, name, node),
    extends: base === undefined ? undefined : fullName(reading, base),
    children: namedMembers(node).map(([child, value]) => readChild(reading, child, objectOf(reading, value, `${name}/${child}`)))
  }
}

const named = (reading: JsonReading, name: string, node: ObjectNode) => ({
  name: checkName(reading, name, 'a member of the container', node.at),
  annotations: readAnnotations(reading, node),
  at: node.at
})

function readChild (reading: JsonReading, name: string, node: ObjectNode): ResourceNode | ImportNode {
  if (node.members.has('$Action')) return readImport(reading, name, node, 'actionImport')
  if (node.members.has('$Function')) return readImport(reading, name, node, 'functionImport')
  return readResource(reading, name, node, flagMember(reading, node, '$Collection') ? 'entitySet' : 'singleton')
}

/** Sections 13.2 and 13.3. */
function readResource (reading: JsonReading, name: string, node: ObjectNode, kind: ResourceNode['kind']): ResourceNode {
  const own = kind === 'entitySet' ? '$IncludeInServiceDocument' : '$Nullable'
  checkMembers(reading, node, name, ['$Kind', '$Collection', '$Type', '$NavigationPropertyBinding', own])
  return {
    kind,
    ...named(reading, name, node),
    type: fullName(reading, requiredString(reading, node, '$Type')),
    nullable: flagMember(reading, node, '$Nullable'),
    includeInServiceDocument: flagMember(reading, node, '$IncludeInServiceDocument', true),
    bindings: [...objectMember(reading, node, '$NavigationPropertyBinding')?.members ?? []].map(([path, target]) => ({
      path: fullPath(reading, path), target: fullPath(reading, stringOf(reading, target, path))
    }))
  }
}

/** Sections 13.5 and 13.6. */
function readImport (reading: JsonReading, name: string, node: ObjectNode, kind: ImportNode['kind']): ImportNode {
  const [operation, own] = kind === 'actionImport' ? ['$Action', []] : ['$Function', ['$IncludeInServiceDocument']]
  checkMembers(reading, node, name, ['$Kind', operation, '$EntitySet', ...own])
  const entitySet = stringMember(reading, node, '$EntitySet')
  return {
    kind,
    ...named(reading, name, node),
    operation: fullName(reading, requiredString(reading, node, operation)),
    entitySet: entitySet === undefined ? undefined : fullPath(reading, entitySet),
    includeInServiceDocument: flagMember(reading, node, '$IncludeInServiceDocument')
  }
}
