/** `prune`: the part of a model that some of its entity sets need, as a document of its own. */
import { ConfigError } from '../config.js'
import { CsdlError } from '../csdl/csdl-error.js'
import { describeModel } from '../csdl/describe-model.js'
import { writeCsdlJson } from '../csdl/json/write-csdl-json.js'
import { IncludeError, pruneModel } from '../csdl/prune-model.js'
import { readCsdl } from '../csdl/read-csdl.js'
import { writeCsdlXml } from '../csdl/xml/write-csdl-xml.js'

export interface PruneOptions {
  /** Names of entity sets, singletons and imports, separated by commas. */
  readonly include: string
  readonly format: 'xml' | 'json'
}

/**
 * Writes the document to stdout. Nothing is fetched: what the file refers to is looked for beside it.
 * @throws ConfigError with file, line and column for a document that cannot be read, and for a name that it does not have
 */
export function prune (file: string, { include, format }: PruneOptions): void {
  const names = include.split(',').map(name => name.trim()).filter(name => name !== '')
  if (names.length === 0) throw new ConfigError('prune needs --include: the entity sets and singletons to keep, separated by commas.')
  process.stdout.write(`${writePruned(file, names, format)}\n`)
}

function writePruned (file: string, names: readonly string[], format: PruneOptions['format']): string {
  try {
    const tree = describeModel(pruneModel(readCsdl([file]), names))
    return format === 'json' ? writeCsdlJson(tree, '4.01') : writeCsdlXml(tree, '4.01')
  } catch (error) {
    if (error instanceof CsdlError || error instanceof IncludeError) throw new ConfigError(error.message)
    throw error
  }
}
