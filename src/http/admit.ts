/**
 * What every request meets before the pipeline, whether it comes by itself or inside a batch: its URL, its token, its tenant, its versions,
 * in this order.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../base/clock.js'
import { whenThere } from '../base/soon.js'
import type { Soon } from '../base/soon.js'
import { ODataError } from '../errors.js'
import type { ParsedBody } from '../odata/json/parse-in-pieces.js'
import { checkIsolation } from '../odata/isolation.js'
import { addressesMetadata } from '../odata/metadata/metadata-path.js'
import type { Method, ODataResponse, Timing } from '../odata/odata-request.js'
import { checkRequestVersion, responseVersion } from '../odata/protocol-version.js'
import { methodOf } from '../odata/query-in-body.js'
import type { Tolerated } from '../odata/tolerate.js'
import type { Caller } from '../plan/plan.js'
import { hasOwnAddresses } from '../odata/bind/resolve-address.js'
import { runRequest } from '../pipeline/run-request.js'
import type { Service } from '../pipeline/run-request.js'
import { identify, readerOf, tenantOf, withoutToken } from './auth/authenticate.js'
import type { Authentication } from './auth/authenticate.js'
import { anonymous, bearerToken, checkPermissions } from './auth/principal.js'
import type { Principal } from './auth/principal.js'
import { headerText, odataRequest } from './read-odata-request.js'
import type { HttpParts } from './read-odata-request.js'
import type { SplitUrl } from './service-root.js'
import type { TenantSettings } from '../storage/state/tenant-settings.js'

/** A request as it was sent. */
export interface Arrival {
  readonly method: string
  /** From the host on, undecoded. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders
  /** Who waits for the answer: their socket. */
  readonly caller: Caller
  readonly body: Uint8Array | undefined
  /** A long body of JSON, where it has been parsed. */
  readonly parsed: ParsedBody | undefined
  /** Gets the tolerances that it makes use of. */
  readonly tolerated: Tolerated
}

/** What differs between the two ways in. `Carrier` is what a request came with, and what the functions here are told of it. */
export interface AdmitContext<Carrier> extends Authentication {
  readonly maxUrlLength: number
  /** Splits the URL; throws for one that is not served here. */
  readonly locate: (url: string) => SplitUrl
  /** What links start with, for a root of {@link locate}. */
  readonly serviceRoot: (root: string, carrier: Carrier) => string
  /** Where the copies of the vocabularies are; undefined for OASIS's own. */
  readonly vocabularies: (carrier: Carrier) => string | undefined
  /** Of a request inside a batch: who sent the batch, and whose data it is about. */
  readonly batch?: { readonly principal: Principal, readonly tenant: string }
  /** What the tenant has set for itself; throws when it may not be asked for. */
  readonly settingsOf: (tenant: string, carrier: Carrier) => TenantSettings | Promise<TenantSettings>
  /** Told who asks, and what the version of the answer is, before what is left can go wrong. */
  readonly recognised?: (asking: Recognised, carrier: Carrier) => void
}

export interface Recognised {
  readonly principal: Principal
  readonly settings: TenantSettings
  /** `OData-Version` of the answer. */
  readonly version: string
}

export interface Admitted extends Recognised {
  readonly parts: HttpParts
  readonly auth: Authentication['auth']
  /** The root that the URL begins with: `/beta`. */
  readonly root: string
}

/** @throws ODataError `uriTooLong`, `notFound`, `unauthenticated`, `forbidden`, `badRequest`, `preconditionFailed` */
export function admit<Carrier> (arrival: Arrival, context: AdmitContext<Carrier>, carrier: Carrier): Soon<Admitted> {
  const { url, method, headers: { authorization } } = arrival
  const { maxUrlLength } = context
  if (maxUrlLength < url.length) {
    throw new ODataError('uriTooLong', `The URL is longer than ${maxUrlLength} characters (MAX_URL_LENGTH).`)
  }
  const place = context.locate(url)
  const isOpen = method === 'OPTIONS' || addressesMetadata(place.path)
  const asking = isOpen ? undefined : identify(authorization, readerOf(context))
  return asking instanceof Promise
    ? asking.then(own => admitSender(arrival, context, carrier, place, { own, isOpen }))
    : admitSender(arrival, context, carrier, place, { own: asking, isOpen })
}

/** Who asks, as far as it is known: whom their token names, and whether none is wanted. */
interface Sender {
  readonly own: Principal | undefined
  readonly isOpen: boolean
}

function admitSender<Carrier> (
  arrival: Arrival,
  context: AdmitContext<Carrier>,
  carrier: Carrier,
  place: SplitUrl,
  { own, isOpen }: Sender
): Soon<Admitted> {
  const { headers, headers: { authorization } } = arrival
  const { batch } = context
  const known = own ?? (isOpen ? anonymous : authorization === undefined ? batch?.principal : undefined)
  const elsewhere = { url: place.tenant, headers }
  const tenant = tenantOf(known, elsewhere, own === undefined ? batch?.tenant : undefined)
  return whenThere(context.settingsOf(tenant, carrier), settings => {
    const auth = settings.auth ?? context.auth
    if (own === undefined || auth !== 'jwt' || context.auth === 'jwt') {
      return admitTo(arrival, context, carrier, place, { tenant, principal: known ?? withoutToken(authorization, auth), settings, auth })
    }
    return verify(authorization, context).then(principal => {
      tenantOf(principal, elsewhere)
      return admitTo(arrival, context, carrier, place, { tenant, principal, settings, auth })
    })
  })
}

/** What the URL, the token and the tenant's settings come to. */
interface Asked extends Pick<Admitted, 'principal' | 'settings' | 'auth'> {
  readonly tenant: string
}

function admitTo<Carrier> (
  { method, headers, caller, body, parsed, tolerated }: Arrival,
  context: AdmitContext<Carrier>,
  carrier: Carrier,
  { root, path, query }: SplitUrl,
  { tenant, principal, settings, auth }: Asked
): Admitted {
  const version = responseVersion(headerText(headers['odata-maxversion']))
  context.recognised?.({ principal, settings, version }, carrier)
  checkRequestVersion(headerText(headers['odata-version']))
  checkIsolation(headerText(headers['isolation'] ?? headers['odata-isolation']))
  const serviceRoot = context.serviceRoot(root, carrier)
  const vocabularies = context.vocabularies(carrier)
  const parts = { method: method as Method, path, query, serviceRoot, vocabularies, tenant, caller, headers, body, parsed, tolerated }
  return { parts, principal, settings, auth, root, version }
}

/** The token once more, now that the tenant it names is known to require verification. */
const verify = async (authorization: string | undefined, { tokens }: Authentication): Promise<Principal> =>
  await tokens.verify(bearerToken(authorization))

/** @throws ODataError `forbidden` when the token has permissions that do not let its sender do this */
export function checkAllowed ({ model }: Pick<Service, 'model'>, { parts: { method, path }, principal, auth }: Admitted): void {
  // Which permissions a model needs that was given as a document, nobody has said.
  if (auth !== 'none' && model.origin === 'declared') checkPermissions(principal, methodOf(method, path))
}

/**
 * The answer of the pipeline, where the sender may have one.
 * @throws ODataError
 */
export function answerAdmitted (
  service: Service,
  admitted: Admitted,
  clock: Clock,
  timing: Timing
): Soon<ODataResponse> {
  const { parts, principal } = admitted
  checkAllowed(service, admitted)
  const request = odataRequest(parts, clock)
  const { model } = service
  if (model.effects === undefined && !hasOwnAddresses(model)) return runRequest(service, request, timing)
  const { application, objectId, userName, isApplication, permissions } = principal
  return runRequest(service, { ...request, asking: { application, objectId, userName, isApplication, permissions } }, timing)
}
