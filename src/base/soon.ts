/** What is there at once in most cases, and a promise in the others: each promise is waited for, and so is what follows from it. */
export type Soon<Value> = Value | Promise<Value>

/** Goes on with a value now, or as soon as it is there. */
export const whenThere = <Value, Result>(value: Soon<Value>, next: (value: Value) => Soon<Result>): Soon<Result> =>
  value instanceof Promise ? value.then(next) : next(value)
