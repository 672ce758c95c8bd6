/** `Server-Timing` (W3C): how long each stage of the pipeline took, and what of it the database took. */
import type { Stage, Timing } from '../odata/odata-request.js'

export interface StageTimer {
  /** Ends a stage; it began where the one before ended. */
  readonly mark: Timing
  readonly header: () => string
}

export function createStageTimer (): StageTimer {
  let last = performance.now()
  let text = ''
  let sql: number | undefined
  const mark = (stage: Stage): void => {
    const now = performance.now()
    text += `${text === '' ? '' : ', '}${stage};dur=${rounded(now - last)}`
    last = now
  }
  const onStatement = (milliseconds: number): void => {
    sql = (sql ?? 0) + milliseconds
  }
  return {
    mark: Object.assign(mark, { onStatement }),
    header: () => sql === undefined ? text : `${text}, sql;dur=${rounded(sql)}`
  }
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000
