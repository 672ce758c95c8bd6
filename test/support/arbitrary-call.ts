/** Requests over any model beside those that walk its navigation: calls of operations, streams, batches whose requests name one another. */
import { isAssignable, isStream } from '../../src/edm/lookup.js'
import type { EntityType, Operation, TypeReference } from '../../src/edm/types.js'
import { sampleValue } from '../../src/samples/sample-value.js'
import { anyPath, bodyOf, choiceOf, keyMembers, navigationRequest, oneOf, often, optionsOf, referenceTo } from './arbitrary-navigation.js'
import type { Asked, Choice, Walked } from './arbitrary-navigation.js'
import type { AnyRequest } from './arbitrary-request.js'

/** The same request for the same number. */
export function modelRequest (asked: Asked, seed: number, place: number): AnyRequest {
  const choice = choiceOf(asked, seed, place)
  const kind = choice.random()
  if (kind < 0.12 && choice.model.actions.length + choice.model.functions.length > 0) return call(choice, asked.root)
  if (kind < 0.22) return stream(choice, asked.root)
  if (kind < 0.27) return batch(choice, asked.root)
  if (kind < 0.3) return crossJoin(choice, asked.root)
  return navigationRequest(choice, asked.root)
}

const JSON_BODY = { 'content-type': 'application/json' }

/** Two sets beside one another, of which one may stand for others. */
function crossJoin (choice: Choice, root: string): AnyRequest {
  const { entitySets } = choice.model.container
  const sets = [oneOf(choice, entitySets), oneOf(choice, entitySets)].filter((set, index, all) => all.indexOf(set) === index)
  const [first, last] = [sets[0], sets.at(-1)].map(set => `${set?.name ?? ''}/${set?.type.key[0]?.path ?? ''}`)
  const options = oneOf(choice, [
    '$top=5', `$filter=${first} ne ${last}&$top=5`, `$expand=${sets[0]?.name ?? ''}&$top=3`, `$orderby=${first} desc,${last}&$top=5&$count=true`,
    `$apply=groupby((${first}),aggregate($count as N))`
  ])
  return { method: 'GET', url: `${root}$crossjoin(${sets.map(({ name }) => name).join(',')})?${options.replaceAll(' ', '%20')}`, headers: {}, payload: undefined }
}

function call (choice: Choice, root: string): AnyRequest {
  const { model: { actions, functions, container } } = choice
  const operation = oneOf<Operation>(choice, [...actions, ...functions])
  const names = [...container.actionImports.filter(({ action }) => action === operation).map(({ name }) => name),
    ...container.functionImports.filter(({ functions: own }) => own.some(overload => overload === operation)).map(({ name }) => name)]
  const [binding] = operation.parameters
  const before = operation.bound && binding !== undefined ? `${bindingPath(choice, binding.type)}/` : ''
  const name = operation.bound || names.length === 0 ? `${operation.namespace}.${operation.name}` : oneOf(choice, names)
  const parameters = operation.parameters.slice(operation.bound ? 1 : 0).filter(() => often(choice, 0.95))
  const values = Object.fromEntries(parameters.map(({ name: parameter, type }) => [parameter, valueOf(choice, parameter, type)]))
  if (operation.kind === 'action') {
    return { method: 'POST', url: `${root}${before}${name}`, headers: { ...JSON_BODY, 'if-match': '*' }, payload: JSON.stringify(values) }
  }
  const isShort = often(choice, 0.6)
  const inside = Object.entries(values).map(([parameter, value]) => `${parameter}=${isShort ? literal(value) : `@${parameter}`}`)
  const aliases = isShort ? [] : Object.entries(values).map(([parameter, value]) => `@${parameter}=${literal(value)}`)
  const type = operation.returnType.type.kind === 'collection' ? operation.returnType.type.elementType.type : operation.returnType.type
  const options = type.kind === 'entity' && often(choice, 0.6) ? optionsOf(choice, type, operation.returnType.type.kind === 'collection' ? 'collection' : 'entity', 1) : []
  const query = [...aliases, ...options].join('&')
  const behind = often(choice, 0.1) ? oneOf(choice, ['/$count', '/$value', '/Name', '/$ref']) : ''
  return { method: 'GET', url: `${root}${before}${name}(${inside.join(',')})${behind}${query === '' ? '' : `?${query}`}`, headers: {}, payload: undefined }
}

/** A path to something of the type, if one is found soon. */
function bindingPath (choice: Choice, { type }: TypeReference): string {
  const item = type.kind === 'collection' ? type.elementType.type : type
  const ends: Walked['ends'] = type.kind === 'collection' ? 'collection' : 'entity'
  let walked = anyPath(choice)
  for (let tries = 0; tries < 20 && !(walked.ends === ends && walked.type !== undefined && item.kind === 'entity' && isAssignable(walked.type, item)); tries++) {
    walked = anyPath(choice)
  }
  return walked.path
}

function valueOf (choice: Choice, name: string, reference: TypeReference): unknown {
  const { type } = reference
  if (type.kind === 'entity') return often(choice, 0.5) ? { '@odata.id': referenceTo(choice, type) } : { ...bodyOf(choice, type, 1), ...keyMembers(choice, type) }
  if (type.kind === 'collection') return [0, 1].map(() => valueOf(choice, name, type.elementType))
  return often(choice, 0.1) ? null : sampleValue(reference, { name, owner: '', subject: choice.subject, salt: name.length, options: { nulls: 0.1 }, within: [], rules: undefined })
}

function literal (value: unknown): string {
  if (typeof value === 'string') return encodeURIComponent(`'${value.replaceAll("'", "''")}'`)
  return encodeURIComponent(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value))
}

/** The stream that an entity is, or one of its properties: read in part, written, deleted. */
function stream (choice: Choice, root: string): AnyRequest {
  let walked = anyPath(choice)
  for (let tries = 0; tries < 20 && !hasStreams(walked.type); tries++) walked = anyPath(choice)
  const { path, type, ends } = walked
  const streams = (type?.properties ?? []).filter(isStream).map(({ name }) => name)
  const url = `${root}${path}${ends === 'entity' ? `/${oneOf(choice, ['$value', ...streams])}` : ''}`
  const method = oneOf(choice, ends === 'collection' ? ['POST', 'POST', 'GET'] as const : ['GET', 'GET', 'HEAD', 'PUT', 'PUT', 'DELETE'] as const)
  if (method === 'GET' || method === 'HEAD') {
    const range = oneOf(choice, ['bytes=0-1', 'bytes=-2', 'bytes=5-', 'bytes=9-1', 'x', 'bytes=0-0,2-3'])
    return { method, url, headers: { ...often(choice, 0.6) ? { range } : {}, ...often(choice, 0.3) ? { 'if-range': '"1"' } : {}, ...often(choice, 0.2) ? { 'if-none-match': '"1"' } : {} }, payload: undefined }
  }
  const headers = { 'content-type': oneOf(choice, ['image/png', 'text/plain', 'application/json', 'nonsense', 'image/png; q="a"']), ...often(choice, 0.7) ? { 'if-match': oneOf(choice, ['*', '"1"', 'W/"1"']) } : {} }
  return { method, url, headers, payload: method === 'DELETE' ? undefined : oneOf(choice, ['', 'abc', '{"a":1}', 'x'.repeat(40)]) }
}

const hasStreams = (type: EntityType | undefined): boolean => type !== undefined && (type.hasStream || type.properties.some(isStream))

/** The second request names what the first one has made, by a path or in its body. */
function batch (choice: Choice, root: string): AnyRequest {
  const set = oneOf(choice, choice.model.container.entitySets)
  const first = { id: '1', method: 'POST', url: `${root}${set.name}`, headers: JSON_BODY, body: { ...bodyOf(choice, set.type, 1), ...keyMembers(choice, set.type) } }
  const [navigation] = set.type.navigationProperties.length === 0 ? [] : [oneOf(choice, set.type.navigationProperties)]
  const other = navigationRequest(choice, root)
  const seconds = [
    { method: 'GET', url: '$1' },
    { method: 'PATCH', url: '$1', headers: JSON_BODY, body: bodyOf(choice, set.type, 1) },
    {
      method: other.method,
      url: other.url,
      ...other.payload === undefined ? {} : { headers: JSON_BODY, body: JSON.parse(other.payload) as unknown }
    },
    ...navigation === undefined
      ? []
      : [
          { method: 'POST', url: `${root}${set.name}`, headers: JSON_BODY, body: { ...bodyOf(choice, set.type, 0), [`${navigation.name}@odata.bind`]: navigation.collection ? ['$1'] : '$1' } },
          { method: navigation.collection ? 'POST' : 'PUT', url: `$1/${navigation.name}/$ref`, headers: JSON_BODY, body: { '@odata.id': referenceTo(choice, navigation.target) } },
          { method: 'POST', url: `$1/${navigation.name}`, headers: JSON_BODY, body: bodyOf(choice, navigation.target, 1) }
        ]
  ]
  const group = often(choice, 0.5) ? { atomicityGroup: 'g' } : {}
  const requests = [{ ...first, ...group }, { id: '2', dependsOn: ['1'], ...oneOf(choice, seconds), ...group }]
  return { method: 'POST', url: `${root}$batch`, headers: JSON_BODY, payload: JSON.stringify({ requests }) }
}
