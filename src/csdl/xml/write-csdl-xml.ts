/** A document as CSDL XML (OData CSDL XML 4.01). */
import type { Facets } from '../../edm/types.js'
import { isResourceNode } from '../document.js'
import type {
  ContainerNode, CsdlVersion, DocumentTree, EnumTypeNode, ImportNode, NavigationPropertyNode, OperationNode, PropertyNode, ReferenceNode,
  ResourceNode, SchemaElementNode, SchemaNode, StructuredTypeNode, TermNode, TypeNode
} from '../document.js'
import { EDM, EDMX } from './xml-element.js'
import { element, writeXml } from './xml-text.js'
import type { XmlElement } from './xml-text.js'
import { writeAnnotationGroup, writeAnnotations } from './write-xml-expression.js'

/** `edmx:Edmx` (section 4). `version` is that of the answer it goes with. */
export function writeCsdlXml (document: DocumentTree, version: CsdlVersion): string {
  return writeXml(element('edmx:Edmx', { Version: version, 'xmlns:edmx': EDMX }, [
    ...document.references.map(writeReference),
    element('edmx:DataServices', {}, document.schemas.map(writeSchema))
  ]))
}

/** Section 4.1; annotations have another namespace than the elements around them. */
const writeReference = ({ uri, includes, includeAnnotations, annotations }: ReferenceNode): XmlElement =>
  element('edmx:Reference', { Uri: uri }, [
    ...includes.map(({ namespace, alias, annotations }) =>
      element('edmx:Include', { Namespace: namespace, Alias: alias }, writeAnnotations(annotations).map(outsideSchema))
    ),
    ...includeAnnotations.map(({ termNamespace, qualifier, targetNamespace }) =>
      element('edmx:IncludeAnnotations', { TermNamespace: termNamespace, Qualifier: qualifier, TargetNamespace: targetNamespace })
    ),
    ...writeAnnotations(annotations).map(outsideSchema)
  ])

const outsideSchema = ({ name, attributes, content }: XmlElement): XmlElement => element(name, { ...attributes, xmlns: EDM }, content)

/** Section 5 */
const writeSchema = ({ namespace, alias, elements, annotations, annotationGroups }: SchemaNode): XmlElement =>
  element('Schema', { Namespace: namespace, Alias: alias, xmlns: EDM }, [
    ...elements.map(writeElement),
    ...writeAnnotations(annotations),
    ...annotationGroups.map(writeAnnotationGroup)
  ])

function writeElement (node: SchemaElementNode): XmlElement {
  switch (node.kind) {
    case 'entity': case 'complex': return writeStructuredType(node)
    case 'enum': return writeEnumType(node)
    case 'typeDefinition': return element(
      'TypeDefinition',
      { Name: node.name, UnderlyingType: node.underlyingType, ...facetAttributes(node.facets, node.underlyingType) },
      writeAnnotations(node.annotations)
    )
    case 'action': case 'function': return writeOperation(node)
    case 'term': return writeTerm(node)
    case 'container': return writeContainer(node)
  }
}

const whenTrue = (value: boolean): string | undefined => value ? 'true' : undefined
const whenFalse = (value: boolean | undefined): string | undefined => value === false ? 'false' : undefined

/** Sections 6 and 9. */
function writeStructuredType (node: StructuredTypeNode): XmlElement {
  const key = node.key.map(({ path, alias }) => element('PropertyRef', { Name: path, Alias: alias }))
  return element(node.kind === 'entity' ? 'EntityType' : 'ComplexType', {
    Name: node.name,
    BaseType: node.baseType,
    Abstract: whenTrue(node.abstract),
    OpenType: whenTrue(node.open),
    HasStream: whenTrue(node.hasStream)
  }, [
    ...key.length === 0 ? [] : [element('Key', {}, key)],
    ...node.members.map(member => member.kind === 'property' ? writeProperty(member) : writeNavigationProperty(member)),
    ...writeAnnotations(node.annotations)
  ])
}

/** Section 7 */
const writeProperty = ({ name, type, defaultValue, annotations }: PropertyNode): XmlElement =>
  element('Property', { Name: name, ...typeAttributes(type), DefaultValue: defaultValue }, writeAnnotations(annotations))

/** Section 8; a collection of entities has no `Nullable`. */
const writeNavigationProperty = (node: NavigationPropertyNode): XmlElement => element('NavigationProperty', {
  Name: node.name,
  Type: node.collection ? `Collection(${node.target})` : node.target,
  Nullable: whenFalse(node.nullable),
  Partner: node.partner,
  ContainsTarget: whenTrue(node.containsTarget)
}, [
  ...node.referentialConstraints.map(({ property, referencedProperty, annotations }) =>
    element('ReferentialConstraint', { Property: property, ReferencedProperty: referencedProperty }, writeAnnotations(annotations))
  ),
  ...node.onDelete === undefined ? [] : [element('OnDelete', { Action: node.onDelete.action }, writeAnnotations(node.onDelete.annotations))],
  ...writeAnnotations(node.annotations)
])

/** Section 7.2: null is allowed unless it is said otherwise; of a collection it has to be said. */
const typeAttributes = ({ name, collection, nullable, facets }: TypeNode): XmlElement['attributes'] => ({
  Type: collection ? `Collection(${name})` : name,
  Nullable: collection && nullable === true ? 'true' : whenFalse(nullable),
  ...facetAttributes(facets, name)
})

/** Section 3.4; a scale of 0 is the default. */
const facetAttributes = ({ maxLength, precision, scale, unicode, srid }: Facets, typeName: string): XmlElement['attributes'] => ({
  MaxLength: text(maxLength),
  Precision: text(precision),
  Scale: scale === 0 && typeName === 'Edm.Decimal' ? undefined : text(scale),
  Unicode: text(unicode),
  SRID: text(srid)
})

const text = (value: string | number | boolean | undefined): string | undefined => value === undefined ? undefined : String(value)

/** Section 10 */
const writeEnumType = ({ name, underlyingType, isFlags, members, annotations }: EnumTypeNode): XmlElement => element('EnumType', {
  Name: name,
  UnderlyingType: underlyingType === 'Edm.Int32' ? undefined : underlyingType,
  IsFlags: whenTrue(isFlags)
}, [
  ...members.map(({ name, value, annotations }) =>
    element('Member', { Name: name, Value: value === undefined ? undefined : String(value) }, writeAnnotations(annotations))
  ),
  ...writeAnnotations(annotations)
])

/** Section 12 */
const writeOperation = (node: OperationNode): XmlElement => element(node.kind === 'action' ? 'Action' : 'Function', {
  Name: node.name,
  IsBound: whenTrue(node.bound),
  EntitySetPath: node.entitySetPath,
  IsComposable: whenTrue(node.composable)
}, [
  ...node.parameters.map(({ name, type, annotations }) =>
    element('Parameter', { Name: name, ...typeAttributes(type) }, writeAnnotations(annotations))
  ),
  ...node.returnType === undefined
    ? []
    : [element('ReturnType', typeAttributes(node.returnType.type), writeAnnotations(node.returnType.annotations))],
  ...writeAnnotations(node.annotations)
])

/** Section 14.1 */
const writeTerm = ({ name, type, baseTerm, defaultValue, appliesTo, annotations }: TermNode): XmlElement => element('Term', {
  Name: name,
  ...typeAttributes(type),
  BaseTerm: baseTerm,
  DefaultValue: defaultValue,
  AppliesTo: appliesTo.length === 0 ? undefined : appliesTo.join(' ')
}, writeAnnotations(annotations))

/** Section 13 */
const writeContainer = (node: ContainerNode): XmlElement => element('EntityContainer', { Name: node.name, Extends: node.extends }, [
  ...node.children.map(child => isResourceNode(child) ? writeResource(child) : writeImport(child)),
  ...writeAnnotations(node.annotations)
])

/** Sections 13.2 and 13.3. */
function writeResource (node: ResourceNode): XmlElement {
  const content = [
    ...node.bindings.map(({ path, target }) => element('NavigationPropertyBinding', { Path: path, Target: target })),
    ...writeAnnotations(node.annotations)
  ]
  return node.kind === 'entitySet'
    ? element('EntitySet', {
      Name: node.name, EntityType: node.type, IncludeInServiceDocument: whenFalse(node.includeInServiceDocument)
    }, content)
    : element('Singleton', { Name: node.name, Type: node.type, Nullable: whenTrue(node.nullable) }, content)
}

/** Sections 13.5 and 13.6. */
const writeImport = (node: ImportNode): XmlElement => element(node.kind === 'actionImport' ? 'ActionImport' : 'FunctionImport', {
  Name: node.name,
  [node.kind === 'actionImport' ? 'Action' : 'Function']: node.operation,
  EntitySet: node.entitySet,
  IncludeInServiceDocument: whenTrue(node.includeInServiceDocument)
}, writeAnnotations(node.annotations))
