/** What rendering needs to know beside the expression: the dialect, the time, and what the names in scope are in SQL. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { RangeVariable } from '../../../odata/bind/expression/expression.js'
import type { DialectName } from '../../database/database.js'
import { dialects } from '../dialect.js'
import type { Dialect } from '../dialect.js'
import { nowParameter } from './parameter.js'

/** A column that `$compute` or `$apply` defined. Of a DateTimeOffset, `value` is its text and `instant` its sortable form. */
export interface ComputedColumn {
  readonly value: Sql
  readonly instant: Sql | undefined
  /** Of a Decimal whose digits are known. */
  readonly digits?: Sql | undefined
  /** Where the value is the ordinal of an entity: whose it is. */
  readonly tenant?: Sql
}

/** What a read is rendered for. */
export interface Reading {
  readonly dialect: DialectName
  /** The time of the request as an instant (`instantOf`): every `now()` of a request is the same. */
  readonly now: string
}

export interface RenderContext extends Reading {
  /**
   * The alias of the table whose row the variable is; asked only about variables that no `any`, `all` or `$count` of the expression
   * declares.
   */
  readonly tableAlias: (variable: RangeVariable) => string | undefined
  readonly computed: ReadonlyMap<string, ComputedColumn>
  /** The key of the tenant whose data the expression is about, where the statement does not have it as its scope. */
  readonly tenant?: Sql | undefined
  /** The column of the rows that has their ordinal, where "ordinal" is something else: their place in a sequence of `$apply`. */
  readonly ordinal?: string
  /** Variables that the statement around declares, innermost first. */
  readonly declared?: readonly Binding[]
}

/** A range variable in SQL: a row of a table, or one value. */
export type VariableSource =
  | { readonly kind: 'row', readonly alias: string }
  | { readonly kind: 'value', readonly value: Sql, readonly digits?: Sql }
  /** A complex value in JSON. */
  | { readonly kind: 'document', readonly json: Sql }
  /** A value that nothing is declared of: as members of an object, and as JSON. */
  | { readonly kind: 'undeclared', readonly members: Sql, readonly json: Sql }

export interface Binding {
  readonly variable: RangeVariable
  readonly source: VariableSource
}

/** A context with the variables that lambda expressions have declared, innermost first. */
export interface RenderScope {
  readonly context: RenderContext
  readonly dialect: Dialect
  readonly bindings: readonly Binding[]
  /** How many subqueries are around: makes aliases unique, and the same for the same expression. */
  readonly depth: number
}

export function rootScope (context: RenderContext): RenderScope {
  const { declared = [] } = context
  return { context, dialect: dialects[context.dialect], bindings: declared, depth: declared.length }
}

/** The scope inside a subquery. */
export function nest (scope: RenderScope, variable?: RangeVariable, source?: VariableSource): RenderScope {
  const bindings = variable === undefined || source === undefined ? scope.bindings : [{ variable, source }, ...scope.bindings]
  return { ...scope, bindings, depth: scope.depth + 1 }
}

/** What a variable is: the declaration it refers to, else the innermost one of its name, else a table of the statement. */
export function resolveVariable (scope: RenderScope, variable: RangeVariable): VariableSource {
  const binding = scope.bindings.find(candidate => candidate.variable === variable) ??
    scope.bindings.find(candidate => candidate.variable.name === variable.name)
  if (binding !== undefined) return binding.source
  const alias = scope.context.tableAlias(variable)
  if (alias === undefined) throw new Error(`the variable ${variable.name} is not in scope`)
  return { kind: 'row', alias }
}

/** `now()` */
export const renderNow = ({ context, dialect }: RenderScope): Sql => dialect.text(nowParameter(context.now, now => now))

/** The text form of an instant that has none of its own: in UTC, without zeros at the end of its fraction. */
export const instantToText = (instant: Sql): Sql => sql`(rtrim(rtrim(${instant}, '0'), '.') || 'Z')`
