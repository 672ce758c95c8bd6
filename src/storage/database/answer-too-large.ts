/** The refusal of what is too large to be answered. */
import { limits } from '../../base/limits.js'
import { EvaluationError } from './database.js'

/** 400: the same request will be as long again. */
export const answerTooLarge = (): EvaluationError =>
  new EvaluationError(`What the request asks for has more than ${limits.answerPart.most} bytes. Ask for less: a smaller page, fewer properties.`)
