/** The parts of a call that patterns are held against, made once for it however many rules ask. */
import { decode } from './graph-call.js'
import type { GraphCall } from './graph-call.js'
import { segmentsOf } from './wildcard.js'

/** What `make` makes of a call, once. */
function once<Part> (make: (call: GraphCall) => Part): (call: GraphCall) => Part {
  const known = new WeakMap<GraphCall, { readonly part: Part }>()
  return call => {
    const found = known.get(call) ?? { part: make(call) }
    known.set(call, found)
    return found.part
  }
}

/** The segments of its path from the host on, decoded and in lower case. */
export const segmentsOfCall = once(({ path }) => lowerSegments(path))

/** The same below the service root, whichever that is. */
export const segmentsBelowRoot = once(({ path, names }) => lowerSegments(names.belowRoot(path)))

function lowerSegments (path: string): readonly string[] {
  return segmentsOf(path).map(segment => decode(segment).toLowerCase())
}

const optionsOf = once(({ query }) => new URLSearchParams(query))

/** The first value of a query option, decoded. */
export const optionOf = (call: GraphCall, name: string): string | undefined => optionsOf(call).get(name) ?? undefined
