/**
 * The operations of the real service, by its last public OpenAPI document, where that is at hand: each is here under its id and path, and
 * what differs does so on purpose.
 */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'

const REFERENCE = process.env['REFERENCE_OPENAPI'] ?? '../shared/reference/openapi-officeConfiguration.yaml'

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly schema: { readonly type: string, readonly items?: { readonly enum?: readonly string[] } }
}

interface Media { readonly schema: unknown }

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly $ref?: string, readonly content?: Readonly<Record<string, Media>> }>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly parameters?: Readonly<Record<string, Parameter>> }
}

/** What differs, and why. */
const onPurpose: Readonly<Record<string, string>> = {
  '$expand is array, here string': 'Options of an expansion have commas of their own, and the reference knows no options.',
  '$orderby is array, here string': 'Any expression orders, not only the properties that the reference lists.',
  'answers 200, here 200 202': '202 is for `Prefer: respond-async`.',
  'answers 204, here 202 204': '202 is for `Prefer: respond-async`.',
  'answers 204, here 200 202 204': 'The page of the API answers a PATCH with the entity; 204 is for `Prefer: return=minimal`, 202 for `Prefer: respond-async`.',
  'answers 201, here 201 202 204': '204 is for `Prefer: return=minimal`, 202 for `Prefer: respond-async`.',
  'answers 200, here 200 202 204 206': 'A stream may have no content (204), parts of it can be read (206), and 202 is for `Prefer: respond-async`.'
}

function operationsOf ({ paths }: Document): ReadonlyMap<string, Operation> {
  return new Map(Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const)))
}

function parametersOf ({ components }: Document, { parameters = [] }: Operation): readonly Parameter[] {
  return parameters.map(parameter => parameter.$ref === undefined ? parameter : components.parameters?.[parameter.$ref.slice(parameter.$ref.lastIndexOf('/') + 1)] ?? parameter)
}

const successes = ({ responses }: Operation): string => Object.keys(responses).filter(status => /^2/.test(status)).join(' ')

const mediaTypes = (content: Readonly<Record<string, Media>> = {}): readonly string[] => Object.keys(content)

/** What the reference says of an operation and the service's document does not. */
function * differences (reference: Document, theirs: Operation, ours: Operation, own: Document): Generator<string> {
  if (theirs.operationId !== ours.operationId) yield `id ${ours.operationId}`
  if (theirs.tags.join() !== ours.tags.join()) yield `tags ${ours.tags.join()}`
  if (successes(theirs) !== successes(ours)) yield `answers ${successes(theirs)}, here ${successes(ours)}`
  for (const mediaType of mediaTypes(theirs.requestBody?.content)) if (!mediaTypes(ours.requestBody?.content).includes(mediaType)) yield `takes ${mediaType}`
  const ownParameters = parametersOf(own, ours)
  for (const { name, in: place, schema } of parametersOf(reference, theirs)) {
    const same = ownParameters.find(parameter => parameter.name === name && parameter.in === place)
    if (same === undefined) yield `${place} parameter ${name}`
    else if (schema.type !== same.schema.type) yield `${name} is ${schema.type}, here ${same.schema.type}`
    else for (const value of schema.items?.enum ?? []) if (same.schema.items?.enum?.includes(value) !== true) yield `${name} of ${value}`
  }
}

t.test('operations one to one', t => {
  if (!existsSync(REFERENCE)) {
    t.comment(`skipped: there is no ${REFERENCE}`)
    return t.end()
  }
  const reference = parse(readFileSync(REFERENCE, 'utf8')) as Document
  const own = JSON.parse(readFileSync('openapi/openapi-3.0.json', 'utf8')) as Document
  const ours = operationsOf(own)
  const theirs = operationsOf(reference)
  t.equal(theirs.size, 18)
  const found = new Map<string, string[]>()
  for (const [place, operation] of theirs) {
    const same = ours.get(place)
    if (t.ok(same, place) && same !== undefined) {
      for (const difference of differences(reference, operation, same, own)) {
        found.set(difference, [...found.get(difference) ?? [], operation.operationId])
      }
    }
  }
  for (const [difference, operations] of found) {
    t.comment(`${difference}: ${operations.join(', ')}`)
    t.ok(onPurpose[difference], `${difference}: on purpose?`)
  }
  for (const difference of Object.keys(onPurpose)) t.ok(found.has(difference), `${difference}: still differs`)
  t.end()
})
