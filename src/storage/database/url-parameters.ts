/** The parameters after the `?` of a database URL. Each is understood, or refused by its name: none is ignored without a word. */
import { ConfigError } from '../../config.js'

/** Reads the parameters of one URL; what a parameter cannot be is a {@link ConfigError} that names it. */
export interface UrlParameters {
  text (name: string): string | undefined
  /** A whole number from `least` on. */
  integer (name: string, least: number): number | undefined
  /** Seconds as the URL has them, in milliseconds; 0 stays 0. */
  seconds (name: string): number | undefined
  flag (name: string): boolean | undefined
  choice<const Value extends string> (name: string, values: readonly Value[]): Value | undefined
}

/** Where a URL came from, and what it may say. */
export interface ParameterRules {
  /** The setting to name in messages: `DATABASE_URL`. */
  readonly setting: string
  readonly known: readonly string[]
  /** What to do instead, for parameters of other programs that this service does not take. */
  readonly instead: Readonly<Record<string, string>>
}

/** @throws ConfigError for a parameter that is not known, or appears twice */
export function readParameters (query: string, { setting, known, instead }: ParameterRules): UrlParameters {
  const given = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query)) {
    if (!known.includes(name)) {
      const advice = instead[name] ?? `It knows ${known.join(', ')}.`
      throw new ConfigError(`${setting} has the parameter "${name.slice(0, 80)}", which this service does not take. ${advice}`)
    }
    if (given.has(name)) throw new ConfigError(`${setting} has the parameter "${name}" twice.`)
    given.set(name, value)
  }
  const refuse = (name: string, wanted: string): never => {
    throw new ConfigError(`${setting}: ${name} cannot be "${(given.get(name) ?? '').slice(0, 80)}"; give ${wanted}.`)
  }
  const integer = (name: string, least: number, wanted = `a whole number from ${least} on`): number | undefined => {
    const value = given.get(name)
    if (value === undefined) return undefined
    return /^\d{1,9}$/.test(value) && Number(value) >= least ? Number(value) : refuse(name, wanted)
  }
  const choice = <Value extends string>(name: string, values: readonly Value[]): Value | undefined =>
    given.has(name) ? values.find(value => value === given.get(name)) ?? refuse(name, `one of ${values.join(', ')}`) : undefined
  return {
    text: name => given.get(name),
    integer,
    seconds: name => {
      const seconds = integer(name, 0, 'a whole number of seconds')
      return seconds === undefined ? undefined : seconds * 1000
    },
    flag: name => {
      const value = choice(name, ['true', 'false', '1', '0'])
      return value === undefined ? undefined : value === 'true' || value === '1'
    },
    choice
  }
}
