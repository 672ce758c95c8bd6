/** Something the service is asked for while a part of the page is shown. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { adminKey, keyWanted } from './admin-key.js'

export interface Loaded<Value> {
  /** The latest answer, also while the next is awaited; undefined before the first. */
  readonly value: Value | undefined
  /** Why the latest attempt failed. */
  readonly error: unknown
  readonly loading: boolean
  readonly reload: () => void
}

/** Asks anew when something of `dependencies` changes, on `reload`, and every so many milliseconds while the page is seen. */
export function useLoad<Value> (load: () => Promise<Value>, dependencies: readonly unknown[], everyMs?: number): Loaded<Value> {
  const [state, setState] = useState<Omit<Loaded<Value>, 'reload'>>({ value: undefined, error: undefined, loading: true })
  const attempt = useRef(0)
  const latest = useRef(load)
  latest.current = load
  const reload = useCallback(() => {
    const own = ++attempt.current
    const settle = (change: Partial<Loaded<Value>>): void => {
      if (own === attempt.current) setState(before => ({ ...before, error: undefined, loading: false, ...change }))
    }
    setState(before => before.loading ? before : { ...before, loading: true })
    latest.current().then(value => { settle({ value }) }, (error: unknown) => { settle({ error }) })
  }, [])
  useEffect(reload, [...dependencies, adminKey.value])
  useEffect(() => {
    if (everyMs === undefined) return
    const timer = setInterval(() => { if (document.visibilityState === 'visible' && !keyWanted.peek()) reload() }, everyMs)
    return () => { clearInterval(timer) }
  }, [everyMs])
  useEffect(() => () => { attempt.current++ }, [])
  return { ...state, reload }
}
