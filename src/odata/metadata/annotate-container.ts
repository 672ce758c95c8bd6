/** What the container and its singletons say: the protocol, the formats, and what may be asked of each resource. */
import type { Annotation, Singleton } from '../../edm/types.js'
import { functionSignatures } from '../bind/expression/function-signatures.js'
import { READ_PERMISSIONS, WRITE_PERMISSIONS } from '../permissions.js'
import { annotation, enumMember, propertyPath } from './annotation.js'
import { describe } from './describe.js'
import {
  ASYNCHRONOUS_REQUESTS_SUPPORTED,
  BATCH_SUPPORTED,
  CONFORMANCE_LEVEL,
  FILTER_SEGMENT_SUPPORTED,
  filterOperators,
  protocolVersions,
  QUERY_SEGMENT_SUPPORTED
} from './features.js'
import { annotateSecurity, permissions } from './security.js'

export const annotateContainer = (): readonly Annotation[] => [
  annotation('Core.ODataVersions', protocolVersions.join(' ')),
  annotation('Core.ConventionalIDs', true),
  annotation('Core.DereferenceableIDs', true),
  annotation('Capabilities.ConformanceLevel', enumMember('Capabilities.ConformanceLevelType', CONFORMANCE_LEVEL)),
  annotation('Capabilities.SupportedFormats', ['none', 'minimal', 'full'].map(level => `application/json;odata.metadata=${level}`)),
  annotation('Capabilities.SupportedMetadataFormats', ['application/xml', 'application/json']),
  annotation('Capabilities.KeyAsSegmentSupported', true),
  annotation('Capabilities.QuerySegmentSupported', QUERY_SEGMENT_SUPPORTED),
  annotation('Capabilities.BatchSupport', batchSupport()),
  annotation('Capabilities.AsynchronousRequestsSupported', ASYNCHRONOUS_REQUESTS_SUPPORTED),
  annotation('Capabilities.CrossJoinSupported', false),
  annotation('Capabilities.AnnotationValuesInQuerySupported', false),
  annotation('Capabilities.FilterFunctions', filterFunctions),
  annotation('Capabilities.SelectSupport', {
    Supported: true,
    Filterable: true,
    Searchable: true,
    TopSupported: true,
    SkipSupported: true,
    ComputeSupported: true,
    Countable: true,
    Sortable: true
  }),
  annotation('Capabilities.ModificationQueryOptions', { SelectSupported: true, ExpandSupported: true, ComputeSupported: true }),
  annotation('Capabilities.DeepUpdateSupport', { Supported: true, ContentIDSupported: false }),
  ...annotateSecurity()
]

/** Operators and functions of `$filter`, from the table the binder reads. */
export const filterFunctions: readonly string[] = [...filterOperators, ...Object.keys(functionSignatures)]

/** What of batches is served. */
export const batchSupport = () =>
  BATCH_SUPPORTED
    ? {
        Supported: true,
        ContinueOnErrorSupported: true,
        ReferencesInRequestBodiesSupported: true,
        ReferencesAcrossChangeSetsSupported: true,
        SupportedFormats: ['application/json', 'multipart/mixed']
      }
    : { Supported: false }

/** A singleton is read and updated; it is neither created nor deleted, and not replaced. */
export function annotateSingleton ({ description, type }: Singleton): readonly Annotation[] {
  const computed = type.properties.filter(({ readOnly }) => readOnly)
  return [
    ...describe(description),
    annotation('Capabilities.ReadRestrictions', { Readable: true, Permissions: permissions(READ_PERMISSIONS) }),
    annotation('Capabilities.UpdateRestrictions', {
      Updatable: true,
      Upsertable: false,
      UpdateMethod: enumMember('Capabilities.HttpMethod', 'PATCH'),
      FilterSegmentSupported: FILTER_SEGMENT_SUPPORTED,
      Permissions: permissions(WRITE_PERMISSIONS),
      NonUpdatableProperties: computed.map(({ name }) => propertyPath(name))
    }),
    annotation('Capabilities.DeleteRestrictions', { Deletable: false }),
    annotation('Capabilities.ExpandRestrictions', { Expandable: true }),
    annotation('Capabilities.ChangeTracking', { Supported: false })
  ]
}
