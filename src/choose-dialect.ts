/** Whose conventions a service follows, and what it tolerates, as its settings say. */
import { suggest } from './base/suggest.js'
import { toleranceNames } from './base/tolerances.js'
import type { ToleranceName } from './base/tolerances.js'
import type { Config } from './config.js'
import { ConfigError } from './config.js'
import { adoptDialect, dialectOf, graphDialect, standardDialect } from './dialect/service-dialect.js'
import type { ServiceDialect } from './dialect/service-dialect.js'
import type { EdmModel } from './edm/types.js'
import type { ServedModel } from './served-model.js'

export type DialectSettings = Pick<Config, 'dialect' | 'strict' | 'tolerate'>

/** The model is served by the dialect that the settings say. @throws ConfigError for a tolerance that there is not */
export function chooseDialect (model: EdmModel, settings: DialectSettings): void {
  adoptDialect(model, dialectFor(model, settings))
}

/**
 * What comes with the service, by the dialect that the settings say: as copies of its models, which other services in this process have
 * too.
 * @throws ConfigError for a tolerance that there is not, and for another dialect than the one it was made for
 */
export function withDialect (served: ServedModel, settings: DialectSettings): ServedModel {
  if (settings.dialect !== 'auto') throw new ConfigError('DIALECT needs MODEL: officeConfiguration is served as Microsoft Graph serves it.')
  if (!settings.strict && settings.tolerate === '') return served
  const copies = new Map<EdmModel, EdmModel>()
  const copyOf = (model: EdmModel): EdmModel => {
    const copy = copies.get(model) ?? { ...model }
    if (!copies.has(model)) adoptDialect(copy, dialectFor(model, settings))
    copies.set(model, copy)
    return copy
  }
  return { ...served, model: copyOf(served.model), modelOf: of => copyOf(served.modelOf(of)) }
}

function dialectFor (model: EdmModel, { dialect, strict, tolerate }: DialectSettings): ServiceDialect {
  const base = dialect === 'auto' ? dialectOf(model) : dialect === 'graph' ? graphDialect : standardDialect
  const named = tolerate.split(',').map(name => name.trim()).filter(name => name !== '').map(tolerance)
  return strict || named.length > 0 ? { ...base, tolerates: new Set([...strict ? [] : base.tolerates, ...named]) } : base
}

function tolerance (name: string): ToleranceName {
  const found = toleranceNames.find(known => known === name)
  if (found !== undefined) return found
  const near = suggest(name, toleranceNames)
  throw new ConfigError(`TOLERATE cannot be "${name}"${near === undefined ? '' : `; did you mean ${near}?`} There are ${toleranceNames.join(', ')}.`)
}
