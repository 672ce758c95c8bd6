/** Which documented operation a request is, however its URL is spelled: below any root, in any case, keys in parentheses or not. */
import type { DocumentedOperation } from '../../http/openapi/documentation.js'
import type { ServiceRoots } from '../../http/service-root.js'
import { decode } from './graph-call.js'
import type { CallNames } from './graph-call.js'

interface Operation {
  readonly id: string
  readonly method: string
  readonly segments: readonly string[]
}

/** `clientConfigurations('x')/assignments` is three segments. */
const segmentsOf = (path: string): string[] => path.replace(/\(([^()]*)\)/g, '/$1').split('/').filter(segment => segment !== '').map(segment => decode(segment).toLowerCase())

const isParameter = (segment: string): boolean => /^'?[:{*]/.test(segment)

/** What the requests of one service are called. */
export function createCallNames (documented: readonly DocumentedOperation[], roots: ServiceRoots): CallNames {
  const belowRoot = (path: string): string => {
    try {
      return roots.split(path).path
    } catch {
      return path
    }
  }
  const operations: readonly Operation[] = documented.map(({ method, url, schema }) =>
    ({ id: schema.operationId, method: String(method).toUpperCase(), segments: segmentsOf(roots.split(url).path) }))
  return {
    belowRoot,
    operationIdOf: ({ method, path }) => {
      const sought = method === 'HEAD' ? 'GET' : method
      const segments = segmentsOf(belowRoot(path))
      return operations.find(operation => operation.method === sought && operation.segments.length === segments.length &&
        operation.segments.every((segment, index) => segment === segments[index] || isParameter(segment)))?.id
    }
  }
}
