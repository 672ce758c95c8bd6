/** Models that come with the service, by a name: `models/trippin` is a document, the data it begins with, and what its operations do. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from './base/package-folder.js'
import { suggest } from './base/suggest.js'
import { ConfigError } from './config.js'
import type { Config } from './config.js'
import { modelSettings } from './model-settings.js'

type Bundled = Pick<Config, 'model' | 'seed' | 'operations' | 'root'>

/** Service roots that clients of a model expect. */
const ROOTS: ReadonlyMap<string, string> = new Map([['graph', '/v1.0']])

/** A name, and no path of a file. */
const NAME = /^[a-z][a-z0-9-]*$/i

/**
 * The settings with the files of a bundle in the place of its name. A seed that is given goes before the bundle's; effects of operations go
 * beside it.
 * @throws ConfigError for a name of nothing
 */
export function withBundle<Given extends Bundled> (config: Given): Given {
  const { model, seed, operations, root } = config
  if (!NAME.test(model) || existsSync(model)) return config
  const folder = join(packageFolder(), 'models')
  const names = existsSync(folder) ? readdirSync(folder) : []
  if (!names.includes(model)) {
    const near = suggest(model, names)
    throw new ConfigError(`There is no file "${model}", and no model of that name comes with the service: ${names.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`)
  }
  const file = (name: string): readonly string[] => existsSync(join(folder, model, name)) ? [join(folder, model, name)] : []
  const own = [...file('operations.yaml'), ...file('operations.mjs')]
  return {
    ...config,
    model: join(folder, model, `${model}.csdl.xml`),
    root: root === modelSettings.root.schema.default ? ROOTS.get(model) ?? root : root,
    seed: seed === '' ? file('seed.json')[0] ?? '' : seed,
    operations: [...own, ...operations === '' ? [] : [operations]].join(',')
  }
}
