/** Settings that a program gives, held against `settings.ts`: the command line's rules, for values that have a type already. */
import type { TSchema } from '@sinclair/typebox'
import { suggest } from './base/suggest.js'
import { ConfigError, fits, isIntegerOf, maskPassword, wanted } from './config.js'
import type { Config } from './config.js'
import { settings } from './settings.js'
import type { SettingName } from './settings.js'

/**
 * `given` as it is; what is undefined counts as not given.
 * @param others Options that are not settings, and are checked elsewhere.
 * @throws ConfigError for an option that does not exist, or a value of the wrong type or out of bounds
 */
export function checkConfig (given: unknown, others: readonly string[] = []): Partial<Config> {
  if (typeof given !== 'object' || given === null) throw new ConfigError(`Options must be an object, not ${shown(given)}.`)
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  for (const [name, value] of entries) {
    if (Object.hasOwn(settings, name)) checkSetting(name as SettingName, value)
    else if (!others.includes(name)) throw unknownOption(name, others)
  }
  return Object.fromEntries(entries)
}

function unknownOption (name: string, others: readonly string[]): ConfigError {
  // A variable's name or a flag's is the option's, written in another way.
  const plain = name.replaceAll(/[-_]/g, '')
  const near = suggest(plain, [...Object.keys(settings), ...others])
  return new ConfigError(`There is no option "${name}".${near === undefined ? '' : ` Did you mean ${near}?`}`)
}

function checkSetting (name: SettingName, value: unknown): void {
  const { schema } = settings[name]
  if (suits(schema, value)) return
  const masked = (schema as TSchema)['writeOnly'] === true && typeof value === 'string' ? '"***"' : shown(value)
  throw new ConfigError(`${name} cannot be ${masked}: ${expected(schema, value)}.`)
}

/** Reads the keywords that `settings.ts` uses; compiling the schemas would make every start slower. */
function suits (schema: TSchema, value: unknown): boolean {
  switch (schema['type'] as string) {
    case 'boolean': return typeof value === 'boolean'
    case 'integer': return isIntegerOf(schema, value)
    default: return typeof value === 'string' && fits(schema, value)
  }
}

function expected (schema: TSchema, value: unknown): string {
  const isText = schema['type'] === 'string' && schema['enum'] === undefined
  return isText && typeof value !== 'string' ? `give a string: ${wanted(schema)}` : wanted(schema)
}

function shown (value: unknown): string {
  switch (typeof value) {
    case 'string': return JSON.stringify(maskPassword(value))
    case 'number': case 'boolean': case 'bigint': return String(value)
    case 'object': return value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object'
    default: return `a ${typeof value}`
  }
}
