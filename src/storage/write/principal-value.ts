/** What dependent entities have from those they depend on (OData CSDL 4.01, section 8.5), as SQL: of a column, or a member of JSON. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { underlyingType } from '../../edm/lookup.js'
import type { Property } from '../../edm/types.js'
import type { DialectName } from '../database/database.js'
import type { ConstraintPair } from '../link-layout.js'
import { mappingOf } from '../mapping.js'
import { memberOf, memberText } from '../sql/answer/stored-member.js'
import { renderMemberValue } from '../sql/expression/document-value.js'
import { identifier } from '../sql/identifier.js'

interface OfPrincipal extends Pick<ConstraintPair, 'principal'> {
  readonly principalWay: ReadonlyArray<Pick<ConstraintPair['principalWay'][number], 'property'>>
}

/** `alias`: the principal entity; `shown`: as its own column would hold it, `compared`: as the column that comparisons use. */
export function principalValue (dialect: DialectName, alias: Sql, { principal, principalWay }: OfPrincipal, form: 'shown' | 'compared'): Sql {
  const [first, ...rest] = principalWay
  const { column, instant } = mappingOf(principal)
  if (first === undefined) return sql`${alias}.${identifier((form === 'shown' ? column : instant ?? column).name)}`
  const outer = sql`${alias}.${identifier(mappingOf(first.property).column.name)}`
  const json = rest.reduce((value, { property }) => memberOf({ dialect }, value, property.name), outer)
  return form === 'compared' ? renderMemberValue(dialect, json, principal, 'instant') : shownMember(dialect, json, principal)
}

function shownMember (dialect: DialectName, json: Sql, principal: Property): Sql {
  const underlying = underlyingType(principal.type.type)
  const isText = underlying.kind === 'enum' || (underlying.kind === 'primitive' && underlying.name === 'Edm.Duration')
  return isText ? memberText({ dialect }, json, principal.name) : renderMemberValue(dialect, json, principal, 'digits')
}
