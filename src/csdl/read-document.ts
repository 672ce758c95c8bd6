/** One document of either format as a tree. */
import { CsdlError, quote } from './csdl-error.js'
import type { ReadDocument } from './document.js'
import { readJsonDocument } from './json/read-json-document.js'
import type { SourceText } from './source-text.js'
import { readXmlDocument } from './xml/read-xml-document.js'

/**
 * XML begins with `<`, JSON with `{`.
 * @param known the aliases of the documents before it
 * @throws CsdlError
 */
export function readDocument (source: SourceText, known: ReadonlyMap<string, string>): ReadDocument {
  const [first] = /\S/.exec(source.text.replace(/^\ufeff/, '')) ?? []
  if (first === '<') return readXmlDocument(source, known)
  if (first === '{') return readJsonDocument(source, known)
  const found = first === undefined ? 'is empty' : `begins with ${quote(first)}`
  throw new CsdlError(`The document is neither CSDL XML nor CSDL JSON: it ${found}.`, source.file, { line: 1, column: 1 })
}
