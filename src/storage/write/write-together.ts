/**
 * A write of a singleton with its rows on PostgreSQL, whose statements are sent together: each finds what it needs of the tenant in the
 * database, where the first has locked it, so that none waits for the answer to another on its way here and back, and the tenant's next
 * writer waits for none of those ways.
 */
import { setTimeout as delay } from 'node:timers/promises'
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isStream, rowTypeOf } from '../../edm/lookup.js'
import { ODataError } from '../../errors.js'
import type { UpdateEntityPlan, WriteResult, WriteScope } from '../../plan/plan.js'
import { RawJson } from '../../odata/json/structured-value.js'
import type { PropertyValue, StructuredValue } from '../../odata/json/structured-value.js'
import type { Database, SqlRow, Statement } from '../database/database.js'
import { isContained } from '../location-sql.js'
import { tableOf } from '../mapping.js'
import { readEntity, singleRead } from '../read/read-entity.js'
import type { SingleRead } from '../read/read-entity.js'
import { insertRows } from '../read/rows-sql.js'
import { SINGLETON_ORDINAL } from '../sql/expression/place.js'
import { identifier } from '../sql/identifier.js'
import { ordinalsInside } from './insert-entities.js'
import { advanceAndUpsert } from './upsert-singleton.js'
import { bigint, findEntity } from './writing.js'

/** Between attempts to read what was stored; each is twice as long as the one before. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [20, 4000]

/** Rows of a body, and characters of their texts, that are written so: more are sent piece by piece. */
const [MOST_ROWS, MOST_CHARACTERS] = [1000, 200_000]

/** The write, when no statement of it needs what another answers; else undefined, and nothing is done. */
export function writeTogether (database: Database, plan: UpdateEntityPlan, scope: WriteScope): Promise<WriteResult> | undefined {
  const { together, dialect } = database
  const { representation } = plan
  if (together === undefined || !isIndependent(plan, scope)) return undefined
  if (representation === undefined) return write(database, together, plan, scope)
  const read = representation.kind === 'readEntity' ? singleRead(dialect, representation, scope) : undefined
  return read === undefined ? undefined : write(database, together, plan, scope, read)
}

function isIndependent ({ location, change: { values } }: UpdateEntityPlan, { precondition }: WriteScope): boolean {
  const { type, properties, contained = {}, related = {}, media } = values
  return !isContained(location) && precondition === undefined && media === undefined &&
    Object.keys(contained).length === 0 && Object.keys(related).length === 0 && ordinalsInside(values) <= MOST_ROWS &&
    charactersLeft(values, MOST_CHARACTERS) >= 0 &&
    !type.properties.some(property => isStream(property) && properties[property.name] !== undefined)
}

/** What is left of a number of characters when those of all texts are taken away; what has gone below zero is not counted further. */
function charactersLeft ({ properties }: StructuredValue, most: number): number {
  return Object.values(properties).reduce<number>(charactersAfter, most)
}

function charactersAfter (left: number, value: PropertyValue): number {
  if (left < 0 || value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return left
  if (typeof value === 'string') return left - value.length
  if (value instanceof RawJson) return left - value.text.length
  return 'properties' in value ? charactersLeft(value, left) : value.reduce(charactersAfter, left)
}

async function write (
  database: Database,
  together: NonNullable<Database['together']>,
  plan: UpdateEntityPlan,
  scope: WriteScope,
  read?: SingleRead
): Promise<WriteResult> {
  const ordinals = ordinalsInside(plan.change.values)
  const statements: Statement[] = [advanceAndUpsert(plan, scope, ordinals)]
  for await (const statement of renderCollections(plan.change, scope.tenant, ordinals)) statements.push(statement)
  if (read !== undefined) statements.push(read.statement)
  const answers = await together(statements)
  return (answers === undefined ? undefined : resultOf(answers, read)) ?? await readAgain(database, plan, scope)
}

/** Undefined when there is more to read. */
function resultOf (answers: ReadonlyArray<readonly SqlRow[]>, read: SingleRead | undefined): WriteResult | undefined {
  const representation = read?.found(answers.at(-1)?.[0])
  if (read !== undefined && representation === undefined) return undefined
  return { version: String(answers[0]?.[0]?.[1]), representation }
}

/** What is stored now: the write, and perhaps what others have written since. The database was lost, and may be away for a while. */
async function readAgain (database: Database, plan: UpdateEntityPlan, scope: WriteScope): Promise<WriteResult> {
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return await readStored(database, plan, scope)
    } catch (cause) {
      if (pause > LONGEST_PAUSE_MS) throw new ODataError('outcomeUnknown', 'The change is stored, but the connection to the database was lost before it could be read back. Read it, and do not send it again.', { cause })
      await delay(pause)
    }
  }
}

async function readStored (database: Database, { location, representation }: UpdateEntityPlan, scope: WriteScope): Promise<WriteResult> {
  if (representation?.kind !== 'readEntity') {
    const { version } = await findEntity({ connection: database, dialect: database.dialect, scope }, location)
    return { version, representation: undefined }
  }
  const read = await readEntity(database, representation, scope)
  return { version: String(read.version), representation: read }
}

/** The statements for the collections of the body. @param ordinals How many the first statement has taken for them. */
async function * renderCollections (
  { values: { type, properties }, mode }: UpdateEntityPlan['change'],
  tenant: string,
  ordinals: number
): AsyncGenerator<Sql> {
  const ofTenant = (column: string): Sql => sql`(SELECT ${identifier(column)} FROM "Tenant" WHERE "id" = ${tenant})`
  let left = ordinals
  for (const property of type.properties) {
    const [rowType, rows] = [rowTypeOf(property), properties[property.name]]
    if (rowType === undefined || rows === undefined) continue
    const owner = bigint('postgresql', SINGLETON_ORDINAL)
    if (mode !== 'append') yield sql`DELETE FROM ${identifier(tableOf(rowType))} WHERE "tenant" = ${ofTenant('key')} AND "owner" = ${owner}`
    const first = sql`${ofTenant('nextOrdinal')} - ${bigint('postgresql', left)}`
    const place = { tenant: ofTenant('key'), owner, first, changed: ofTenant('sequence') }
    for await (const { statement } of insertRows('postgresql', place, rows as readonly StructuredValue[])) yield statement
    left -= (rows as readonly StructuredValue[]).length
  }
}
