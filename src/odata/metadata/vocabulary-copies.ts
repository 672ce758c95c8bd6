/**
 * Copies of the vocabularies, for clients that load what `$metadata` refers to and cannot reach OASIS. They are those of a package; each is
 * loaded when it is first asked for.
 */
import { readJsonDocument } from '../../csdl/json/read-json-document.js'
import { vocabularyJson } from '../../csdl/json/vocabulary-json.js'
import type { VocabularyJson } from '../../csdl/json/vocabulary-json.js'
import { writeCsdlXml } from '../../csdl/xml/write-csdl-xml.js'
import { vocabularies } from './vocabularies.js'

export interface VocabularyCopy {
  readonly format: 'xml' | 'json'
  readonly text: string
}

/** `Org.OData.Core.V1.xml` or `.json`; its own references are to its siblings. Undefined when there is no such vocabulary. */
export function vocabularyCopy (file: string): VocabularyCopy | undefined {
  const [, namespace = '', extension] = /^([\w.]*)\.(xml|json)$/.exec(file) ?? []
  const json = vocabularies.some(vocabulary => vocabulary.namespace === namespace) ? vocabularyJson(namespace) : undefined
  if (json === undefined) return undefined
  const format = extension === 'xml' ? 'xml' : 'json'
  const text = JSON.stringify(withSiblings(json, format), undefined, 2)
  return { format, text: format === 'json' ? text : writeCsdlXml(readJsonDocument({ file, text }, new Map()).document, '4.01') }
}

/** Relative to where the document is. */
function withSiblings (document: VocabularyJson, format: string): VocabularyJson {
  const references = Object.entries(document['$Reference'] ?? {})
  return {
    ...document,
    $Reference: Object.fromEntries(references.map(([url, reference]) => [url.replace(/^.*\/|\.json$/g, '') + `.${format}`, reference]))
  }
}
