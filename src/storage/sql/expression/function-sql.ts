/**
 * The SQL of each canonical function, on each database; the keys are those of `functionSignatures` in
 * `odata/bind/expression/function-signatures.ts`. Where both databases write the same, one entry serves both. An argument is the SQL of a
 * value; a DateTimeOffset comes as its text.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Expression } from '../../../odata/bind/expression/expression.js'
import type { FunctionName } from '../../../odata/bind/expression/function-signatures.js'
import { parsePattern } from '../../../pattern/parse-pattern.js'
import type { DialectName } from '../../database/database.js'
import type { Dialect } from '../dialect.js'
import { MAX_INSTANT, MIN_INSTANT, textOfInstant } from './fold-constants.js'
import { constant } from '../identifier.js'
import { nowParameter } from './parameter.js'
import { postgresPattern } from './pattern-text.js'
import { isNotNegative } from './expression-traits.js'
import { categoryOf } from './value-category.js'

/** A call whose arguments are rendered. */
export interface RenderedCall {
  readonly dialect: Dialect
  /** The time of the request, as an instant. */
  readonly now: string
  readonly arguments: readonly Sql[]
  readonly expressions: readonly Expression[]
}

type Render = (call: RenderedCall, ...values: Sql[]) => Sql

/** Unicode's White_Space. */
const WHITE_SPACE = constant(
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'
)

/** A number in a text of fixed layout. */
const digits = (text: Sql, start: Sql, length: Sql): Sql => sql`CAST(substr(${text}, ${start}, ${length}) AS bigint)`

/** A part of the time of day: that of a DateTimeOffset, whose seconds may have been left out, or of a TimeOfDay. */
const timePart = (part: (time: Sql) => Sql): Render => (call, value = sql``) => part(isTimeOfDay(call) ? value : sql`odata_time(${value})`)

function isTimeOfDay ({ expressions: [operand] }: RenderedCall): boolean {
  return operand !== undefined && categoryOf(operand.type.type) === 'timeOfDay'
}

/** The literal second argument, when it is one. */
function literalText ({ expressions: [, argument] }: RenderedCall): string | undefined {
  return argument?.kind === 'literal' && typeof argument.value === 'string' ? argument.value : undefined
}

const endsWithLiteral = (call: RenderedCall, inSql: (ending: Sql, length: Sql) => Sql, otherwise: Sql): Sql => {
  const literal = literalText(call)
  return literal === undefined ? otherwise : inSql(call.dialect.text(literal), call.dialect.integer(BigInt([...literal].length)))
}

const renderSubstring: Render = ({ expressions: [,, length] }, text, start, count) => {
  if (count === undefined) return sql`odata_substring(${text}, ${start})`
  return isNotNegative(length)
    ? sql`odata_substring(${text}, ${start}, ${count})`
    : sql`odata_checked_substring(${text}, ${start}, ${count})`
}

export const functionSql: Readonly<Record<FunctionName, Render | Readonly<Record<DialectName, Render>>>> = {
  // 5.1.1.5 String functions
  concat: (_, first, second) => sql`(${first} || ${second})`,
  contains: ({ dialect }, text = sql``, part = sql``) => sql`(${dialect.position(text, part)} > 0)`,
  endswith: {
    // substr(text, 0) would be the whole text, so the empty ending is not a special case of length 0: everything ends with it.
    sqlite: (call, text, ending) =>
      literalText(call) === ''
        ? sql`(${text} IS NOT NULL OR NULL)`
        : endsWithLiteral(
          call,
          (literal, length) => sql`(substr(${text}, -${length}) = ${literal})`,
          sql`odata_endswith(${text}, ${ending})`
        ),
    postgresql: (call, text, ending) =>
      endsWithLiteral(
        call,
        (literal, length) => sql`(right(${text}, ${length}::integer) = ${literal})`,
        sql`odata_endswith(${text}, ${ending})`
      )
  },
  indexof: ({ dialect }, text = sql``, part = sql``) => sql`(CAST(${dialect.position(text, part)} AS bigint) - 1)`,
  length: (_, text) => sql`CAST(length(${text}) AS bigint)`,
  matchespattern: {
    sqlite: (_, text, pattern) => sql`odata_matchespattern(${text}, ${pattern})`,
    postgresql: (call, text = sql``) =>
      sql`(${call.dialect.bytewise(text)} ~ ${call.dialect.text(postgresPattern(parsePattern(literalText(call) ?? '')))})`
  },
  startswith: {
    sqlite: (_, text, start) => sql`(instr(${text}, ${start}) = 1)`,
    postgresql: (_, text, start) => sql`starts_with(${text}, ${start})`
  },
  substring: {
    // The server's own counts from the end where the start is negative, but gives less than the length when that is before the text.
    sqlite: (call, text, start, count) => {
      const [, first, length] = call.expressions
      if (!isNotNegative(first) || !isNotNegative(length ?? first)) return renderSubstring(call, text, start, count)
      return count === undefined
        ? sql`substr(${text}, min(${start}, 2147483646) + 1)`
        : sql`substr(${text}, min(${start}, 2147483646) + 1, min(${count}, 2147483647))`
    },
    postgresql: (call, text, start, count) => renderSubstring(call, text, start, count)
  },
  tolower: (_, text) => sql`odata_lower(${text})`,
  toupper: (_, text) => sql`odata_upper(${text})`,
  trim: {
    sqlite: (_, text) => sql`trim(${text}, ${WHITE_SPACE})`,
    postgresql: (_, text) => sql`btrim(${text}, ${WHITE_SPACE})`
  },
  // 5.1.1.8 Date and time functions
  date: (_, value) => sql`substr(${value}, 1, 10)`,
  day: (_, value = sql``) => digits(value, sql`9`, sql`2`),
  fractionalseconds: timePart(time => sql`(CAST(${digits(time, sql`10`, sql`12`)} AS float8) / CAST(1000000000000 AS float8))`),
  hour: timePart(time => digits(time, sql`1`, sql`2`)),
  maxdatetime: ({ dialect }) => dialect.text(textOfInstant(MAX_INSTANT)),
  mindatetime: ({ dialect }) => dialect.text(textOfInstant(MIN_INSTANT)),
  minute: timePart(time => digits(time, sql`4`, sql`2`)),
  month: (_, value = sql``) => digits(value, sql`6`, sql`2`),
  now: ({ dialect, now }) => dialect.text(nowParameter(now, textOfInstant)),
  second: timePart(time => digits(time, sql`7`, sql`2`)),
  time: (_, value) => sql`odata_time(${value})`,
  totaloffsetminutes: (_, value) => sql`odata_offset(${value})`,
  totalseconds: (_, value) => sql`(CAST(${value} AS float8) / CAST(10000000 AS float8))`,
  year: (_, value = sql``) => digits(value, sql`1`, sql`4`),
  // 5.1.1.9 Arithmetic functions
  ceiling: (_, value) => sql`odata_ceiling(${value})`,
  floor: (_, value) => sql`odata_floor(${value})`,
  round: (_, value) => sql`odata_round(${value})`
}

/** The SQL of a call. */
export function renderFunction (name: FunctionName, call: RenderedCall): Sql {
  const entry = functionSql[name]
  const render = typeof entry === 'function' ? entry : entry[call.dialect.name]
  return render(call, ...call.arguments)
}
