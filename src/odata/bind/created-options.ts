/** What the answer to a create shows (OData-Protocol 4.01, section 11.4.2.2): what the client expands, and what its body had inside. */
import { dialectOf } from '../../dialect/service-dialect.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { restrictOptions } from '../restrictions/restricted-options.js'
import type { ExpandItemNode } from '../url/ast.js'
import type { BoundRequest } from './bind-request.js'
import { bindEntityOptions } from './entity-options.js'
import { expandSent } from './expand-sent.js'

/** The request with the options of the entity that it may create, as far as the model lets that be expanded. */
export function withCreated (model: EdmModel, bound: BoundRequest, isRestricted: boolean): BoundRequest {
  const { target, options, change, entity } = bound
  const value = change?.kind === 'create' ? change.value : change?.kind === 'update' && change.upsert === true ? change.values : undefined
  if (value === undefined || entity === undefined || !dialectOf(model).expandsCreated) return bound
  const declared = 'location' in target ? target.location.type : target.type
  const withExpand = (expand: readonly ExpandItemNode[]): BoundRequest =>
    ({ ...bound, entity: bindEntityOptions(model, target, { ...options, expand }) })
  const asked = options.expand ?? []
  const expand = expandSent(declared, [value], asked)
    .flatMap((item, index) => item === asked[index] || isExpandable(model, withExpand([item]), isRestricted) ? [item] : asked[index] ?? [])
  const { entity: created } = expand.length === 0 ? bound : withExpand(expand)
  return created === undefined ? bound : { ...bound, created }
}

function isExpandable (model: EdmModel, bound: BoundRequest, isRestricted: boolean): boolean {
  if ((bound.entity?.selection.unsupported.length ?? 0) > 0) return false
  try {
    return !isRestricted || restrictOptions(model, bound, bound.options) === undefined
  } catch (error) {
    if (error instanceof ODataError) return false
    throw error
  }
}
