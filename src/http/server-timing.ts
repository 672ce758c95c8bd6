/** `Server-Timing` (W3C): how long each stage of the pipeline took. */

export interface StageTimer {
  /** Ends a stage; it began where the one before ended. */
  readonly mark: (stage: string) => void
  readonly header: () => string
}

export function createStageTimer (): StageTimer {
  let last = performance.now()
  let text = ''
  return {
    mark: stage => {
      const now = performance.now()
      text += `${text === '' ? '' : ', '}${stage};dur=${Math.round((now - last) * 1000) / 1000}`
      last = now
    },
    header: () => text
  }
}
