/**
 * Reads a model from CSDL, XML or JSON, 4.0 or 4.01, with the documents it refers to. Those are files: nothing is ever fetched. What each
 * stage does: `xml` and `json` read one document to its tree (`document.ts`), `bind` makes one model of all trees.
 */
import type { EdmModel } from '../edm/types.js'
import { bindModel } from './bind/bind-model.js'
import type { BindOptions } from './bind/choose-container.js'
import { CsdlError } from './csdl-error.js'
import type { CsdlDocument } from './document.js'
import { findReferenced, readSource } from './local-files.js'
import type { CsdlContent } from './local-files.js'
import { readDocument } from './read-document.js'
import { decodeSource } from './source-text.js'

export type { CsdlContent } from './local-files.js'
export type ReadOptions = BindOptions

/**
 * The model of a document and those it refers to.
 *
 * @param files paths, or contents with a name for errors; the first is the main document. What a reference names is looked for beside the
 *   file that has the reference, and among the others given here; OData's own vocabularies need not be there
 * @throws CsdlError with file, line, column and a sentence: for what is not well-formed, is not CSDL, or names what is not there
 */
export function readCsdl (files: ReadonlyArray<string | CsdlContent>, options: ReadOptions = {}): EdmModel {
  const aliases = new Map<string, string>()
  const documents: CsdlDocument[] = []
  const seen = new Set<string>()
  const queue = files.map(readSource)
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next.file)) continue
    seen.add(next.file)
    const { document, aliases: own } = readDocument(decodeSource(next.file, next.bytes), aliases)
    documents.push(document)
    for (const [alias, namespace] of own) if (!aliases.has(alias)) aliases.set(alias, namespace)
    queue.push(...findReferenced(next, document))
  }
  if (documents.length === 0) throw new CsdlError('No document was given.', '', { line: 1, column: 1 })
  return bindModel(documents, aliases, options)
}
