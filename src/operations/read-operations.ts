/**
 * The effects of a model's operations: out of files (YAML and JSON without code, modules with code), or as an object of functions.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { whyUnreadable } from '../base/why-unreadable.js'
import { ConfigError } from '../config.js'
import { adoptDialect, dialectOf } from '../dialect/service-dialect.js'
import type { EdmModel, Operation, OperationEffect, StructuredType } from '../edm/types.js'
import { parseExactJson } from '../odata/json/exact-json.js'
import { checkDeclared } from './check-declared.js'
import { readDeclared } from './declared-effect.js'
import type { DeclaredEffect } from './declared-effect.js'
import { overloadsOf, signatureOf } from './name-overload.js'
import { effectOfDeclared } from './run-declared.js'

/**
 * Effects by the qualified names of actions and functions: `Ns.Name` for every overload, `Ns.Name(Ns.Person,Edm.String)` for one, with the
 * types of all its parameters. A function runs when the operation is called; an object says without code what is done.
 */
export type OperationEffects = Readonly<Record<string, OperationEffect | DeclaredEffectObject | null>>

/** As in a file of effects. */
export interface DeclaredEffectObject extends Omit<DeclaredEffect, 'set'> {
  readonly set?: Readonly<Record<string, string | number | boolean | null>>
}

/** A model whose operations do something. */
export type EffectiveModel = EdmModel & Required<Pick<EdmModel, 'effects' | 'expressions'>>

interface Source {
  /** What begins a sentence about it: the name of a file. */
  readonly name: string
  readonly effects: Readonly<Record<string, unknown>>
}

/**
 * The model with the effects of files, separated by commas, and of an object.
 * @throws ConfigError with a sentence that names the file and the operation
 */
export async function withEffects (model: EdmModel, files: string, given: OperationEffects | undefined): Promise<EdmModel> {
  const sources: Source[] = []
  for (const file of files.split(',').map(name => name.trim()).filter(name => name !== '')) sources.push({ name: file, effects: await readFile(file) })
  if (given !== undefined) sources.push({ name: 'operations', effects: objectIn(given, 'operations') })
  return sources.length === 0 ? model : addEffects(model, sources)
}

async function readFile (file: string): Promise<Source['effects']> {
  try {
    if (/\.[cm]?[jt]s$/i.test(file)) return moduleEffects(await import(pathToFileURL(resolve(file)).href) as Record<string, unknown>, file)
    const text = readFileSync(file, 'utf8')
    const content: unknown = /\.ya?ml$/i.test(file) ? parse(text) : parseExactJson(text)
    return objectIn(content, file)
  } catch (error) {
    throw error instanceof ConfigError ? error : new ConfigError(`The operations of ${file} cannot be read: ${whyUnreadable(error)}`)
  }
}

/** The default export, or one of the name `operations`. */
const moduleEffects = (module: Record<string, unknown>, file: string): Source['effects'] => {
  const effects = module['default'] ?? module['operations']
  if (effects === undefined) throw new ConfigError(`The operations of ${file} cannot be read: the module has no default export.`)
  return objectIn(effects, file)
}

function objectIn (value: unknown, file: string): Source['effects'] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Source['effects']
  throw new ConfigError(`${file} must be an object of effects by the qualified names of actions and functions.`)
}

function addEffects (model: EdmModel, sources: readonly Source[]): EdmModel {
  const effects = new Map<Operation, OperationEffect>()
  const expressions = new Map<Operation, string>()
  const declared: Array<{ readonly place: string, readonly operation: Operation, readonly effect: DeclaredEffect }> = []
  for (const { name, effects: given } of sources) {
    // One overload goes before all of a name.
    const entries = Object.entries(given).toSorted(([one], [other]) => Number(other.includes('(')) - Number(one.includes('(')))
    const own = new Set<Operation>()
    for (const [key, value] of entries) {
      const overloads = overloadsOf(model, key, name).filter(operation => !own.has(operation))
      for (const operation of overloads) {
        checkFree(operation, effects, `${name}: ${key}`)
        own.add(operation)
        if (typeof value === 'function') {
          effects.set(operation, value as OperationEffect)
          continue
        }
        const effect = readDeclared(value, `${name}: ${key}`)
        declared.push({ place: `${name}: ${key}`, operation, effect })
        effects.set(operation, effectOfDeclared(effect, { model, operation, changed: undefined }))
        if (effect.expression !== undefined) expressions.set(operation, effect.expression)
      }
    }
  }
  const made: EffectiveModel = { ...model, effects, expressions }
  adoptDialect(made, dialectOf(model))
  for (const { place, operation, effect } of declared) {
    effects.set(operation, effectOfDeclared(effect, { model: made, operation, changed: changedBy(made, operation, effect, place) }))
  }
  return made
}

function changedBy (model: EdmModel, operation: Operation, effect: DeclaredEffect, place: string): StructuredType | undefined {
  try {
    return checkDeclared(model, operation, effect)
  } catch (error) {
    throw new ConfigError(`${place}: ${(error as Error).message}`)
  }
}

function checkFree (operation: Operation, effects: ReadonlyMap<Operation, OperationEffect>, place: string): void {
  if (operation.kind === 'action' && operation.effect !== undefined) throw new ConfigError(`${place}: the service itself says what this action does.`)
  if (effects.has(operation)) throw new ConfigError(`${place}: ${operation.fullName}(${signatureOf(operation)}) has an effect already.`)
}
