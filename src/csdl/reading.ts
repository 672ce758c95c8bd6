/** What the functions that read one document share: its place, its aliases, and the checks of texts that both formats have. */
import { CsdlError, quote } from './csdl-error.js'
import { aliasFault, expandName, expandPath, identifierFault, namespaceFault } from './names.js'
import type { Aliases } from './names.js'
import { positionOf } from './source-text.js'
import type { SourceText } from './source-text.js'

export interface Reading {
  readonly source: SourceText
  readonly aliases: Aliases
  /**
   * Whether names inside annotations are written out: where an alias means something else than in a document before, as a model has each
   * alias once.
   */
  readonly expand: boolean
  /** An error of this document. `path`: what it is about. */
  readonly fault: (sentence: string, at: number, path?: string) => CsdlError
}

export const createReading = (source: SourceText, aliases: Aliases, expand: boolean): Reading => ({
  source,
  aliases,
  expand,
  fault: (sentence, at, path) => new CsdlError(sentence, source.file, positionOf(source.text, at), path)
})

/** A name inside an annotation, as it is to be written again. */
export const spelled = ({ expand, aliases }: Reading, name: string): string => expand ? expandPath(aliases, name) : name

/** The full name of a type, term, operation or container. */
export const fullName = ({ aliases }: Reading, name: string): string => expandName(aliases, name)

/** A path with casts in full. */
export const fullPath = ({ aliases }: Reading, path: string): string => expandPath(aliases, path)

/** @throws CsdlError when the name is not a simple identifier */
export function checkName ({ fault }: Reading, name: string, what: string, at: number): string {
  const wrong = identifierFault(name)
  if (wrong !== undefined) throw fault(`The name ${quote(name)} of ${what} ${wrong}.`, at)
  return name
}

/** @throws CsdlError when it cannot be a namespace */
export function checkNamespace ({ fault }: Reading, namespace: string, at: number): string {
  const wrong = namespaceFault(namespace)
  if (wrong !== undefined) throw fault(`The namespace ${quote(namespace)} ${wrong}.`, at)
  return namespace
}

/** @throws CsdlError when it cannot be an alias */
export function checkAlias ({ fault }: Reading, alias: string | undefined, at: number): string | undefined {
  const wrong = alias === undefined ? undefined : aliasFault(alias)
  if (wrong !== undefined) throw fault(`The alias ${quote(alias ?? '')} ${wrong}.`, at)
  return alias
}

/** A whole number of at least 0, as text; undefined when it is none. */
export function naturalNumber (text: string): number | undefined {
  const trimmed = text.trim()
  return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined
}

/** A number of an enumeration's member; undefined when it is none that 64 bits hold. */
export function int64 (text: string): bigint | undefined {
  const trimmed = text.trim()
  if (!/^[+-]?\d{1,20}$/.test(trimmed)) return undefined
  const value = BigInt(trimmed)
  return BigInt.asIntN(64, value) === value ? value : undefined
}
