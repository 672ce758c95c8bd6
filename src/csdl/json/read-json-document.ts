/** A CSDL JSON document (OData CSDL JSON 4.01, section 4). */
import { CsdlError, quote } from '../csdl-error.js'
import type { CsdlDocument, CsdlVersion, IncludeNode, ReadDocument, ReferenceNode } from '../document.js'
import { checkAlias, checkNamespace, createReading, fullName } from '../reading.js'
import type { Reading } from '../reading.js'
import { positionOf } from '../source-text.js'
import type { SourceText } from '../source-text.js'
import { referenceUrl } from '../vocabulary-urls.js'
import { arrayMember, checkMembers, namedMembers, objectMember, objectOf, requiredString, stringMember } from './json-member.js'
import { parseJsonTree } from './parse-json-tree.js'
import type { JsonNode, ObjectNode } from './parse-json-tree.js'
import { readAnnotations } from './read-json-expression.js'
import type { JsonReading } from './json-reading.js'
import { readSchema } from './read-json-schema.js'
import { createTermTypes } from './term-types.js'

/** @throws CsdlError */
export function readJsonDocument (source: SourceText, known: ReadonlyMap<string, string>): ReadDocument {
  const bytes = Buffer.from(source.text.replace(/^\ufeff/, ''))
  const text = bytes.toString()
  const fault = (sentence: string, at: number, path?: string): CsdlError =>
    new CsdlError(sentence, source.file, positionOf(text, bytes.subarray(0, at).toString().length), path)
  const unaliased: Reading = { ...createReading(source, new Map(), false), fault }
  const root = objectOf(unaliased, parseJsonTree(bytes, fault), 'The document')
  const version = readVersion(unaliased, root)
  const aliases = readAliases(unaliased, root)
  const reading: JsonReading = {
    ...createReading(source, aliases, [...aliases].some(([alias, namespace]) => (known.get(alias) ?? namespace) !== namespace)),
    fault,
    types: createTermTypes(JSON.parse(text) as Record<string, unknown>, aliases)
  }
  const container = stringMember(reading, root, '$EntityContainer')
  const document: CsdlDocument = {
    version,
    references: [...objectMember(reading, root, '$Reference')?.members ?? []].map(([uri, node]) => readReference(reading, uri, node)),
    schemas: namedMembers(root).map(([namespace, node]) => readSchema(reading, namespace, node)),
    entityContainer: container === undefined ? undefined : fullName(reading, container),
    fault
  }
  if (document.schemas.length === 0) throw fault('The document has no schema.', root.at)
  return { document, aliases }
}

function readVersion (reading: Reading, root: ObjectNode): CsdlVersion {
  checkMembers(reading, root, 'The document', ['$Version', '$EntityContainer', '$Reference'])
  const version = requiredString(reading, root, '$Version')
  if (version !== '4.0' && version !== '4.01') throw reading.fault(`$Version ${quote(version)} is not supported; 4.0 and 4.01 are.`, root.at)
  return version
}

/** Aliases may be used before they are given, so they are found first (section 5.1). */
function readAliases (reading: Reading, root: ObjectNode): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>()
  const give = (alias: string | undefined, namespace: string, at: number): void => {
    const before = alias === undefined ? undefined : aliases.get(alias)
    if (before !== undefined && before !== namespace) {
      throw reading.fault(`The alias ${quote(String(alias))} is given to ${quote(before)} and to ${quote(namespace)}.`, at)
    }
    if (alias !== undefined) aliases.set(alias, namespace)
  }
  for (const [uri, reference] of objectMember(reading, root, '$Reference')?.members ?? []) {
    for (const item of arrayMember(reading, objectOf(reading, reference, uri), '$Include')) {
      const include = objectOf(reading, item, '$Include')
      give(stringMember(reading, include, '$Alias'), requiredString(reading, include, '$Namespace'), include.at)
    }
  }
  for (const [namespace, node] of namedMembers(root)) {
    const schema = objectOf(reading, node, `The schema ${quote(namespace)}`)
    give(stringMember(reading, schema, '$Alias'), namespace, schema.at)
  }
  return aliases
}

/** Section 4.1 */
function readReference (reading: JsonReading, uri: string, value: JsonNode): ReferenceNode {
  const node = objectOf(reading, value, uri)
  checkMembers(reading, node, 'A reference', ['$Include', '$IncludeAnnotations'])
  return {
    uri: referenceUrl(uri, 'xml'),
    includes: arrayMember(reading, node, '$Include').map(item => readInclude(reading, objectOf(reading, item, '$Include'))),
    includeAnnotations: arrayMember(reading, node, '$IncludeAnnotations').map(item => {
      const included = objectOf(reading, item, '$IncludeAnnotations')
      checkMembers(reading, included, '$IncludeAnnotations', ['$TermNamespace', '$Qualifier', '$TargetNamespace'])
      return {
        termNamespace: requiredString(reading, included, '$TermNamespace'),
        qualifier: stringMember(reading, included, '$Qualifier'),
        targetNamespace: stringMember(reading, included, '$TargetNamespace')
      }
    }),
    annotations: readAnnotations(reading, node),
    at: node.at
  }
}

/** Section 4.2 */
function readInclude (reading: JsonReading, node: ObjectNode): IncludeNode {
  checkMembers(reading, node, '$Include', ['$Namespace', '$Alias'])
  return {
    namespace: checkNamespace(reading, requiredString(reading, node, '$Namespace'), node.at),
    alias: checkAlias(reading, stringMember(reading, node, '$Alias'), node.at),
    annotations: readAnnotations(reading, node)
  }
}
