/** Runs tasks one after the other, in the order they came. */
export type Mutex = <Result>(task: () => Promise<Result>) => Promise<Result>

export function createMutex (): Mutex {
  let last: Promise<unknown> = Promise.resolve()
  return task => {
    const result = last.then(task, task)
    last = result.catch(() => undefined)
    return result
  }
}
