/** A model that somebody gives: read from CSDL, served by the standard's manners, or by Graph's where it is one of Graph's. */
import type { Config } from './config.js'
import { ConfigError } from './config.js'
import { CsdlError } from './csdl/csdl-error.js'
import { IncludeError, pruneModel } from './csdl/prune-model.js'
import { readCsdl } from './csdl/read-csdl.js'
import type { EdmModel } from './edm/types.js'
import type { ServedModel } from './served-model.js'

/**
 * @throws ConfigError with the file, line, column and a sentence for a document that cannot be read, and with a sentence for a model that
 * cannot be served
 */
export function readGivenModel ({ model: file, include, root }: Pick<Config, 'model' | 'include' | 'root'>): ServedModel {
  const model = readModel(file, include.split(',').map(name => name.trim()).filter(name => name !== ''))
  checkServable(model, file)
  const { name, namespace, description } = model.container
  return {
    model,
    modelOf: () => model,
    roots: { roots: [root === '/' ? '' : root.toLowerCase()], bareNames: [] },
    root: root === '/' ? '' : root,
    firstPath: root,
    documentation: {
      title: namespace === '' ? name : `${namespace}.${name}`,
      description: description === '' ? 'A durable test backend for an OData service.' : description,
      operations: [],
      tags: [],
      components: [],
      roots: root === '/' ? [] : [{ url: root, description: 'The service root' }]
    },
    sections: () => []
  }
}

function readModel (file: string, include: readonly string[]): EdmModel {
  try {
    const model = readCsdl([file])
    return include.length === 0 ? model : pruneModel(model, include)
  } catch (error) {
    if (error instanceof CsdlError || error instanceof IncludeError) throw new ConfigError(`The model cannot be served: ${error.message}`)
    throw error
  }
}

function checkServable (model: EdmModel, file: string): void {
  const { entitySets, singletons } = model.container
  if (entitySets.length + singletons.length === 0) {
    throw new ConfigError(`The model ${file} cannot be served: it has no entity set and no singleton.`)
  }
}
