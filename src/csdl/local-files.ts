/** Documents as files: those given, and those that a reference names beside them. */
import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, resolve, sep } from 'node:path'
import { whyUnreadable } from '../base/why-unreadable.js'
import { CsdlError } from './csdl-error.js'
import type { CsdlDocument, ReferenceNode } from './document.js'

/** A document that is not a file. */
export interface CsdlContent {
  /** Errors begin with it. */
  readonly name: string
  readonly content: string | Uint8Array
}

/** A document's bytes; `folder` is where its references are looked for, undefined for one that is not a file. */
export interface CsdlBytes {
  readonly file: string
  readonly folder: string | undefined
  readonly bytes: Uint8Array
}

/** @throws CsdlError when there is no such file, or it cannot be read */
export function readSource (source: string | CsdlContent): CsdlBytes {
  if (typeof source !== 'string') {
    const { name, content } = source
    return { file: name, folder: undefined, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }
  }
  try {
    if (!statSync(source).isFile()) throw new CsdlError('This is not a file.', source, undefined)
    return { file: resolve(source), folder: dirname(resolve(source)), bytes: readFileSync(source) }
  } catch (cause) {
    if (cause instanceof CsdlError) throw cause
    throw new CsdlError(`The file cannot be read: ${whyUnreadable(cause)}.`, source, undefined)
  }
}

/** Vocabularies of OASIS and SAP; what the model says with their terms is kept, without reading them. */
const vocabulary = /^(?:Org\.OData\.\w+\.V\d+|com\.sap\.vocabularies\.\w+\.v\d+)$/

/**
 * The referenced documents that lie in the folder of the one that refers to them, or below it. What is not there is missed when a name
 * of it is needed, and not before.
 * @throws CsdlError when a file is there and cannot be read
 */
export function findReferenced ({ folder }: CsdlBytes, { references }: CsdlDocument): readonly CsdlBytes[] {
  if (folder === undefined) return []
  return references.filter(isNeeded).flatMap(({ uri }) => {
    const path = localPaths(folder, uri).find(isFile)
    return path === undefined ? [] : [readSource(path)]
  })
}

const isNeeded = ({ includes, includeAnnotations }: ReferenceNode): boolean =>
  includes.some(({ namespace }) => !vocabulary.test(namespace)) || includeAnnotations.length > 0

/** A relative reference below the folder; of an absolute one the last segment, with and without the ending of a format. */
function localPaths (folder: string, uri: string): readonly string[] {
  const absolute = /^[a-z][a-z\d+.-]*:/i.test(uri) || uri.startsWith('/')
  const path = decode(uri.split(/[?#]/, 1)[0] ?? '')
  if (path === undefined || path === '' || path.endsWith('/') || path.includes('\0')) return []
  const found = resolve(folder, absolute ? basename(path) : path)
  return found.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? [found, `${found}.xml`, `${found}.json`] : []
}

function decode (text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function isFile (path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
