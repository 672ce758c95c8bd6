/** The mapping and the Prisma schemas agree: every property of a stored type has the columns that the tables have. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { findProperty } from '../../src/edm/lookup.js'
import type { StructuredType } from '../../src/edm/types.js'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import { columnsOf, tableOf } from '../../src/storage/mapping.js'
import { columnValues } from '../../src/storage/write/assignments.js'
import type { ColumnKind, ColumnMapping } from '../../src/storage/mapping.js'
import { prismaFolder } from '../../src/storage/migrations/migration-files.js'

const PRISMA_TYPES: Readonly<Partial<Record<ColumnKind, string>>> = { text: 'String', boolean: 'Boolean', integer: 'Int', json: 'Json' }

/** Column name to Prisma type, of one model of `models.prisma`. */
function tableColumns (table: string): ReadonlyMap<string, string> {
  const models = readFileSync(`${prismaFolder()}/models.prisma`, 'utf8')
  const body = new RegExp(`^model ${table} \\{\\n([^}]*)\\}`, 'm').exec(models)?.[1] ?? ''
  return new Map([...body.matchAll(/^ {2}(\w+) +(String|Boolean|Int|BigInt|Json)(\??)/gm)].map(([, name, type, optional]) => [String(name), `${String(type)}${String(optional)}`]))
}

function typeOf (name: string): StructuredType {
  const type = graphModel.types.get(`microsoft.graph.${name}`)
  if (type === undefined) throw new Error(name)
  return type
}

function expected (mappings: readonly ColumnMapping[]): Array<[string, string]> {
  return mappings.flatMap(({ column, instant }) => instant === undefined ? [column] : [column, instant])
    .map(({ name, kind, nullable }) => [name, `${PRISMA_TYPES[kind]}${nullable ? '?' : ''}`])
}

t.test('check-in rows', t => {
  const type = typeOf('officeClientCheckinStatus')
  const columns = tableColumns(tableOf(type))
  t.same([...columns].filter(([name]) => !['tenant', 'owner', 'ordinal', 'changed'].includes(name)), expected(columnsOf(type)))
  t.equal(columnsOf(type).length, type.properties.length, 'every property is a column')
  t.end()
})

t.test('the singleton', t => {
  const type = typeOf('officeConfiguration')
  const summary = findProperty(type, 'tenantUserCheckinSummary')
  t.ok(summary)
  const columns = tableColumns(tableOf(type))
  t.same([...columns].filter(([name]) => !['tenant', 'id', 'changed'].includes(name)), expected(columnsOf(typeOf('officeUserCheckinSummary'), summary)))
  t.end()
})

/** The columns that every contained entity has, whatever its type. */
const OF_ENTITIES = ['tenant', 'owner', 'ordinal', 'changed', 'type']

/** Columns of the complex properties of a type, the one with the type's name first. */
function complexColumns (type: StructuredType): ReadonlyMap<string, string> {
  return new Map(type.properties.flatMap(property => columnValues(property, null).map(({ column: { name, kind, nullable } }) => [name, `${PRISMA_TYPES[kind]}${nullable ? '?' : ''}`] as const)))
}

for (const name of ['officeClientConfiguration', 'officeClientConfigurationAssignment']) {
  t.test(`${name} and what is derived from it`, t => {
    const columns = new Map([...tableColumns(tableOf(typeOf(name)))].filter(([column]) => !OF_ENTITIES.includes(column)))
    t.same(columns, complexColumns(typeOf(name)))
    const type = typeOf(name)
    for (const derived of type.concreteTypes) t.equal(tableOf(derived), tableOf(type), derived.name)
    t.end()
  })
}

t.test('the tenant comes first in every key, but for what expires, which is looked for whosever it is', t => {
  const models = readFileSync(`${prismaFolder()}/models.prisma`, 'utf8')
  for (const [, keys] of models.matchAll(/@@(?:id|unique|index)\(\[([^\]]*)\]/g)) t.match(keys, /^tenant(?:Id)?\b|^expiresAt$/)
  t.end()
})
