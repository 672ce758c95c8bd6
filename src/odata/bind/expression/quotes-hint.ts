/** A hint for the commonest mistake in a literal: quotes where the type has none, or none where it has some. */
import type { Expression } from './expression.js'
import { primitiveName } from './expression-type.js'
import { isWritten } from './slot-expression.js'

/** What helps where quotes were set that do not belong, or left out where they do. */
export function quotesHint (left: Expression, right: Expression): string | undefined {
  return oneQuotesHint(left, right) ?? oneQuotesHint(right, left)
}

const unquoted = [
  'Edm.Boolean',
  'Edm.Date',
  'Edm.DateTimeOffset',
  'Edm.Guid',
  'Edm.Int32',
  'Edm.Int64',
  'Edm.Decimal',
  'Edm.Double',
  'Edm.TimeOfDay'
]

function oneQuotesHint (value: Expression, literal: Expression): string | undefined {
  if (!isWritten(literal) || isWritten(value)) return undefined
  const name = primitiveName(value) ?? ''
  const literalName = primitiveName(literal) ?? ''
  if (literalName === 'Edm.String' && name === 'Edm.Duration') return 'Write it as duration\'P1DT2H3M4.5S\'.'
  if (literalName === 'Edm.String' && unquoted.includes(name)) return `Leave the quotes out: a literal of type ${name} has none.`
  return name === 'Edm.String' && unquoted.includes(literalName)
    ? 'Put it in single quotes: a literal of type Edm.String has them.'
    : undefined
}
