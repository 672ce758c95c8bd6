/**
 * Dialects: where the answers of Microsoft Graph differ from the standard's. Whatever writes an answer, refuses a request or reads a body
 * asks the dialect of the model; nothing asks whose model it is.
 */
import { toleranceNames, tolerances } from '../base/tolerances.js'
import type { Tolerance, ToleranceName } from '../base/tolerances.js'
import type { EdmModel } from '../edm/types.js'
import { graphDirectory } from './graph-directory.js'
import type { GraphDirectory } from './graph-directory.js'

export type DialectKind = 'graph' | 'standard'

export interface ServiceDialect {
  readonly kind: DialectKind
  /** How a path segment that names nothing is refused. */
  readonly unknownSegment: 'badRequest' | 'notFound'
  /** Whether PUT replaces an entity, and PUT and PATCH create one that is not there (OData-Protocol 4.01, sections 11.4.3 and 11.4.4). */
  readonly upserts: boolean
  /**
   * Whether minimal metadata names the type of every structured value; else only where it is not the declared one (JSON format 4.01,
   * section 4.6.3).
   */
  readonly namesEveryType: boolean
  /** Whether a create must give every property that is not nullable and has no default (Protocol 4.01, section 11.4.2). */
  readonly wantsRequired: boolean
  /** Whether the answer to a deep insert is expanded to what the body had inside (Protocol 4.01, section 11.4.2.2). */
  readonly expandsCreated: boolean
  /** The member of an error with what programs may want to know (JSON format 4.01, section 21.1); `none`: it is left out. */
  readonly innerError: 'graph' | 'none'
  /** Whether an entity set of a base type also finds what is in sets of derived types, as `directoryObjects` finds users. */
  readonly spansDerivedSets: boolean
  /**
   * Whether JSON creates a media entity of its properties, and only other bytes one of its stream; else all bytes are the stream
   * (Protocol 4.01, section 11.4.7).
   */
  readonly createsMediaByJson: boolean
  /** What the directory of Graph has beside its metadata; undefined: nothing. */
  readonly directory: GraphDirectory | undefined
  /** Whether service roots are versions of one service, so that another first segment is a version that there is not. */
  readonly rootsAreVersions: boolean
  /** Whether every answer has `request-id`, `client-request-id` and Graph's diagnostics. */
  readonly graphHeaders: boolean
  /** How JSON batches spell the names of headers: `wire`, as an answer alone has them, or `lower` case (JSON format 4.01, section 19.5). */
  readonly batchHeaders: 'wire' | 'lower'
  /** What is taken beyond the standard. */
  readonly tolerates: ReadonlySet<ToleranceName>
}

const toleratedBy = (kind: DialectKind): ReadonlySet<ToleranceName> =>
  new Set(toleranceNames.filter(name => (tolerances[name] as Tolerance).dialects.includes(kind)))

export const graphDialect: ServiceDialect = {
  kind: 'graph',
  unknownSegment: 'badRequest',
  upserts: false,
  namesEveryType: true,
  wantsRequired: false,
  expandsCreated: false,
  innerError: 'graph',
  spansDerivedSets: true,
  createsMediaByJson: true,
  directory: graphDirectory,
  rootsAreVersions: true,
  graphHeaders: true,
  batchHeaders: 'wire',
  tolerates: toleratedBy('graph')
}

export const standardDialect: ServiceDialect = {
  kind: 'standard',
  unknownSegment: 'notFound',
  upserts: true,
  namesEveryType: false,
  wantsRequired: true,
  expandsCreated: true,
  innerError: 'none',
  spansDerivedSets: false,
  createsMediaByJson: false,
  directory: undefined,
  rootsAreVersions: false,
  graphHeaders: false,
  batchHeaders: 'lower',
  tolerates: toleratedBy('standard')
}

const known = new WeakMap<EdmModel, ServiceDialect>()

/** The model is served by this dialect from now on, whatever its namespaces say. */
export function adoptDialect (model: EdmModel, dialect: ServiceDialect): void {
  known.set(model, dialect)
}

/** Unless another was adopted: Graph's for a model that has a schema of its namespace, else the standard's. */
export function dialectOf (model: EdmModel): ServiceDialect {
  const found = known.get(model)
  if (found !== undefined) return found
  const isGraph = model.schemas.some(({ namespace }) => /^microsoft\.graph(?:\.|$)/.test(namespace))
  const dialect = isGraph ? graphDialect : standardDialect
  known.set(model, dialect)
  return dialect
}
