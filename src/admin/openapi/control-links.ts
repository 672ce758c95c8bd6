/**
 * Where an answer of a control leads: to what can be done with what it made, or with the first that it lists (OpenAPI 3.1, section
 * 4.8.20).
 */
import type { JsonSchema } from '../../http/openapi/documentation.js'

/** A control as its document shows it. */
export interface DocumentedControl {
  readonly path: string
  readonly method: string
  readonly operationId: string
  readonly summary: string | undefined
}

const parametersOf = (path: string): readonly string[] => [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}/`)

/**
 * Links by the id of the operation that they lead to; undefined where there are none.
 *
 * @param schema of what the control answers
 */
export function linksOf (from: DocumentedControl, schema: JsonSchema, controls: readonly DocumentedControl[]): JsonSchema | undefined {
  const outer = parametersOf(from.path)
  const own = outer.map(name => [name, `$request.path.${name}`] as const)
  if (from.path.endsWith('}')) {
    const leads = controls.filter(({ path, operationId }) =>
      operationId !== from.operationId && isWithin(path, from.path) && parametersOf(path).length === outer.length)
    return ['post', 'put'].includes(from.method) ? linksTo(leads, own) : undefined
  }
  const leads = controls.filter(({ path }) => path.startsWith(`${from.path}/{`) && parametersOf(path).length === outer.length + 1)
  const [key] = parametersOf(leads[0]?.path ?? '').slice(-1)
  const place = key === undefined ? undefined : placeOf(key, schema)
  return key === undefined || place === undefined ? undefined : linksTo(leads, [...own, [key, `$response.body#${place}`]])
}

/** Where an answer says what a path calls by that name: it may say `id` for it. */
function placeOf (key: string, schema: JsonSchema): string | undefined {
  const { properties = {} } = schema as Answered
  const { value, ...members } = properties
  if (value?.items !== undefined) {
    const inItem = placeOf(key, value.items)
    return inItem === undefined ? undefined : `/value/0${inItem}`
  }
  const name = [key, 'id'].find(member => member in members)
  return name === undefined ? undefined : `/${name}`
}

interface Answered extends JsonSchema {
  readonly properties?: Readonly<Record<string, { readonly items?: Answered }>>
}

const linksTo = (controls: readonly DocumentedControl[], parameters: ReadonlyArray<readonly [string, string]>): JsonSchema | undefined =>
  controls.length === 0
    ? undefined
    : Object.fromEntries(controls.map(({ operationId, summary }) =>
      [operationId, { operationId, ...summary === undefined ? {} : { description: `${summary}.` }, parameters: Object.fromEntries(parameters) }]))
