/** The container that the service offers (OData CSDL 4.01, section 13; CSDL JSON, `$EntityContainer`). */
import type { EntityContainer } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { CsdlDocument } from '../document.js'
import type { Binding } from './binding.js'

export interface BindOptions {
  /** The qualified name of the container to serve, where there are several. */
  readonly container?: string
  /** Whether documents without a container are a model: vocabularies are. */
  readonly withoutContainer?: boolean
}

const nothing: EntityContainer = {
  kind: 'container',
  name: 'Container',
  namespace: '',
  fullName: 'Container',
  extends: undefined,
  declaredChildren: [],
  entitySets: [],
  singletons: [],
  actionImports: [],
  functionImports: [],
  description: '',
  annotations: []
}

/**
 * The one that was asked for; else the one the main document names or has; else the only one that no other extends.
 * @throws CsdlError when there is none, or several
 */
export function chooseContainer (
  { documents, containers }: Binding, { container: wanted, withoutContainer = false }: BindOptions
): EntityContainer {
  const [main] = documents as [CsdlDocument]
  const at = main.schemas[0]?.at ?? 0
  const name = wanted ?? main.entityContainer
  if (name !== undefined) {
    const found = containers.get(name)
    if (found === undefined) throw main.fault(`There is no entity container ${quote(name)}.`, at)
    return found
  }
  const extended = new Set([...containers.values()].map(container => container.extends))
  const last = [...containers.values()].filter(container => !extended.has(container))
  const own = last.filter(({ namespace }) => main.schemas.some(schema => schema.namespace === namespace))
  const [first, second] = own.length > 0 ? own : last
  if (first === undefined) {
    if (withoutContainer) return nothing
    throw main.fault('The document has no EntityContainer, so there is nothing to serve.', at)
  }
  if (second !== undefined) {
    throw main.fault(`There are several entity containers, ${quote(first.fullName)} and ${quote(second.fullName)}: say which one is meant.`, at)
  }
  return first
}
