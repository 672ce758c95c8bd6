/** Reads the settings of `settings.ts` from flags and environment, and checks them, once, at start. */
import type { Static, TSchema } from '@sinclair/typebox'
import { Command, CommanderError, Option } from 'commander'
import { flagOf, settings, variableOf } from './settings.js'
import type { Setting, SettingName } from './settings.js'

type Settings = typeof settings

/** The checked settings. */
export type Config = { readonly [Name in keyof Settings]: Static<Settings[Name]['schema']> }

/** A setting that stops the start; the message names it, its value, and what would do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** `--help` and `--version` were asked for, and their text was printed. */
export class ConfigExit extends Error {
  override readonly name = 'ConfigExit'
}

const entries = Object.entries(settings) as ReadonlyArray<[SettingName, Setting]>

/** Every setting as it is without flags and environment. */
export const defaultConfig: Config = Object.fromEntries(entries.map(([name, { schema }]) => [name, schema.default])) as unknown as Config

/** What was given for a setting, as text: by flags, by the environment. */
export type Flags = Readonly<Partial<Record<SettingName, string>>>
export type Environment = Readonly<Record<string, string | undefined>>

/** Flags win over the environment, which wins over `defaults`. @throws ConfigError */
export function readConfig (flags: Flags, env: Environment, defaults: Config = defaultConfig): Config {
  return Object.fromEntries(
    entries.map(([name, setting]) => [name, parseSetting(name, setting, flags[name], env[variableOf(name)]) ?? defaults[name]])
  ) as unknown as Config
}

/** The settings of a command line without commands. Throws {@link ConfigError} or {@link ConfigExit}. */
export function parseConfig (args: readonly string[], env: Environment, version: string): Config {
  const command = addSettings(
    new Command('graph-office-emulator').version(version).exitOverride().allowExcessArguments().configureOutput({
      writeErr: () => undefined
    })
  )
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    throw translateCommandError(error)
  }
  refuseOperands(command)
  return readConfig(command.opts(), env)
}

/** One at a time, so that the message can name the setting the way it was given. Undefined when it was not. */
function parseSetting (name: SettingName, { schema }: Setting, flagged: string | undefined, found: string | undefined): unknown {
  const given = flagged ?? found
  if (given === undefined || (flagged === undefined && given === '')) return undefined
  const value = valueOf(schema, given)
  if (value !== undefined) return value
  const named = flagged === undefined ? variableOf(name) : `--${flagOf(name)}`
  throw new ConfigError(`${named} cannot be "${schema['writeOnly'] === true ? '***' : maskPassword(given)}": ${wanted(schema)}.`)
}

/** What the text stands for; undefined when it is nothing the setting can be. */
function valueOf (schema: TSchema, text: string): unknown {
  switch (schema['type']) {
    case 'integer': return integerOf(schema, text)
    case 'boolean': return { true: true, false: false }[text]
    default: return fits(schema, text) ? text : undefined
  }
}

function integerOf (schema: TSchema, text: string): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text)
  return isIntegerOf(schema, value) ? value : undefined
}

/** Whether a value is one that a schema of integers allows. */
export const isIntegerOf = ({ minimum, maximum }: TSchema, value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum

/** Whether a text is one that a schema of strings allows. */
export const fits = ({ enum: values, pattern, minLength = 0 }: TSchema, text: string): boolean =>
  (values as readonly string[] | undefined)?.includes(text) !== false &&
  (pattern === undefined || new RegExp(String(pattern), 'u').test(text)) &&
  text.length >= Number(minLength)

/** What would do, as the end of a sentence. */
export function wanted (schema: TSchema): string {
  const values = schema['enum'] as readonly string[] | undefined
  if (values !== undefined) return `choose one of ${values.join(', ')}`
  if (schema['type'] === 'integer') return `give a whole number from ${String(schema['minimum'])} to ${String(schema['maximum'])}`
  if (schema['type'] === 'boolean') return 'give true or false'
  return (schema.description ?? 'give some text').replace(/\.$/, '')
}

/** A URL as logs and messages may show it. */
export function maskPassword (url: string): string {
  const [, start] = /^([a-z][a-z0-9+.-]*:\/\/[^:/@]*):/i.exec(url) ?? []
  const end = url.lastIndexOf('@')
  return start === undefined || end < start.length ? url : `${start}:***${url.slice(end)}`
}

/** An option of the command line for every setting. */
export function addSettings (command: Command): Command {
  for (const [name, { schema, group }] of entries) {
    const value = schema['type'] === 'boolean' ? '[true|false]' : schema['type'] === 'integer' ? '<number>' : '<value>'
    const option = new Option(
      `--${flagOf(name)} ${value}`,
      `${(schema.description ?? '').replaceAll('`', '')} (${variableOf(name)}${
        schema.default === '' ? '' : `, default ${String(schema.default)}`
      })`
    )
    command.addOption(option.helpGroup(`${group}:`).preset('true'))
  }
  return command
}

/** Commander's errors as this program's; others stay what they are. */
export function translateCommandError (error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error
  if (error.exitCode === 0) return new ConfigExit(error.message)
  const said = error.message.replace(/^error: /, '').replace(/\n\((Did you mean .*\?)\)$/, '. $1')
  return new ConfigError(`${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?]$/.test(said) ? '' : '.'} See --help.`)
}

/** @throws ConfigError when a word was given that is not a flag. */
export function refuseOperands ({ args }: Command): void {
  if (args.length > 0) throw new ConfigError(`"${args[0] ?? ''}" is not a command. See --help.`)
}
