/** `Server-Timing` (W3C): how long each stage of the pipeline took, and what of it the database took. */
import type { Stage, Timing } from '../odata/odata-request.js'

export interface StageTimer {
  /** Ends a stage; it began where the one before ended. */
  readonly mark: Timing
  header (): string
  /** `performance.now()` at its beginning. */
  readonly began: number
  /** The stages that have ended. */
  readonly stages: readonly Stage[]
  /** Their milliseconds. */
  readonly times: readonly number[]
  /** Milliseconds that the database took so far; undefined when it was not asked. */
  readonly database: number | undefined
}

export const createStageTimer = (): StageTimer => new Timer()

/** One is made for every request: a class, most of whose functions are not. */
class Timer implements StageTimer {
  readonly began = performance.now()
  readonly stages: Stage[] = []
  readonly times: number[] = []
  readonly mark: Timing
  database: number | undefined
  private last = this.began

  constructor () {
    const mark: { (stage: Stage): void, onStatement?: (milliseconds: number) => void } = stage => {
      const now = performance.now()
      this.stages.push(stage)
      this.times.push(now - this.last)
      this.last = now
    }
    mark.onStatement = (milliseconds: number) => { this.database = (this.database ?? 0) + milliseconds }
    this.mark = mark
  }

  header (): string {
    const { stages, times, database } = this
    let text = ''
    for (let index = 0; index < stages.length; index++) text += `${index === 0 ? '' : ', '}${stages[index]!};dur=${durationText(times[index]!)}`
    return database === undefined ? text : `${text}, sql;dur=${durationText(database)}`
  }
}

const THOUSANDTHS = Array.from({ length: 1000 }, (_, thousandths) => `.${String(thousandths).padStart(3, '0')}`)

/** To the microsecond; from whole numbers, whose texts are at hand: that of a fraction takes longer than to measure it. */
function durationText (milliseconds: number): string {
  const microseconds = Math.round(milliseconds * 1000)
  const whole = Math.trunc(microseconds / 1000)
  return `${whole}${THOUSANDTHS[microseconds - whole * 1000]!}`
}
