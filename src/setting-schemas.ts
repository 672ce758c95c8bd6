/** Schemas of settings as TypeBox would make them, which is two hundred modules to load: `--help` and `health` need no more than these. */
import type { IntegerOptions, SchemaOptions, StringOptions, TBoolean, TInteger, TString, TUnsafe } from '@sinclair/typebox'

export const integer = (options: IntegerOptions): TInteger => ({ type: 'integer', ...options }) as TInteger
export const boolean = (options: SchemaOptions): TBoolean => ({ type: 'boolean', ...options }) as TBoolean
export const text = (options: StringOptions & { readonly writeOnly?: boolean }): TString => ({ type: 'string', ...options }) as TString

export const choice = <const Values extends readonly string[]>(values: Values, options: { default: Values[number], description: string }) =>
  ({ type: 'string', enum: values, ...options }) as unknown as TUnsafe<Values[number]>

/** The pattern of an empty string, or a TCP port. */
export const OPTIONAL_PORT = '^$|^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$'
/** The pattern of an empty string, or a URL of http or https. */
export const OPTIONAL_URL = '^$|^https?://[^\\s]+$'
