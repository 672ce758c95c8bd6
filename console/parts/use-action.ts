/** Something that a button does. */
import { useState } from 'preact/hooks'

export interface Action {
  readonly busy: boolean
  /** Why the latest attempt failed. */
  readonly error: unknown
  readonly run: (work: () => Promise<unknown>) => void
}

export function useAction (): Action {
  const [state, setState] = useState<{ readonly busy: boolean, readonly error: unknown }>({ busy: false, error: undefined })
  const run = (work: () => Promise<unknown>): void => {
    setState({ busy: true, error: undefined })
    work().then(() => { setState({ busy: false, error: undefined }) }, (error: unknown) => { setState({ busy: false, error }) })
  }
  return { ...state, run }
}
