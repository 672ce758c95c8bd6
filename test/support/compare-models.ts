/** Two models are the same when the documents that describe them are: as trees, or as the JSON that they are written as. */
import { describeModel } from '../../src/csdl/describe-model.js'
import type { DocumentTree } from '../../src/csdl/document.js'
import { writeCsdlJson } from '../../src/csdl/json/write-csdl-json.js'
import type { EdmModel } from '../../src/edm/types.js'

/** Everything that a document says, without the places where it stands; `without`: members that are left out of every node. */
export function treeOf (model: EdmModel, without: readonly string[] = []): DocumentTree {
  const left = new Set(['at', ...without])
  return JSON.parse(JSON.stringify(describeModel(model), (key, value: unknown) =>
    left.has(key) ? undefined : typeof value === 'bigint' ? `${value}n` : value)) as DocumentTree
}

/** Types, operations and containers alone. */
export const structureOf = (model: EdmModel): DocumentTree => treeOf(model, ['annotations', 'annotationGroups', 'references'])

/** As CSDL JSON, in which a path, a date and a member of an enumeration are all strings, and groups of one target are one. */
export const jsonOf = (model: EdmModel): unknown => JSON.parse(writeCsdlJson(describeModel(model), '4.01'))
