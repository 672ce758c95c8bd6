/**
 * Addresses that a dialect has beside those of OData: what stands for whoever asks (`me`), and a second key in the place of the key
 * (`users/ann@contoso.example`). They become the canonical address before anything else looks at them.
 */
import { dialectOf } from '../../dialect/service-dialect.js'
import type { GraphDirectory } from '../../dialect/graph-directory.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { textOf } from '../content.js'
import { UNSAID } from '../odata-request.js'
import type { ODataRequest, ODataResponse } from '../odata-request.js'
import { findRoot } from '../root-navigation.js'
import { decodeSegment } from '../url/percent-decode.js'

/** Answers a request of the same sender. */
type Ask = (request: ODataRequest) => Promise<ODataResponse>

/** An entity set and what stands where the key of one of its entities is expected, decoded; what follows, as it was sent. */
interface Address {
  readonly set: string
  readonly key: string
  readonly rest: string
}

const answers = new WeakMap<EdmModel, boolean>()

/** Whether the model has such addresses: a model of Graph's with an entity set that they lead to. */
export function hasOwnAddresses (model: EdmModel): boolean {
  const known = answers.get(model)
  if (known !== undefined) return known
  const { directory } = dialectOf(model)
  const names = directory === undefined ? [] : [...directory.own.values(), ...directory.secondKeys.keys()]
  const found = names.some(name => findRoot(model, name) !== undefined)
  answers.set(model, found)
  return found
}

/** @throws ODataError `badRequest` for `me` of a token that names nobody */
export async function resolveAddress (model: EdmModel, request: ODataRequest, ask: Ask): Promise<ODataRequest> {
  const { directory } = dialectOf(model)
  if (directory === undefined) return request
  const [first = ''] = request.path.split('/', 1)
  const own = directory.own.get(first.toLowerCase())
  if (own !== undefined && findRoot(model, own) !== undefined) {
    const key = await ownKey(directory, own, request, ask)
    if (key !== undefined) return withPath(request, { set: own, key, rest: request.path.slice(first.length) })
    // Graph's own words. A model that has the singleton has it for a token that names nobody.
    if (findRoot(model, first) === undefined) throw new ODataError('badRequest', '/me request is only valid with delegated authentication flow.')
    return request
  }
  const address = addressOf(request.path)
  const second = address === undefined ? undefined : directory.secondKeys.get(address.set.toLowerCase())
  if (address === undefined || second?.pattern.test(address.key) !== true || findRoot(model, address.set) === undefined) return request
  const key = await findKey(address.set, `${second.property} eq ${quoted(address.key)}`, request, ask)
  return key === undefined ? request : withPath(request, { ...address, key })
}

const withPath = (request: ODataRequest, { set, key, rest }: Address): ODataRequest =>
  ({ ...request, path: `${set}/${encodeURIComponent(key)}${rest}` })

/** `users/ann@x` and `users('ann@x')`; undefined for another path. */
function addressOf (path: string): Address | undefined {
  const [, set, inside, segment, rest = ''] = /^([a-z]+)(?:\((?:'|%27)((?:[^'/])*)(?:'|%27)\)|\/([^/(']+))(\/.*)?$/is.exec(path) ?? []
  const key = inside ?? segment
  return set === undefined || key === undefined ? undefined : { set, key: decodeSegment(key).replaceAll("''", "'"), rest }
}

/** The key of the user who asks: the entity of that id, else the one that has the name as its second key; undefined for an application. */
async function ownKey ({ secondKeys }: GraphDirectory, set: string, request: ODataRequest, ask: Ask): Promise<string | undefined> {
  const { objectId, userName, isApplication } = request.asking ?? {}
  if (objectId === undefined || isApplication === true) return undefined
  const second = secondKeys.get(set.toLowerCase())
  if (userName === undefined || second === undefined) return objectId
  const byId = await findKey(set, `id eq ${quoted(objectId)}`, request, ask)
  return byId ?? await findKey(set, `${second.property} eq ${quoted(userName)}`, request, ask) ?? objectId
}

/** The id of the first entity that a condition holds of. */
async function findKey (set: string, condition: string, request: ODataRequest, ask: Ask): Promise<string | undefined> {
  const query = `$filter=${encodeURIComponent(condition)}&$select=id&$top=1`
  const { body } = await ask({ ...request, ...UNSAID, parsed: undefined, method: 'GET', path: set, query })
  const [found] = (JSON.parse(textOf(body ?? '')) as { readonly value: ReadonlyArray<{ readonly id: string }> }).value
  return found?.id
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
