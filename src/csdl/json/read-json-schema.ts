/** Schemas in CSDL JSON (OData CSDL JSON 4.01, sections 5 to 12 and 14.1). */
import { quote } from '../csdl-error.js'
import type {
  EnumMemberNode, EnumTypeNode, KeyNode, NavigationPropertyNode, OnDeleteNode, OperationNode, ParameterNode, PropertyNode,
  SchemaElementNode, SchemaNode, StructuredTypeNode, TypeNode
} from '../document.js'
import { checkAlias, checkName, checkNamespace, fullName, fullPath, int64 } from '../reading.js'
import {
  arrayMember, checkMembers, flagMember, namedMembers, objectMember, objectOf, requiredString, stringMember, stringOf
} from './json-member.js'
import type { JsonNode, ObjectNode } from './parse-json-tree.js'
import { readContainer } from './read-json-container.js'
import { readAnnotations, readTarget } from './read-json-expression.js'
import type { JsonReading } from './json-reading.js'
import { FACET_MEMBERS, readFacets, readType, TYPE_MEMBERS } from './read-json-type.js'

/** Section 5 */
export function readSchema (reading: JsonReading, namespace: string, value: JsonNode): SchemaNode {
  const node = objectOf(reading, value, `The schema ${quote(namespace)}`)
  checkMembers(reading, node, 'A schema', ['$Alias', '$Annotations'])
  return {
    namespace: checkNamespace(reading, namespace, node.at),
    alias: checkAlias(reading, stringMember(reading, node, '$Alias'), node.at),
    elements: namedMembers(node).flatMap(([name, member]) => readElements(reading, name, member)),
    annotationGroups: [...objectMember(reading, node, '$Annotations')?.members ?? []].map(([target, annotations]) =>
      readTarget(reading, target, annotations)
    ),
    annotations: readAnnotations(reading, node),
    at: node.at
  }
}

/** Section 12: an array holds the overloads of an operation. */
function readElements (reading: JsonReading, name: string, value: JsonNode): readonly SchemaElementNode[] {
  checkName(reading, name, 'a member of a schema', value.at)
  if (value.kind === 'array') return value.items.map(item => readOperation(reading, name, objectOf(reading, item, name)))
  const node = objectOf(reading, value, name)
  const kind = requiredString(reading, node, '$Kind')
  switch (kind) {
    case 'EntityType': return [readStructuredType(reading, name, node, 'entity')]
    case 'ComplexType': return [readStructuredType(reading, name, node, 'complex')]
    case 'EnumType': return [readEnumType(reading, name, node)]
    case 'TypeDefinition': return [readTypeDefinition(reading, name, node)]
    case 'Term': return [readTerm(reading, name, node)]
    case 'EntityContainer': return [readContainer(reading, name, node)]
    default: throw reading.fault(`${quote(kind)} is not the kind of a schema's member.`, node.at)
  }
}

const named = (reading: JsonReading, name: string, node: ObjectNode, host?: TypeNode) => ({
  name: checkName(reading, name, 'a member', node.at),
  annotations: readAnnotations(reading, node, '', host),
  at: node.at
})

/** Sections 6 and 9. */
function readStructuredType (reading: JsonReading, name: string, node: ObjectNode, kind: 'entity' | 'complex'): StructuredTypeNode {
  const own = kind === 'entity' ? ['$Key', '$HasStream'] : []
  checkMembers(reading, node, name, ['$Kind', '$BaseType', '$Abstract', '$OpenType', ...own])
  const baseType = stringMember(reading, node, '$BaseType')
  return {
    kind,
    ...named(reading, name, node),
    baseType: baseType === undefined ? undefined : fullName(reading, baseType),
    abstract: flagMember(reading, node, '$Abstract'),
    open: flagMember(reading, node, '$OpenType'),
    hasStream: flagMember(reading, node, '$HasStream'),
    key: arrayMember(reading, node, '$Key').flatMap(item => readKey(reading, item)),
    members: namedMembers(node).map(([member, value]) => readMember(reading, member, objectOf(reading, value, `${name}/${member}`)))
  }
}

/** Section 6.5: the path, or an object that gives it an alias. */
function readKey (reading: JsonReading, item: JsonNode): readonly KeyNode[] {
  if (item.kind === 'string') return [{ path: item.text, alias: undefined }]
  return [...objectOf(reading, item, '$Key').members].map(([alias, path]) => ({ path: stringOf(reading, path, alias), alias }))
}

function readMember (reading: JsonReading, name: string, node: ObjectNode): PropertyNode | NavigationPropertyNode {
  const kind = stringMember(reading, node, '$Kind') ?? 'Property'
  if (kind === 'NavigationProperty') return readNavigationProperty(reading, name, node)
  if (kind !== 'Property') throw reading.fault(`${quote(kind)} is not the kind of a property.`, node.at)
  checkMembers(reading, node, name, ['$Kind', '$DefaultValue', ...TYPE_MEMBERS])
  const type = readType(reading, node)
  return { kind: 'property', ...named(reading, name, node, type), type, defaultValue: readDefault(reading, node) }
}

/** Section 7.3, as the text that CSDL XML has. */
function readDefault (reading: JsonReading, node: ObjectNode): string | undefined {
  const value = node.members.get('$DefaultValue')
  if (value === undefined || value.kind === 'null') return undefined
  if (value.kind === 'boolean') return String(value.value)
  if (value.kind === 'string' || value.kind === 'number') return value.text
  throw reading.fault('$DefaultValue is a primitive value.', value.at)
}

/** Section 8 */
function readNavigationProperty (reading: JsonReading, name: string, node: ObjectNode): NavigationPropertyNode {
  checkMembers(reading, node, name, [
    '$Kind', '$Type', '$Collection', '$Nullable', '$Partner', '$ContainsTarget', '$ReferentialConstraint', '$OnDelete'
  ])
  const constraints = objectMember(reading, node, '$ReferentialConstraint')
  const partner = stringMember(reading, node, '$Partner')
  return {
    kind: 'navigation',
    ...named(reading, name, node),
    target: fullName(reading, requiredString(reading, node, '$Type')),
    collection: flagMember(reading, node, '$Collection'),
    nullable: flagMember(reading, node, '$Nullable'),
    containsTarget: flagMember(reading, node, '$ContainsTarget'),
    partner: partner === undefined ? undefined : fullPath(reading, partner),
    referentialConstraints: constraints === undefined
      ? []
      : namedMembers(constraints).map(([property, referenced]) => ({
        property, referencedProperty: stringOf(reading, referenced, property), annotations: readAnnotations(reading, constraints, property)
      })),
    onDelete: readOnDelete(reading, node)
  }
}

const deleteActions: readonly string[] = ['Cascade', 'None', 'SetNull', 'SetDefault']

/** Section 8.6 */
function readOnDelete (reading: JsonReading, node: ObjectNode): OnDeleteNode | undefined {
  const action = stringMember(reading, node, '$OnDelete')
  if (action === undefined) return undefined
  if (!deleteActions.includes(action)) throw reading.fault(`$OnDelete is one of ${deleteActions.join(', ')}, not ${quote(action)}.`, node.at)
  return { action: action as OnDeleteNode['action'], annotations: readAnnotations(reading, node, '$OnDelete') }
}

/** Section 10 */
function readEnumType (reading: JsonReading, name: string, node: ObjectNode): EnumTypeNode {
  checkMembers(reading, node, name, ['$Kind', '$UnderlyingType', '$IsFlags'])
  return {
    kind: 'enum',
    ...named(reading, name, node),
    underlyingType: stringMember(reading, node, '$UnderlyingType') ?? 'Edm.Int32',
    isFlags: flagMember(reading, node, '$IsFlags'),
    members: namedMembers(node).map(([member, value]): EnumMemberNode => {
      const number = value.kind === 'number' || value.kind === 'string' ? int64(value.text) : undefined
      if (number === undefined) throw reading.fault(`The value of the member ${quote(member)} is not an integer of 64 bits.`, value.at)
      return {
        name: checkName(reading, member, 'a member', value.at), value: number, annotations: readAnnotations(reading, node, member), at: value.at
      }
    })
  }
}

/** Section 11 */
function readTypeDefinition (reading: JsonReading, name: string, node: ObjectNode): SchemaElementNode {
  checkMembers(reading, node, name, ['$Kind', '$UnderlyingType', ...FACET_MEMBERS])
  const underlyingType = requiredString(reading, node, '$UnderlyingType')
  return { kind: 'typeDefinition', ...named(reading, name, node), underlyingType, facets: readFacets(reading, node, underlyingType) }
}

/** Section 12 */
function readOperation (reading: JsonReading, name: string, node: ObjectNode): OperationNode {
  const kind = requiredString(reading, node, '$Kind')
  if (kind !== 'Action' && kind !== 'Function') throw reading.fault(`${name} is a list of actions or functions, not of ${quote(kind)}.`, node.at)
  const own = kind === 'Function' ? ['$IsComposable'] : []
  checkMembers(reading, node, name, ['$Kind', '$IsBound', '$EntitySetPath', '$Parameter', '$ReturnType', ...own])
  const returned = objectMember(reading, node, '$ReturnType')
  const entitySetPath = stringMember(reading, node, '$EntitySetPath')
  if (returned !== undefined) checkMembers(reading, returned, '$ReturnType', TYPE_MEMBERS)
  return {
    kind: kind === 'Action' ? 'action' : 'function',
    ...named(reading, name, node),
    bound: flagMember(reading, node, '$IsBound'),
    entitySetPath: entitySetPath === undefined ? undefined : fullPath(reading, entitySetPath),
    composable: flagMember(reading, node, '$IsComposable'),
    parameters: arrayMember(reading, node, '$Parameter').map(item => readParameter(reading, objectOf(reading, item, '$Parameter'))),
    returnType: returned === undefined
      ? undefined
      : { type: readType(reading, returned), annotations: readAnnotations(reading, returned), at: returned.at }
  }
}

function readParameter (reading: JsonReading, node: ObjectNode): ParameterNode {
  checkMembers(reading, node, 'A parameter', ['$Name', ...TYPE_MEMBERS])
  const type = readType(reading, node)
  return { ...named(reading, requiredString(reading, node, '$Name'), node, type), type }
}

/** Section 14.1 */
function readTerm (reading: JsonReading, name: string, node: ObjectNode): SchemaElementNode {
  checkMembers(reading, node, name, ['$Kind', '$BaseTerm', '$DefaultValue', '$AppliesTo', ...TYPE_MEMBERS])
  const baseTerm = stringMember(reading, node, '$BaseTerm')
  return {
    kind: 'term',
    ...named(reading, name, node),
    type: readType(reading, node),
    baseTerm: baseTerm === undefined ? undefined : fullName(reading, baseTerm),
    defaultValue: readDefault(reading, node),
    appliesTo: arrayMember(reading, node, '$AppliesTo').map(kind => stringOf(reading, kind, '$AppliesTo'))
  }
}
