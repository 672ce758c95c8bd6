/** Which documented operation a request is, however its URL is spelled: below any root, in any case, keys in parentheses or not. */
import type { Documentation, NamedCall } from '../../http/openapi/documentation.js'
import type { ServiceRoots } from '../../http/service-root.js'
import { decode } from './graph-call.js'
import type { CallNames } from './graph-call.js'

interface Operation {
  readonly id: string
  readonly segments: readonly string[]
}

/** `clientConfigurations('x')/assignments` is three segments. */
const segmentsOf = (path: string): string[] => path.replace(/\(([^()]*)\)/g, '/$1').split('/').filter(segment => segment !== '').map(segment => decode(segment).toLowerCase())

/** `{id}`, `'{id}'`, or several parts of a key: `place='{place}',row={row}`. */
const isParameter = (segment: string): boolean => /^'?[:{*]/.test(segment) || segment.includes('={') || segment.includes("='{")

/**
 * What has no key in it comes before what has: a bound function could be the key of an entity, too. Overloads of a function differ in the
 * names of their parameters alone: those that are sent decide, then few that are not.
 */
function nearest (operations: readonly Operation[], segments: readonly string[]): Operation | undefined {
  const sent = segments.flatMap(parameterNames)
  const distance = (operation: Operation): number => {
    const names = operation.segments.flatMap(parameterNames)
    const keys = operation.segments.filter((segment, index) => segment !== segments[index] && parameterNames(segment).length === 0).length
    return keys * 1_000_000 + sent.filter(name => !names.includes(name)).length * 1000 + names.filter(name => !sent.includes(name)).length
  }
  return operations.map(operation => ({ operation, far: distance(operation) })).sort((one, other) => one.far - other.far)[0]?.operation
}

/** Those of `name=value` in a segment, with commas between them. */
const parameterNames = (segment: string): readonly string[] =>
  [...segment.matchAll(/(?:^|,)([^=,']+)=(?:'[^']*'|[^,'])*/g)].map(([, name = '']) => name.trim())

/** What the requests of one service are called; its documentation is asked with the first of them. */
export function createCallNames (documentation: Pick<Documentation, 'operations' | 'later'>, roots: ServiceRoots): CallNames {
  const belowRoot = (path: string): string => {
    try {
      return roots.split(path).path
    } catch {
      return path
    }
  }
  let known: ReadonlyMap<string, readonly Operation[]> | undefined
  return {
    belowRoot,
    operationIdOf: ({ method, path }) => {
      const sought = method === 'HEAD' ? 'GET' : method
      const segments = segmentsOf(belowRoot(path))
      known ??= byBeginning(namesOf(documentation))
      const fitting = known.get(beginningOf(sought, segments))?.filter(operation =>
        operation.segments.every((segment, index) => segment === segments[index] || isParameter(segment))) ?? []
      return (fitting.length > 1 ? nearest(fitting, segments) : fitting[0])?.id
    }
  }
}

const namesOf = ({ operations, later }: Pick<Documentation, 'operations' | 'later'>): readonly NamedCall[] =>
  later?.names() ?? operations.map(({ method, path, schema }) => ({ method: String(method), path, id: schema.operationId }))

/** Operations of one method and resource with so many segments: few, however many there are. */
const beginningOf = (method: string, segments: readonly string[]): string => `${method} ${segments.length} ${segments[0] ?? ''}`

function byBeginning (documented: readonly NamedCall[]): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>()
  for (const { method, path, id } of documented) {
    const segments = segmentsOf(path)
    const beginning = beginningOf(method.toUpperCase(), segments)
    found.set(beginning, [...found.get(beginning) ?? [], { id, segments }])
  }
  return found
}
