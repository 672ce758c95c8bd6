/** What an effect throws as an error of OData. */
import type { Operation } from '../../edm/types.js'
import { EffectError, ODataError } from '../../errors.js'
import { ValueError } from '../../odata/json/write-value.js'

/** An error with a `status` is what the author of the effect means to answer; any other one is a mistake in the effect. */
export function effectFault ({ kind, fullName }: Operation, error: unknown): unknown {
  if (error instanceof ODataError) return error
  const { status, code, target, message } = partsOf(error)
  if (status !== undefined) return new EffectError(status, code, message, { target, cause: error })
  const what = error instanceof ValueError ? 'gave back what is not its result' : 'failed'
  return new ODataError('internal', `The effect of the ${kind} '${fullName}' ${what}: ${message}`, { cause: error })
}

interface Parts {
  readonly status: number | undefined
  readonly code: string | undefined
  readonly target: string | undefined
  readonly message: string
}

function partsOf (error: unknown): Parts {
  if (typeof error !== 'object' || error === null) return { status: undefined, code: undefined, target: undefined, message: String(error) }
  const { status, code, target, message } = error as Readonly<Record<string, unknown>>
  const text = (value: unknown): string | undefined => typeof value === 'string' && value !== '' ? value : undefined
  return {
    status: typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined,
    code: text(code),
    target: text(target),
    message: text(message) ?? 'The operation was refused.'
  }
}
