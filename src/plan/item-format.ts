/** How items of `$apply` are shown that are not those of the collection any more. */
import type { StructuredType } from '../edm/types.js'
import type { MetadataLevel, ODataVersion } from '../odata/json/format.js'
import type { ObjectShape } from './shape.js'

export interface ItemFormat {
  readonly version: ODataVersion
  readonly metadata: MetadataLevel
  /** Int64 and Decimal as strings (JSON format 4.01, section 3.2). */
  readonly asText: boolean
  /** The path of the items in the model, for the context URLs of collections among them. */
  readonly path?: string | undefined
  /** How complex values are shown, by their declared types. */
  readonly shapes?: ReadonlyMap<StructuredType, ObjectShape>
  /** The members to show, all by default. */
  readonly select?: ReadonlySet<string>
}
