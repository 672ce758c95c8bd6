/** The metadata documents, each made once: a model does not change while the program runs. */
import { createHash } from 'node:crypto'
import type { EdmModel } from '../../edm/types.js'
import { describeModel } from '../../csdl/describe-model.js'
import type { AnnotationSource } from '../../csdl/describe-model.js'
import type { CsdlVersion } from '../../csdl/document.js'
import { writeCsdlJson } from '../../csdl/json/write-csdl-json.js'
import { escapeXml } from '../../csdl/xml/xml-text.js'
import { writeCsdlXml } from '../../csdl/xml/write-csdl-xml.js'
import { announceSilent } from './announce-silent.js'
import { announce } from './announce.js'
import type { MetadataFormat } from './metadata-format.js'
import { OASIS_VOCABULARIES } from './vocabularies.js'

export interface MetadataDocument {
  readonly text: string
  /** Of the text, for its ETag. */
  readonly hash: string
}

const kept = new WeakMap<EdmModel, Map<string, MetadataDocument>>()

/** @param vocabularies The URL of the folder that the vocabularies are in, where that is not OASIS's. */
export function metadataDocument (model: EdmModel, format: MetadataFormat, version: CsdlVersion, vocabularies?: string): MetadataDocument {
  const document = oasisDocument(model, format, version)
  if (vocabularies === undefined) return document
  const text = document.text.replaceAll(OASIS_VOCABULARIES, format === 'xml' ? escapeXml(vocabularies) : JSON.stringify(vocabularies).slice(1, -1))
  return { text, hash: hashOf(text) }
}

function oasisDocument (model: EdmModel, format: MetadataFormat, version: CsdlVersion): MetadataDocument {
  const documents = kept.get(model) ?? new Map<string, MetadataDocument>()
  kept.set(model, documents)
  const key = `${format} ${version}`
  const known = documents.get(key)
  if (known !== undefined) return known
  const text = writeMetadata(model, format, version, model.origin === 'declared' ? announce(model) : announceSilent(model))
  const document = { text, hash: hashOf(text) }
  documents.set(key, document)
  return document
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** A model as a document: one that was read as it is, unless `source` adds to it; of a declared one with what the service does. */
export function writeMetadata (
  model: EdmModel,
  format: MetadataFormat,
  version: CsdlVersion,
  source: AnnotationSource | undefined = model.origin === 'declared' ? announce(model) : undefined
): string {
  const document = describeModel(model, version, source)
  return format === 'xml' ? writeCsdlXml(document, version) : writeCsdlJson(document, version)
}
