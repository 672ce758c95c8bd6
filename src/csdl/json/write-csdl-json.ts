/** A document as CSDL JSON (OData CSDL JSON 4.01). */
import { namedValues } from '../../base/named-values.js'
import { isResourceNode } from '../document.js'
import type {
  ContainerNode, CsdlVersion, DocumentTree, EnumTypeNode, ImportNode, IncludeNode, NavigationPropertyNode, OperationNode, ParameterNode,
  PropertyNode, ReferenceNode, ResourceNode, SchemaElementNode, SchemaNode, StructuredTypeNode, TermNode, TypeNode
} from '../document.js'
import { expandName } from '../names.js'
import type { Aliases } from '../names.js'
import { referenceUrl } from '../vocabulary-urls.js'
import { createTermTypes } from './term-types.js'
import { numberOrText, writeAnnotationGroups, writeAnnotations, writeFacets } from './write-json-expression.js'
import type { ExpressionWriter, Json, JsonObject } from './write-json-expression.js'

interface Writer extends ExpressionWriter {
  /** The primitive type whose values a type has: of a type definition its underlying type. */
  readonly primitiveOf: (typeName: string) => string
}

/** The document object (section 4). `version` is that of the answer it goes with. */
export function writeCsdlJson (document: DocumentTree, version: CsdlVersion): string {
  const writer = createWriter(document)
  return JSON.stringify({
    $Version: version,
    ...document.entityContainer === undefined ? {} : { $EntityContainer: document.entityContainer },
    ...document.references.length === 0
      ? {}
      : {
          $Reference: Object.fromEntries(document.references.map(reference => [
            referenceUrl(reference.uri, 'json'), writeReference(writer, reference)
          ]))
        },
    ...Object.fromEntries(document.schemas.map(schema => [schema.namespace, writeSchema(writer, schema)]))
  }, undefined, 2)
}

function createWriter ({ schemas, references }: DocumentTree): Writer {
  const aliases: Aliases = new Map([...references.flatMap(({ includes }) => includes), ...schemas].flatMap(({ alias, namespace }) =>
    alias === undefined ? [] : [[alias, namespace]]
  ))
  const urls = new Map(references.flatMap(({ uri, includes }) =>
    includes.map(({ namespace }) => [namespace, referenceUrl(uri, 'json')] as const)
  ))
  const elements: ReadonlyMap<string, SchemaElementNode> = new Map(schemas.flatMap(({ namespace, elements }) =>
    elements.map(node => [`${namespace}.${node.name}`, node] as const)
  ))
  const primitiveOf = (typeName: string): string => {
    const node = elements.get(typeName)
    return node?.kind === 'typeDefinition' ? node.underlyingType : typeName
  }
  return {
    primitiveOf,
    typeUrl: name => {
      const full = expandName(aliases, name)
      return `${urls.get(full.slice(0, full.lastIndexOf('.'))) ?? ''}#${name}`
    },
    defaultOf: term => {
      const node = elements.get(term)
      return node?.kind === 'term' ? defaultOfTerm(node, primitiveOf) : defaultInVocabulary(term)
    }
  }
}

/** The value of an annotation without an expression (section 14.2). */
function defaultOfTerm ({ type, defaultValue }: TermNode, primitiveOf: Writer['primitiveOf']): Json {
  if (type.collection) return []
  return defaultValue === undefined ? null : primitiveJson(primitiveOf(type.name), defaultValue)
}

/** Of a term of OData's vocabularies: tags are true, and what is structured has its defaults. */
function defaultInVocabulary (term: string): Json {
  const types = createTermTypes({}, new Map())
  const type = types.ofTerm(term)
  if (type === undefined) return true
  return type.collection ? [] : types.primitiveOf(type.name) === undefined ? {} : true
}

/** Section 4.1 */
const writeReference = (writer: Writer, { includes, includeAnnotations, annotations }: ReferenceNode): JsonObject => ({
  ...includes.length === 0 ? {} : { $Include: includes.map(include => writeInclude(writer, include)) },
  ...includeAnnotations.length === 0
    ? {}
    : {
        $IncludeAnnotations: includeAnnotations.map(({ termNamespace, qualifier, targetNamespace }) => ({
          $TermNamespace: termNamespace,
          ...qualifier === undefined ? {} : { $Qualifier: qualifier },
          ...targetNamespace === undefined ? {} : { $TargetNamespace: targetNamespace }
        }))
      },
  ...writeAnnotations(writer, annotations)
})

const writeInclude = (writer: Writer, { namespace, alias, annotations }: IncludeNode): JsonObject => ({
  $Namespace: namespace,
  ...alias === undefined ? {} : { $Alias: alias },
  ...writeAnnotations(writer, annotations)
})

/** Section 5: the overloads of an operation are one member; one that has the name of a type has no place, the type is kept. */
function writeSchema (writer: Writer, { alias, elements, annotations, annotationGroups }: SchemaNode): JsonObject {
  const members = namedValues<Json>()
  for (const node of elements) if (!isOperation(node)) members[node.name] = writeElement(writer, node)
  const ordered = namedValues<Json>()
  for (const node of elements) {
    if (!isOperation(node)) ordered[node.name] = members[node.name] as Json
    else if (members[node.name] === undefined) {
      ordered[node.name] = [...ordered[node.name] as Json[] | undefined ?? [], writeOperation(writer, node)]
    }
  }
  return {
    ...alias === undefined ? {} : { $Alias: alias },
    ...ordered,
    ...writeAnnotations(writer, annotations),
    ...annotationGroups.length === 0 ? {} : { $Annotations: writeAnnotationGroups(writer, annotationGroups) }
  }
}

const isOperation = (node: SchemaElementNode): node is OperationNode => node.kind === 'action' || node.kind === 'function'

function writeElement (writer: Writer, node: Exclude<SchemaElementNode, OperationNode>): JsonObject {
  switch (node.kind) {
    case 'entity': case 'complex': return writeStructuredType(writer, node)
    case 'enum': return writeEnumType(writer, node)
    case 'typeDefinition': return {
      $Kind: 'TypeDefinition',
      $UnderlyingType: node.underlyingType,
      ...writeFacets(node.facets, node.underlyingType),
      ...writeAnnotations(writer, node.annotations)
    }
    case 'term': return writeTerm(writer, node)
    case 'container': return writeContainer(writer, node)
  }
}

/** Sections 6 and 9. */
const writeStructuredType = (writer: Writer, node: StructuredTypeNode): JsonObject => ({
  $Kind: node.kind === 'entity' ? 'EntityType' : 'ComplexType',
  ...node.baseType === undefined ? {} : { $BaseType: node.baseType },
  ...node.abstract ? { $Abstract: true } : {},
  ...node.open ? { $OpenType: true } : {},
  ...node.hasStream ? { $HasStream: true } : {},
  ...node.key.length === 0 ? {} : { $Key: node.key.map(({ path, alias }) => alias === undefined ? path : { [alias]: path }) },
  ...Object.fromEntries(node.members.map(member => [
    member.name, member.kind === 'property' ? writeProperty(writer, member) : writeNavigationProperty(writer, member)
  ])),
  ...writeAnnotations(writer, node.annotations)
})

/** Section 7 */
const writeProperty = (writer: Writer, { type, defaultValue, annotations }: PropertyNode): JsonObject => ({
  ...writeType(type),
  ...defaultValue === undefined ? {} : { $DefaultValue: primitiveJson(writer.primitiveOf(type.name), defaultValue) },
  ...writeAnnotations(writer, annotations)
})

/** A primitive value as OData's JSON format has it. */
function primitiveJson (typeName: string, text: string): Json {
  if (typeName === 'Edm.Boolean') return text === 'true'
  return numbers.has(typeName) ? numberOrText(text) : text
}

const numbers: ReadonlySet<string> = new Set([
  'Edm.Byte', 'Edm.SByte', 'Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.Single', 'Edm.Double', 'Edm.Decimal'
])

/** Sections 3.4 and 7.2: a string is the type where there is none; a value is never null unless it says so. */
const writeType = ({ name, collection, nullable, facets }: TypeNode): JsonObject => ({
  ...collection ? { $Collection: true } : {},
  ...name === 'Edm.String' ? {} : { $Type: name },
  ...nullable === true ? { $Nullable: true } : {},
  ...writeFacets(facets, name)
})

/** Section 8 */
const writeNavigationProperty = (writer: Writer, node: NavigationPropertyNode): JsonObject => ({
  $Kind: 'NavigationProperty',
  ...node.collection ? { $Collection: true } : {},
  $Type: node.target,
  ...node.nullable === true ? { $Nullable: true } : {},
  ...node.partner === undefined ? {} : { $Partner: node.partner },
  ...node.containsTarget ? { $ContainsTarget: true } : {},
  ...node.referentialConstraints.length === 0
    ? {}
    : {
        $ReferentialConstraint: Object.fromEntries(node.referentialConstraints.flatMap((
          { property, referencedProperty, annotations }
        ): Array<[string, Json]> => [[property, referencedProperty], ...Object.entries(writeAnnotations(writer, annotations, property))]))
      },
  ...node.onDelete === undefined
    ? {}
    : { $OnDelete: node.onDelete.action, ...writeAnnotations(writer, node.onDelete.annotations, '$OnDelete') },
  ...writeAnnotations(writer, node.annotations)
})

/** Section 10 */
const writeEnumType = (writer: Writer, { underlyingType, isFlags, members, annotations }: EnumTypeNode): JsonObject => ({
  $Kind: 'EnumType',
  ...underlyingType === 'Edm.Int32' ? {} : { $UnderlyingType: underlyingType },
  ...isFlags ? { $IsFlags: true } : {},
  ...Object.fromEntries(members.flatMap(({ name, value = 0n, annotations }): Array<[string, Json]> => [
    [name, numberOrText(String(value))],
    ...Object.entries(writeAnnotations(writer, annotations, name))
  ])),
  ...writeAnnotations(writer, annotations)
})

/** Section 12 */
const writeOperation = (writer: Writer, node: OperationNode): JsonObject => ({
  $Kind: node.kind === 'action' ? 'Action' : 'Function',
  ...node.bound ? { $IsBound: true } : {},
  ...node.entitySetPath === undefined ? {} : { $EntitySetPath: node.entitySetPath },
  ...node.composable ? { $IsComposable: true } : {},
  ...node.parameters.length === 0 ? {} : { $Parameter: node.parameters.map(parameter => writeParameter(writer, parameter)) },
  ...node.returnType === undefined
    ? {}
    : { $ReturnType: { ...writeType(node.returnType.type), ...writeAnnotations(writer, node.returnType.annotations) } },
  ...writeAnnotations(writer, node.annotations)
})

const writeParameter = (writer: Writer, { name, type, annotations }: ParameterNode): JsonObject => ({
  $Name: name,
  ...writeType(type),
  ...writeAnnotations(writer, annotations)
})

/** Section 14.1 */
const writeTerm = (writer: Writer, { type, baseTerm, defaultValue, appliesTo, annotations }: TermNode): JsonObject => ({
  $Kind: 'Term',
  ...writeType(type),
  ...baseTerm === undefined ? {} : { $BaseTerm: baseTerm },
  ...defaultValue === undefined ? {} : { $DefaultValue: primitiveJson(writer.primitiveOf(type.name), defaultValue) },
  ...appliesTo.length === 0 ? {} : { $AppliesTo: appliesTo },
  ...writeAnnotations(writer, annotations)
})

/** Section 13 */
const writeContainer = (writer: Writer, { extends: base, children, annotations }: ContainerNode): JsonObject => ({
  $Kind: 'EntityContainer',
  ...base === undefined ? {} : { $Extends: base },
  ...Object.fromEntries(children.map(child => [
    child.name,
    isResourceNode(child) ? writeResource(writer, child) : writeImport(writer, child)
  ])),
  ...writeAnnotations(writer, annotations)
})

/** Sections 13.2 and 13.3. */
const writeResource = (writer: Writer, node: ResourceNode): JsonObject => ({
  ...node.kind === 'entitySet' ? { $Collection: true } : {},
  $Type: node.type,
  ...node.nullable ? { $Nullable: true } : {},
  ...node.includeInServiceDocument ? {} : { $IncludeInServiceDocument: false },
  ...node.bindings.length === 0
    ? {}
    : { $NavigationPropertyBinding: Object.fromEntries(node.bindings.map(({ path, target }) => [path, target])) },
  ...writeAnnotations(writer, node.annotations)
})

/** Sections 13.5 and 13.6. */
const writeImport = (writer: Writer, node: ImportNode): JsonObject => ({
  [node.kind === 'actionImport' ? '$Action' : '$Function']: node.operation,
  ...node.entitySet === undefined ? {} : { $EntitySet: node.entitySet },
  ...node.includeInServiceDocument ? { $IncludeInServiceDocument: true } : {},
  ...writeAnnotations(writer, node.annotations)
})
