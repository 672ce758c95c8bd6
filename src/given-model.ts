/** A model that somebody gives: read from CSDL, served by the standard's conventions, or by Graph's where it is one of Graph's. */
import { dataSection } from './admin/generate/data-section.js'
import { entityImportSection } from './admin/rows/entity-import-section.js'
import { chooseDialect } from './choose-dialect.js'
import type { DialectSettings } from './choose-dialect.js'
import type { Config } from './config.js'
import { ConfigError } from './config.js'
import { CsdlError } from './csdl/csdl-error.js'
import { IncludeError, pruneModel } from './csdl/prune-model.js'
import { readCsdl } from './csdl/read-csdl.js'
import { dialectOf } from './dialect/service-dialect.js'
import { containmentsOf } from './edm/inner-navigation.js'
import type { EdmModel, EntityType } from './edm/types.js'
import { valueSize } from './edm/value-size.js'
import type { ValueSize } from './edm/value-size.js'
import { authOf } from './http/auth/authenticate.js'
import { modelSettings } from './model-settings.js'
import { laterResources } from './http/openapi/model/resource-document.js'
import { rootResources } from './odata/root-navigation.js'
import type { OperationEffects } from './operations/read-operations.js'
import type { ServedModel } from './served-model.js'

/**
 * @throws ConfigError with the file, line, column and a sentence for a document that cannot be read, and with a sentence for a model that
 * cannot be served
 */
export async function readGivenModel (
  { model: file, include, root, auth, operations, ...dialect }: Pick<Config, 'model' | 'include' | 'root' | 'auth' | 'operations'> & DialectSettings,
  effects?: OperationEffects
): Promise<ServedModel> {
  const read = readModel(file, include.split(',').map(name => name.trim()).filter(name => name !== ''))
  checkServable(read, file)
  chooseDialect(read, dialect)
  const model = operations === '' && effects === undefined
    ? read
    : await (await import('./operations/read-operations.js')).withEffects(read, operations, effects)
  const { name, namespace, description } = model.container
  const roots = rootsOf(model, root)
  return {
    model,
    modelOf: () => model,
    roots: { roots, bareNames: [], areVersions: dialectOf(model).rootsAreVersions },
    root: root === '/' ? '' : root,
    firstPath: root,
    documentation: {
      title: namespace === '' ? name : `${namespace}.${name}`,
      description: description === '' ? 'A durable test backend for an OData service.' : description,
      operations: [],
      tags: [],
      components: [],
      roots: roots.filter(own => own !== '').map(url => ({ url, description: 'The service root' })),
      later: laterResources(model, { needsToken: authOf(model, { auth }) !== 'none' })
    },
    sections: ({ state, clock, maxValueBytes }) => [
      dataSection({ state, model, clock }),
      entityImportSection({ state, model, maxValueBytes })
    ]
  }
}

/** Clients of Graph know two versions of it, and get both; an own root of another name is the only one. */
function rootsOf (model: EdmModel, root: string): readonly string[] {
  const { versions = [] } = dialectOf(model).directory ?? {}
  const own = root === '/' ? '' : root.toLowerCase()
  return own === modelSettings.root.schema.default || versions.includes(own) ? [...new Set([own, ...versions])] : [own]
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

/** Members of a value that are written out for each entity, with those of complex values inside it; Graph's largest has some 12,000. */
const MOST_SIZE: ValueSize = { members: 50_000, depth: 100 }

function checkServable (model: EdmModel, file: string): void {
  const roots = rootResources(model.container)
  if (roots.length === 0) throw new ConfigError(`The model ${file} cannot be served: it has no entity set and no singleton.`)
  for (const type of storedTypes(roots.map(resource => resource.type))) {
    const { members, depth } = valueSize(type, MOST_SIZE)
    if (members <= MOST_SIZE.members && depth <= MOST_SIZE.depth) continue
    const what = depth > MOST_SIZE.depth ? `complex values more than ${MOST_SIZE.depth} deep in one another` : `more than ${MOST_SIZE.members} members in complex values that hold one another`
    throw new ConfigError(`The model ${file} cannot be served: an entity of ${type.fullName} can have ${what}.`)
  }
}

/** Some entity types, and those of everything that they contain. */
function storedTypes (types: readonly EntityType[]): ReadonlySet<EntityType> {
  const found = new Set(types)
  for (const type of found) {
    for (const concrete of [type, ...type.concreteTypes]) {
      for (const { target } of containmentsOf(concrete)) found.add(target)
    }
  }
  return found
}
