/** A call that could be: where an operation would be bound, and parameters. URLs of effects are checked with it at start. */
import { isAssignable } from '../edm/lookup.js'
import type { EdmModel, EdmType, EntityType, NavigationProperty, Operation, Property } from '../edm/types.js'
import { ExactNumber } from '../edm/exact-number.js'
import { underlyingType } from '../edm/lookup.js'
import { literalOf } from '../odata/json/value-literal.js'
import { ownParameters } from '../odata/operations/read-arguments.js'
import { keyName } from '../odata/key-predicate.js'
import { rootNavigation, rootResources } from '../odata/root-navigation.js'

/** A path to what the operation is bound to; undefined where no path of the service leads to such a thing. */
export function samplePath (model: EdmModel, type: EdmType): string | undefined {
  const element = type.kind === 'collection' ? type.elementType.type : type
  if (element.kind !== 'entity') return undefined
  const starts = rootResources(model.container).map(resource => ({ navigation: rootNavigation(resource), path: '' }))
  return search(starts, element, type.kind === 'collection')
}

interface Step {
  readonly navigation: NavigationProperty
  readonly path: string
}

/** Breadth first, each navigation property once. */
function search (starts: readonly Step[], wanted: EntityType, asCollection: boolean): string | undefined {
  const steps = [...starts]
  const seen = new Set<NavigationProperty>(starts.map(({ navigation }) => navigation))
  for (const { navigation, path } of steps) {
    const { name, target, collection } = navigation
    const here = path === '' ? name : `${path}/${name}`
    const item = collection ? `${here}${sampleKey(target)}` : here
    if (isAssignable(target, wanted) && asCollection === collection) return asCollection ? here : item
    if (isAssignable(target, wanted) && !asCollection) return item
    if (isAssignable(wanted, target) && (!asCollection || collection)) return `${asCollection ? here : item}/${wanted.fullName}`
    for (const concrete of [target, ...target.concreteTypes] as readonly EntityType[]) {
      const cast = concrete === target ? item : `${item}/${concrete.fullName}`
      for (const inner of concrete.navigationProperties) {
        if (seen.has(inner)) continue
        seen.add(inner)
        steps.push({ navigation: inner, path: cast })
      }
    }
  }
  return undefined
}

function sampleKey ({ key }: EntityType): string {
  const [only, more] = key
  if (only === undefined) return ''
  if (more === undefined) return `(${sampleLiteral(only.property)})`
  return `(${key.map(property => `${keyName(property)}=${sampleLiteral(property.property)}`).join(',')})`
}

const sampleLiteral = ({ type: { type } }: Pick<Property, 'type'>): string => encodeURIComponent(literalOf(type, sampleValue(type)))

/** A value of a type as JSON. */
export function sampleValue (type: EdmType): unknown {
  const underlying = underlyingType(type)
  if (underlying.kind === 'collection') return [sampleValue(underlying.elementType.type)]
  if (underlying.kind === 'enum') return underlying.members[0]?.name ?? '0'
  if (underlying.kind !== 'primitive') return {}
  switch (underlying.name) {
    case 'Edm.String': return 'a'
    case 'Edm.Boolean': return true
    case 'Edm.Guid': return '00000000-0000-0000-0000-000000000001'
    case 'Edm.Date': return '2026-01-01'
    case 'Edm.DateTimeOffset': return '2026-01-01T00:00:00Z'
    case 'Edm.TimeOfDay': return '12:00:00'
    case 'Edm.Duration': return 'PT1H'
    case 'Edm.Binary': case 'Edm.Stream': return 'AAAA'
    default: return underlying.name.startsWith('Edm.Geo') ? { type: 'Point', coordinates: [0, 0] } : new ExactNumber('1')
  }
}

/** Literals of all parameters, by name. */
export const sampleLiterals = (operation: Operation): ReadonlyMap<string, string> =>
  new Map(ownParameters(operation).map(({ name, type: { type } }) => [name, literalOf(type, sampleValue(type))]))
