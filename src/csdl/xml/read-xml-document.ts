/** A CSDL XML document (OData CSDL XML 4.01, section 4). */
import { quote } from '../csdl-error.js'
import type { CsdlDocument, CsdlVersion, IncludeNode, ReadDocument, ReferenceNode } from '../document.js'
import { checkAlias, checkNamespace, createReading } from '../reading.js'
import type { Reading } from '../reading.js'
import type { SourceText } from '../source-text.js'
import { parseXml } from './parse-xml.js'
import type { XmlNode } from './parse-xml.js'
import { readAnnotations } from './read-xml-expression.js'
import { readSchema } from './read-xml-schema.js'
import { checkShape, childrenNamed, EDM, EDMX, required } from './xml-element.js'

/** @throws CsdlError */
export function readXmlDocument (source: SourceText, known: ReadonlyMap<string, string>): ReadDocument {
  const root = parseXml(source)
  const unaliased = createReading(source, new Map(), false)
  const version = checkRoot(unaliased, root)
  const services = onlyServices(unaliased, root)
  const aliases = readAliases(unaliased, root, services)
  const reading = createReading(source, aliases, [...aliases].some(([alias, namespace]) => (known.get(alias) ?? namespace) !== namespace))
  const document: CsdlDocument = {
    version,
    references: childrenNamed(root, 'Reference').map(node => readReference(reading, node)),
    schemas: childrenNamed(services, 'Schema').map(node => readSchema(reading, node)),
    entityContainer: undefined,
    fault: reading.fault
  }
  if (document.schemas.length === 0) throw reading.fault('The document has no Schema.', services.at)
  return { document, aliases }
}

function checkRoot (reading: Reading, root: XmlNode): CsdlVersion {
  if (root.name !== 'Edmx' || root.namespace !== EDMX) {
    const old = /schemas\.microsoft\.com\/ado/.test(root.namespace)
    throw reading.fault(old
      ? `The document is metadata of OData 2 or 3 (namespace ${root.namespace}); OData 4.0 and 4.01 are supported. Convert it first.`
      : `The document begins with the element ${quote(root.name)}; CSDL XML begins with Edmx of the namespace ${EDMX}.`, root.at)
  }
  checkShape(reading, root, ['Version'], ['Reference', 'DataServices'])
  const version = required(reading, root, 'Version')
  if (version !== '4.0' && version !== '4.01') throw reading.fault(`Version ${quote(version)} is not supported; 4.0 and 4.01 are.`, root.at)
  return version
}

function onlyServices (reading: Reading, root: XmlNode): XmlNode {
  const [services, second] = childrenNamed(root, 'DataServices')
  if (services === undefined) throw reading.fault('The document has no element DataServices.', root.at)
  if (second !== undefined) throw reading.fault('The document has the element DataServices twice.', second.at)
  const strange = services.children.find(({ name, namespace }) => name === 'Schema' && namespace !== EDM)
  if (strange !== undefined) {
    throw reading.fault(`The Schema is of the namespace ${quote(strange.namespace)}; that of OData 4 is ${EDM}.`, strange.at)
  }
  checkShape(reading, services, Object.keys(services.attributes), ['Schema'])
  return services
}

/** Aliases may be used before they are given, so they are found first (section 5.1). */
function readAliases (reading: Reading, root: XmlNode, services: XmlNode): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>()
  const givers = [...childrenNamed(root, 'Reference').flatMap(node => childrenNamed(node, 'Include')), ...childrenNamed(services, 'Schema')]
  for (const node of givers) {
    const { Alias: alias, Namespace: namespace = '' } = node.attributes
    if (alias === undefined) continue
    const before = aliases.get(alias)
    if (before !== undefined && before !== namespace) {
      throw reading.fault(`The alias ${quote(alias)} is given to ${quote(before)} and to ${quote(namespace)}.`, node.at)
    }
    aliases.set(alias, namespace)
  }
  return aliases
}

/** Section 4.1 */
function readReference (reading: Reading, node: XmlNode): ReferenceNode {
  checkShape(reading, node, ['Uri'], ['Include', 'IncludeAnnotations', 'Annotation'])
  return {
    uri: required(reading, node, 'Uri'),
    includes: childrenNamed(node, 'Include').map(child => readInclude(reading, child)),
    includeAnnotations: childrenNamed(node, 'IncludeAnnotations').map(child => {
      checkShape(reading, child, ['TermNamespace', 'Qualifier', 'TargetNamespace'], ['Annotation'])
      return {
        termNamespace: required(reading, child, 'TermNamespace'),
        qualifier: child.attributes['Qualifier'],
        targetNamespace: child.attributes['TargetNamespace']
      }
    }),
    annotations: readAnnotations(reading, node),
    at: node.at
  }
}

/** Section 4.2 */
function readInclude (reading: Reading, node: XmlNode): IncludeNode {
  checkShape(reading, node, ['Namespace', 'Alias'], ['Annotation'])
  return {
    namespace: checkNamespace(reading, required(reading, node, 'Namespace'), node.at),
    alias: checkAlias(reading, node.attributes['Alias'], node.at),
    annotations: readAnnotations(reading, node)
  }
}
