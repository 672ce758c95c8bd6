/** Long chains of one operator, as no deeper than they must be: SQLite bounds how deep an expression is. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'

/** Operands of a chain that is left as it is. */
const SHORT_CHAIN = 16

/** `operator` is associative, with blanks around it; at least one operand. */
export function joinBalanced (operands: readonly Sql[], operator: string): Sql {
  if (operands.length <= SHORT_CHAIN) return join([...operands], operator)
  const half = operands.length >> 1
  return join([operands.slice(0, half), operands.slice(half)].map(part => sql`(${joinBalanced(part, operator)})`), operator)
}

/** Arguments that any function of either database takes. */
const MAX_ARGUMENTS = 50

/** `concat_ws(',', …)` of any number of texts, those that are null left out; null when all are. */
export function joinTexts (texts: readonly Sql[]): Sql {
  if (texts.length <= MAX_ARGUMENTS) return sql`nullif(concat_ws(',', ${join([...texts])}), '')`
  const size = Math.ceil(texts.length / MAX_ARGUMENTS)
  const parts = Array.from({ length: Math.ceil(texts.length / size) }, (_, index) => texts.slice(index * size, (index + 1) * size))
  return joinTexts(parts.map(joinTexts))
}
