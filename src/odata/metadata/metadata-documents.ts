/** The metadata documents, each made once: a model does not change while the program runs. */
import { createHash } from 'node:crypto'
import type { EdmModel } from '../../edm/types.js'
import type { MetadataFormat } from './metadata-format.js'
import { writeCsdlJson } from './write-csdl-json.js'
import { OASIS_VOCABULARIES } from './vocabularies.js'
import { writeCsdlXml } from './write-csdl-xml.js'
import { escapeXml } from './xml-text.js'

export interface MetadataDocument {
  readonly text: string
  /** Of the text, for its ETag. */
  readonly hash: string
}

const kept = new WeakMap<EdmModel, Map<string, MetadataDocument>>()

/** @param vocabularies The URL of the folder that the vocabularies are in, where that is not OASIS's. */
export function metadataDocument (model: EdmModel, format: MetadataFormat, version: string, vocabularies?: string): MetadataDocument {
  const document = keptDocument(model, format, version)
  if (vocabularies === undefined) return document
  const text = document.text.replaceAll(OASIS_VOCABULARIES, format === 'xml' ? escapeXml(vocabularies) : JSON.stringify(vocabularies).slice(1, -1))
  return { text, hash: hashOf(text) }
}

function keptDocument (model: EdmModel, format: MetadataFormat, version: string): MetadataDocument {
  const documents = kept.get(model) ?? new Map<string, MetadataDocument>()
  kept.set(model, documents)
  const key = `${format} ${version}`
  const known = documents.get(key)
  if (known !== undefined) return known
  const text = format === 'xml' ? writeCsdlXml(model, version) : writeCsdlJson(model, version)
  const document = { text, hash: hashOf(text) }
  documents.set(key, document)
  return document
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
