/** `Server-Timing` (W3C): how long each stage of the pipeline took, and what of it the database took. */
import type { Stage, Timing } from '../odata/odata-request.js'

export interface StageTimer {
  /** Ends a stage; it began where the one before ended. */
  readonly mark: Timing
  readonly header: () => string
  /** `performance.now()` at its beginning. */
  readonly began: number
  /** The stages that have ended. */
  readonly stages: readonly Stage[]
  /** Their milliseconds. */
  readonly times: readonly number[]
  /** Milliseconds that the database took; undefined when it was not asked. */
  readonly database: () => number | undefined
}

export function createStageTimer (): StageTimer {
  const began = performance.now()
  let last = began
  const stages: Stage[] = []
  const times: number[] = []
  let sql: number | undefined
  const mark = (stage: Stage): void => {
    const now = performance.now()
    stages.push(stage)
    times.push(now - last)
    last = now
  }
  const onStatement = (milliseconds: number): void => {
    sql = (sql ?? 0) + milliseconds
  }
  return {
    mark: Object.assign(mark, { onStatement }),
    header: () => {
      let text = ''
      for (let index = 0; index < stages.length; index++) text += `${index === 0 ? '' : ', '}${stages[index]!};dur=${rounded(times[index]!)}`
      return sql === undefined ? text : `${text}, sql;dur=${rounded(sql)}`
    },
    began,
    stages,
    times,
    database: () => sql
  }
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000
