/**
 * Values by names that somebody else chose. `constructor` and `__proto__` are names like any other: what was not put in is not there, and
 * what was put in is.
 */
export function namedValues<Value> (values?: Readonly<Record<string, Value>>): Record<string, Value> {
  const named = new (Named as unknown as new () => Record<string, Value>)()
  return values === undefined ? named : Object.assign(named, values)
}

/** The same, where mostly nothing is put in: V8 gives each object of a constructor the room that its first ones took. */
export const fewNamedValues = <Value>(): Record<string, Value> => new (FewNamed as unknown as new () => Record<string, Value>)()

/** Its objects inherit nothing. Of one without any prototype V8 makes a hash table, which takes several times as long and as much room. */
function Named (): void {}
Named.prototype = Object.create(null) as object

function FewNamed (): void {}
FewNamed.prototype = Object.create(null) as object
