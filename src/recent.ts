/** What was made lately, by key; the one unused for longest goes first. */
export interface Recent<Key, Value> {
  readonly get: (key: Key) => Value | undefined
  readonly set: (key: Key, value: Value) => void
}

/** Keeps at most `limit` values. */
export function createRecent<Key, Value> (limit: number): Recent<Key, Value> {
  const values = new Map<Key, Value>()
  let newest: Key | undefined
  const set = (key: Key, value: Value): void => {
    values.delete(key)
    values.set(key, value)
    newest = key
    if (values.size > limit) values.delete(values.keys().next().value as Key)
  }
  return {
    get: key => {
      const value = values.get(key)
      if (value !== undefined && key !== newest) set(key, value)
      return value
    },
    set
  }
}
