/** CSDL XML as CSDL JSON (OData CSDL XML and JSON 4.01), independent of the service: what the two documents must agree on. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

export type Json = null | string | number | boolean | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = { readonly [name: string]: Json }

interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly text: string
}

type Parsed = { readonly [name: string]: Parsed[] } & { readonly ':@'?: Record<string, string>, readonly '#text'?: string }

/** Throws when the text is no well-formed XML. */
function parseXml (xml: string): XmlNode {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(valid.err.msg)
  const parsed = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, ignoreDeclaration: true, trimValues: true, htmlEntities: true }).parse(xml) as Parsed[]
  return nodesOf(parsed)[0] as XmlNode
}

function nodesOf (parsed: readonly Parsed[]): XmlNode[] {
  return parsed.flatMap(item => {
    const name = Object.keys(item).find(key => key !== ':@' && key !== '#text')
    if (name === undefined) return []
    const content = item[name] ?? []
    return [{ name, attributes: item[':@'] ?? {}, children: nodesOf(content), text: content.map(child => child['#text'] ?? '').join('') }]
  })
}

const all = (node: XmlNode | undefined, ...names: readonly string[]): readonly XmlNode[] =>
  node?.children.filter(child => names.includes(child.name)) ?? []

/** A document without its references' file names, which differ between the formats by nature. */
export function csdlXmlToJson (xml: string): JsonObject {
  const root = parseXml(xml)
  const [schema] = all(all(root, 'edmx:DataServices')[0], 'Schema')
  if (root.name !== 'edmx:Edmx' || schema === undefined) throw new Error('no edmx:Edmx with a schema')
  const namespace = schema.attributes['Namespace'] ?? ''
  const [container] = all(schema, 'EntityContainer')
  return {
    $Version: root.attributes['Version'] ?? '',
    $EntityContainer: `${namespace}.${container?.attributes['Name']}`,
    $Reference: Object.fromEntries(all(root, 'edmx:Reference').map(({ attributes, children }) => [attributes['Uri']?.replace(/\.xml$/, '.json') ?? '', {
      $Include: children.map(({ attributes }) => ({ $Namespace: attributes['Namespace'] ?? '', $Alias: attributes['Alias'] ?? '' }))
    }])),
    [namespace]: {
      $Alias: schema.attributes['Alias'] ?? '',
      ...Object.fromEntries(all(schema, 'EntityType', 'ComplexType').map(type => [nameOf(type), structured(type)])),
      ...Object.fromEntries(all(schema, 'Action').map(action => [nameOf(action), [operation(action)]])),
      [nameOf(container)]: { $Kind: 'EntityContainer', ...Object.fromEntries(all(container, 'Singleton').map(node => [nameOf(node), { $Type: node.attributes['Type'] ?? '', ...annotations(node) }])), ...annotations(container) },
      $Annotations: Object.fromEntries(all(schema, 'Annotations').map(node => [node.attributes['Target'] ?? '', annotations(node)]))
    }
  }
}

const nameOf = (node: XmlNode | undefined): string => node?.attributes['Name'] ?? ''

function structured (node: XmlNode): JsonObject {
  const keys = all(all(node, 'Key')[0], 'PropertyRef').map(nameOf)
  return {
    $Kind: node.name,
    ...node.attributes['BaseType'] === undefined ? {} : { $BaseType: node.attributes['BaseType'] },
    ...node.attributes['Abstract'] === 'true' ? { $Abstract: true } : {},
    ...keys.length === 0 ? {} : { $Key: keys },
    ...Object.fromEntries(all(node, 'Property').map(property => [nameOf(property), { ...typed(property), ...annotations(property) }])),
    ...Object.fromEntries(all(node, 'NavigationProperty').map(property => [nameOf(property), {
      $Kind: 'NavigationProperty', ...typed(property), ...property.attributes['ContainsTarget'] === 'true' ? { $ContainsTarget: true } : {}, ...annotations(property)
    }])),
    ...annotations(node)
  }
}

/** Null is allowed in XML unless it is refused; in JSON it is refused unless it is allowed. */
function typed ({ name, attributes }: XmlNode): JsonObject {
  const [, collection, type = ''] = /^(?:(Collection)\((.*)\)|.*)$/.exec(attributes['Type'] ?? '') ?? []
  const element = collection === undefined ? attributes['Type'] ?? '' : type
  const nullable = attributes['Nullable'] === undefined ? collection === undefined && name !== 'NavigationProperty' : attributes['Nullable'] === 'true'
  return {
    ...collection === undefined ? {} : { $Collection: true },
    ...element === 'Edm.String' ? {} : { $Type: element },
    ...nullable ? { $Nullable: true } : {},
    ...attributes['MaxLength'] === undefined ? {} : { $MaxLength: Number(attributes['MaxLength']) },
    ...attributes['Precision'] === undefined ? {} : { $Precision: Number(attributes['Precision']) },
    ...attributes['DefaultValue'] === undefined ? {} : { $DefaultValue: defaultValue(element, attributes['DefaultValue']) }
  }
}

function defaultValue (type: string, text: string): Json {
  if (type === 'Edm.Boolean') return text === 'true'
  return type === 'Edm.Int32' ? Number(text) : text
}

function operation (node: XmlNode): JsonObject {
  const [returned] = all(node, 'ReturnType')
  return {
    $Kind: node.name,
    ...node.attributes['IsBound'] === 'true' ? { $IsBound: true } : {},
    $Parameter: all(node, 'Parameter').map(parameter => ({ $Name: nameOf(parameter), ...typed(parameter), ...annotations(parameter) })),
    ...returned === undefined ? {} : { $ReturnType: typed(returned) },
    ...annotations(node)
  }
}

const annotations = (node: XmlNode | undefined): JsonObject => Object.fromEntries(all(node, 'Annotation').map(child => [`@${child.attributes['Term']}`, valueOf(child)]))

/** The value of an annotation, of a property of a record, or of an item of a collection. */
function valueOf (node: XmlNode): Json {
  const [inside] = node.children
  if (inside !== undefined) return expression(inside)
  const [kind, text] = Object.entries(node.attributes).find(([name]) => name !== 'Term' && name !== 'Property' && name !== 'Type') ?? ['String', '']
  return constant(kind, text)
}

function expression (node: XmlNode): Json {
  switch (node.name) {
    case 'Collection': return node.children.map(expression)
    case 'Record': return {
      ...node.attributes['Type'] === undefined ? {} : { '@odata.type': typeUrl(node.attributes['Type']) },
      ...Object.fromEntries(node.children.map(child => [child.attributes['Property'] ?? '', valueOf(child)]))
    }
    default: return constant(node.name, node.text)
  }
}

const typeUrl = (name: string): string => `https://oasis-tcs.github.io/odata-vocabularies/vocabularies/${name.slice(0, name.lastIndexOf('.'))}.json#${name}`

function constant (kind: string, text: string): Json {
  switch (kind) {
    case 'Bool': return text === 'true'
    case 'Int': return Number(text)
    case 'EnumMember': return text.split(' ').map(member => member.slice(member.indexOf('/') + 1)).join(',')
    case 'String': case 'DateTimeOffset': case 'PropertyPath': case 'NavigationPropertyPath': return text
    default: throw new Error(`an expression that this test does not know: ${kind}`)
  }
}
