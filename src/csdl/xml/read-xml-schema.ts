/** Schemas in CSDL XML (OData CSDL XML 4.01, sections 5 to 12 and 14.1). */
import { inOneByte } from '../../base/one-byte-text.js'
import type {
  EnumMemberNode,
  EnumTypeNode,
  KeyNode,
  NavigationPropertyNode,
  OnDeleteNode,
  OperationNode,
  PropertyNode,
  SchemaElementNode,
  SchemaNode,
  StructuredTypeNode
} from '../document.js'
import { quote } from '../csdl-error.js'
import { checkAlias, checkNamespace, fullName, fullPath, int64 } from '../reading.js'
import type { Reading } from '../reading.js'
import type { XmlNode } from './parse-xml.js'
import { readContainer } from './read-xml-container.js'
import { readAnnotationGroup, readAnnotations } from './read-xml-expression.js'
import { named } from './read-xml-named.js'
import { FACET_ATTRIBUTES, readFacets, readTypeAttributes, TYPE_ATTRIBUTES } from './read-xml-type.js'
import { checkShape, childrenNamed, flag, ownChildren, required } from './xml-element.js'

const SCHEMA_CHILDREN = [
  'Action', 'Annotations', 'Annotation', 'ComplexType', 'EntityContainer', 'EntityType', 'EnumType', 'Function', 'Term', 'TypeDefinition'
] as const

/** Section 5 */
export function readSchema (reading: Reading, node: XmlNode): SchemaNode {
  checkShape(reading, node, ['Namespace', 'Alias'], SCHEMA_CHILDREN)
  return {
    namespace: inOneByte(checkNamespace(reading, required(reading, node, 'Namespace'), node.at)),
    alias: checkAlias(reading, node.attributes['Alias'], node.at),
    elements: ownChildren(node).filter(({ name }) => name !== 'Annotation' && name !== 'Annotations').map(child => readElement(reading, child)),
    annotationGroups: childrenNamed(node, 'Annotations').map(child => readAnnotationGroup(reading, child)),
    annotations: readAnnotations(reading, node),
    at: node.at
  }
}

function readElement (reading: Reading, node: XmlNode): SchemaElementNode {
  switch (node.name as Exclude<typeof SCHEMA_CHILDREN[number], 'Annotation' | 'Annotations'>) {
    case 'EntityType': return readStructuredType(reading, node, 'entity')
    case 'ComplexType': return readStructuredType(reading, node, 'complex')
    case 'EnumType': return readEnumType(reading, node)
    case 'TypeDefinition': return readTypeDefinition(reading, node)
    case 'Action': return readOperation(reading, node, 'action')
    case 'Function': return readOperation(reading, node, 'function')
    case 'Term': return readTerm(reading, node)
    case 'EntityContainer': return readContainer(reading, node)
  }
}

/** Sections 6 and 9. */
function readStructuredType (reading: Reading, node: XmlNode, kind: 'entity' | 'complex'): StructuredTypeNode {
  const attributes = ['Name', 'BaseType', 'Abstract', 'OpenType', ...kind === 'entity' ? ['HasStream'] : []]
  checkShape(reading, node, attributes, ['Property', 'NavigationProperty', 'Annotation', ...kind === 'entity' ? ['Key'] : []])
  const { BaseType: baseType } = node.attributes
  return {
    kind,
    ...named(reading, node),
    baseType: baseType === undefined ? undefined : fullName(reading, baseType),
    abstract: flag(reading, node, 'Abstract') ?? false,
    open: flag(reading, node, 'OpenType') ?? false,
    hasStream: flag(reading, node, 'HasStream') ?? false,
    key: childrenNamed(node, 'Key').flatMap(key => readKey(reading, key)),
    members: ownChildren(node).flatMap(child => readMember(reading, child))
  }
}

/** Section 6.5 */
function readKey (reading: Reading, node: XmlNode): readonly KeyNode[] {
  checkShape(reading, node, [], ['PropertyRef', 'Annotation'])
  const refs = childrenNamed(node, 'PropertyRef')
  if (refs.length === 0) throw reading.fault('A Key needs at least one PropertyRef.', node.at)
  return refs.map(ref => {
    checkShape(reading, ref, ['Name', 'Alias'], [])
    return { path: required(reading, ref, 'Name'), alias: ref.attributes['Alias'] }
  })
}

function readMember (reading: Reading, node: XmlNode): ReadonlyArray<PropertyNode | NavigationPropertyNode> {
  switch (node.name) {
    case 'Property': return [readProperty(reading, node)]
    case 'NavigationProperty': return [readNavigationProperty(reading, node)]
    default: return []
  }
}

/** Section 7 */
function readProperty (reading: Reading, node: XmlNode): PropertyNode {
  checkShape(reading, node, ['Name', 'DefaultValue', ...TYPE_ATTRIBUTES], ['Annotation'])
  return {
    kind: 'property',
    ...named(reading, node),
    type: readTypeAttributes(reading, node),
    defaultValue: node.attributes['DefaultValue']
  }
}

/** Section 8 */
function readNavigationProperty (reading: Reading, node: XmlNode): NavigationPropertyNode {
  checkShape(
    reading, node, ['Name', 'Type', 'Nullable', 'Partner', 'ContainsTarget'], ['ReferentialConstraint', 'OnDelete', 'Annotation']
  )
  const { name: target, collection } = readTypeAttributes(reading, node)
  const [onDelete] = childrenNamed(node, 'OnDelete')
  const { Partner: partner } = node.attributes
  return {
    kind: 'navigation',
    ...named(reading, node),
    target,
    collection,
    nullable: flag(reading, node, 'Nullable'),
    containsTarget: flag(reading, node, 'ContainsTarget') ?? false,
    partner: partner === undefined ? undefined : fullPath(reading, partner),
    referentialConstraints: childrenNamed(node, 'ReferentialConstraint').map(child => {
      checkShape(reading, child, ['Property', 'ReferencedProperty'], ['Annotation'])
      return {
        property: required(reading, child, 'Property'),
        referencedProperty: required(reading, child, 'ReferencedProperty'),
        annotations: readAnnotations(reading, child)
      }
    }),
    onDelete: onDelete === undefined ? undefined : readOnDelete(reading, onDelete)
  }
}

const deleteActions: readonly string[] = ['Cascade', 'None', 'SetNull', 'SetDefault']

/** Section 8.6 */
function readOnDelete (reading: Reading, node: XmlNode): OnDeleteNode {
  checkShape(reading, node, ['Action'], ['Annotation'])
  const action = required(reading, node, 'Action')
  if (!deleteActions.includes(action)) throw reading.fault(`OnDelete is one of ${deleteActions.join(', ')}, not ${quote(action)}.`, node.at)
  return { action: action as OnDeleteNode['action'], annotations: readAnnotations(reading, node) }
}

/** Section 10 */
function readEnumType (reading: Reading, node: XmlNode): EnumTypeNode {
  checkShape(reading, node, ['Name', 'UnderlyingType', 'IsFlags'], ['Member', 'Annotation'])
  return {
    kind: 'enum',
    ...named(reading, node),
    underlyingType: node.attributes['UnderlyingType'] ?? 'Edm.Int32',
    isFlags: flag(reading, node, 'IsFlags') ?? false,
    members: childrenNamed(node, 'Member').map(child => readEnumMember(reading, child))
  }
}

function readEnumMember (reading: Reading, node: XmlNode): EnumMemberNode {
  checkShape(reading, node, ['Name', 'Value'], ['Annotation'])
  const { Value: text } = node.attributes
  const value = text === undefined ? undefined : int64(text)
  if (text !== undefined && value === undefined) throw reading.fault(`The value ${quote(text)} is not an integer of 64 bits.`, node.at)
  return { ...named(reading, node), value }
}

/** Section 11 */
function readTypeDefinition (reading: Reading, node: XmlNode): SchemaElementNode {
  checkShape(reading, node, ['Name', 'UnderlyingType', ...FACET_ATTRIBUTES], ['Annotation'])
  const underlyingType = required(reading, node, 'UnderlyingType')
  return { kind: 'typeDefinition', ...named(reading, node), underlyingType, facets: readFacets(reading, node, underlyingType) }
}

/** Section 12 */
function readOperation (reading: Reading, node: XmlNode, kind: 'action' | 'function'): OperationNode {
  checkShape(
    reading,
    node,
    ['Name', 'IsBound', 'EntitySetPath', ...kind === 'function' ? ['IsComposable'] : []],
    ['Parameter', 'ReturnType', 'Annotation']
  )
  const [returned] = childrenNamed(node, 'ReturnType')
  if (returned !== undefined) checkShape(reading, returned, TYPE_ATTRIBUTES, ['Annotation'])
  const { EntitySetPath: entitySetPath } = node.attributes
  return {
    kind,
    ...named(reading, node),
    bound: flag(reading, node, 'IsBound') ?? false,
    entitySetPath: entitySetPath === undefined ? undefined : fullPath(reading, entitySetPath),
    composable: flag(reading, node, 'IsComposable') ?? false,
    parameters: childrenNamed(node, 'Parameter').map(child => {
      checkShape(reading, child, ['Name', ...TYPE_ATTRIBUTES], ['Annotation'])
      return { ...named(reading, child), type: readTypeAttributes(reading, child) }
    }),
    returnType: returned === undefined
      ? undefined
      : { type: readTypeAttributes(reading, returned), annotations: readAnnotations(reading, returned), at: returned.at }
  }
}

/** Section 14.1 */
function readTerm (reading: Reading, node: XmlNode): SchemaElementNode {
  checkShape(reading, node, ['Name', 'BaseTerm', 'DefaultValue', 'AppliesTo', ...TYPE_ATTRIBUTES], ['Annotation'])
  const { BaseTerm: baseTerm, DefaultValue: defaultValue, AppliesTo: appliesTo = '' } = node.attributes
  return {
    kind: 'term',
    ...named(reading, node),
    type: readTypeAttributes(reading, node),
    baseTerm: baseTerm === undefined ? undefined : fullName(reading, baseTerm),
    defaultValue,
    appliesTo: appliesTo.split(/\s+/).filter(kind => kind !== '')
  }
}
