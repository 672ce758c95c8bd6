/** Operations that are bound to a property (OData CSDL 4.01, section 12.5): their expressions are about the entity that has it. */
import type { EdmModel } from '../edm/types.js'
import { bindPath } from '../odata/bind/path.js'
import { bindTarget } from '../odata/bind/target.js'
import { parseUrl } from '../odata/url/parse-url.js'

/** The entity, and the way from there to the property. */
export interface BoundProperty {
  readonly entity: string
  readonly path: string
}

/** @param url of a property of an entity, or of a member of a complex property, relative to the service root */
export function boundProperty (model: EdmModel, url: string): BoundProperty {
  const { segments, options } = parseUrl(url)
  const target = bindTarget(bindPath(model, segments, options.aliases))
  const way = 'way' in target ? target.way : []
  const mark = way.reduce(last => url.lastIndexOf('/', last - 1), url.lastIndexOf('/'))
  return { entity: url.slice(0, mark), path: url.slice(mark + 1) }
}

const QUOTED_OR_IT = /'(?:[^']|'')*'|\$it(?![\p{L}\p{Nd}_])/gu

/** An expression in which `$it` is the property, as one of the entity. */
export const ofEntity = (expression: string, { path }: BoundProperty): string =>
  expression.replace(QUOTED_OR_IT, found => found === '$it' ? path : found)
