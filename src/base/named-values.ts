/**
 * Values by names that somebody else chose. `constructor` and `__proto__` are names like any other: what was not put in is not there, and
 * what was put in is.
 */
export function namedValues<Value> (values: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, values)
}
