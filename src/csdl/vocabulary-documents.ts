/** OData's vocabularies, which need not be given: their types can be used, and what type a term has is known. */
import type { CsdlDocument, SchemaElementNode } from './document.js'
import { readJsonDocument } from './json/read-json-document.js'
import { vocabularyJson } from './json/vocabulary-json.js'

/**
 * The vocabularies whose types the documents name without defining them, and those that these need. They are not part of what is written.
 */
export function neededVocabularies (documents: readonly CsdlDocument[]): readonly CsdlDocument[] {
  const known = new Set(documents.flatMap(({ schemas }) => schemas.map(({ namespace }) => namespace)))
  const found: CsdlDocument[] = []
  const queue = [...documents]
  for (let document = queue.pop(); document !== undefined; document = queue.pop()) {
    for (const namespace of namespacesIn(document)) {
      if (known.has(namespace)) continue
      known.add(namespace)
      const vocabulary = readVocabulary(namespace)
      if (vocabulary === undefined) continue
      found.push(vocabulary)
      queue.push(vocabulary)
    }
  }
  return found
}

function readVocabulary (namespace: string): CsdlDocument | undefined {
  const json = vocabularyJson(namespace)
  return json === undefined
    ? undefined
    : { ...readJsonDocument({ file: namespace, text: JSON.stringify(json) }, new Map()).document, external: true }
}

/** The namespaces of the types that a document names. */
function namespacesIn ({ schemas }: CsdlDocument): ReadonlySet<string> {
  const names = new Set<string | undefined>()
  for (const { elements } of schemas) for (const element of elements) for (const name of typesIn(element)) names.add(name)
  return new Set([...names].map((name = '') => name.slice(0, Math.max(name.lastIndexOf('.'), 0))))
}

function typesIn (node: SchemaElementNode): ReadonlyArray<string | undefined> {
  switch (node.kind) {
    case 'entity': case 'complex':
      return [node.baseType, ...node.members.map(member => member.kind === 'property' ? member.type.name : member.target)]
    case 'action': case 'function': return [...node.parameters.map(({ type }) => type.name), node.returnType?.type.name]
    case 'term': return [node.type.name]
    default: return []
  }
}
