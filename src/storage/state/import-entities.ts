/**
 * Adds the entities of a file to an entity set of a model that was read, or puts them in the place of those that are there, all of them in
 * one transaction of the tenant: they may be related to whatever it has.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EntitySet, NavigationProperty } from '../../edm/types.js'
import { createTurns } from '../../base/turns.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { rootNavigation } from '../../odata/root-navigation.js'
import { costOfCopying, costOfRows } from '../database/cost.js'
import type { Cost } from '../database/cost.js'
import type { Database, DialectName } from '../database/database.js'
import { placeOf, tableOf } from '../mapping.js'
import { identifier } from '../sql/identifier.js'
import { SINGLETON_ORDINAL, renderPlace } from '../sql/expression/place.js'
import { checkAlternateKeys } from '../write/check-alternate-keys.js'
import { deleteEntities } from '../write/delete-entities.js'
import { insertEntities, ordinalsOf, withKeys } from '../write/insert-entities.js'
import { settle } from '../write/relate.js'
import { finishWriting } from '../write/update-stored.js'
import { bigint, startWriting } from '../write/writing.js'
import type { PostponedRelation, Writing } from '../write/writing.js'
import type { Unsettled } from '../write/constraints.js'
import { namingLines, namingTarget } from './name-lines.js'
import type { NumberedLines } from './name-lines.js'
import { relateLoaded } from './relate-loaded.js'
import type { ImportResult } from './import-rows.js'
import { createRowSpool } from './row-spool.js'
import type { RowSpool } from './row-spool.js'

/** A line of a file: its text, or its cells by the names of their columns. */
export interface ImportedLine {
  readonly number: number
  readonly content: string | Readonly<Record<string, string>>
}

export interface EntityImport {
  readonly tenant: string
  readonly entitySet: EntitySet
  readonly mode: 'append' | 'replace'
  readonly now: string
  /** @throws ODataError for a line that does not fit, naming it */
  readonly read: (line: ImportedLine) => StructuredValue
}

/**
 * `chunks` are read to their end, and each line once, before anything is locked; then each is read again where it is written, so that no
 * more than a chunk is held. When anything throws, nothing is changed.
 * @param tempFolder Where the lines lie until then.
 */
export async function importEntities (
  database: Database,
  request: EntityImport,
  chunks: AsyncIterable<readonly ImportedLine[]>,
  tempFolder: string | undefined
): Promise<ImportResult> {
  const spool = await createRowSpool(tempFolder)
  try {
    const [turn, size] = [createTurns(), { rows: 0, ordinals: 0, characters: 0 }]
    for await (const lines of chunks) {
      for (const line of lines) {
        size.ordinals += ordinalsOf(request.read(line))
        const due = turn()
        if (due !== undefined) await due
      }
      const json = JSON.stringify(lines)
      size.rows += lines.length
      size.characters += json.length
      await spool.add({ count: lines.length, json })
    }
    const inserting = costOfRows(size.ordinals, size.characters)
    const cost: Cost = request.mode === 'append' ? inserting : stored => inserting(stored) + costOfCopying(stored)
    const { tenant, now } = request
    const version = await database.transaction(async connection => {
      const writing = await startWriting(connection, database.dialect, { tenant, now }, size.ordinals)
      // As in a state, which may be older than them, the conditions of the model are not asked for.
      await write({ ...writing, postponed: [] }, request, spool)
      return writing.sequence
    }, { cost, tenant })
    return { rows: size.rows, version }
  } finally {
    await spool.remove()
  }
}

/** What is to relate entities when all of them are there. */
interface Later {
  readonly relations: PostponedRelation[]
  readonly values: LaterValues[]
}

interface LaterValues {
  readonly entry: Unsettled
  /** Where the entity is. */
  readonly lines: NumberedLines
}

async function write (writing: Writing, { entitySet, mode, read }: EntityImport, spool: RowSpool): Promise<void> {
  const navigation = rootNavigation(entitySet)
  if (mode === 'replace') await deleteEntities(writing, navigation.target, allOf(writing.dialect, navigation))
  const left = writing.unsettled.splice(0)
  const later: Later = { relations: [], values: [] }
  const turn = createTurns()
  for await (const { json } of spool.chunks()) {
    const lines = JSON.parse(json) as readonly ImportedLine[]
    const values: StructuredValue[] = []
    for (const line of lines) {
      values.push(read(line))
      const due = turn()
      if (due !== undefined) await due
    }
    const noted = { postponed: [] as PostponedRelation[], unsettled: [] as Unsettled[] }
    const first = await namingLines(lines, navigation, async () => {
      const entities = await withKeys(writing, navigation, SINGLETON_ORDINAL, values)
      const first = await insertEntities({ ...writing, ...noted }, navigation, SINGLETON_ORDINAL, entities)
      await checkAlternateKeys(writing)
      await relateLoaded(writing, noted.postponed.filter(relation => !leadsInto(navigation, relation)))
      return first
    })
    later.relations.push(...noted.postponed.filter(relation => leadsInto(navigation, relation)))
    const numbers = lines.map(({ number }) => ({ number }))
    const ends = [numbers[0], numbers.at(-1)].filter(end => end !== undefined)
    for (const entry of noted.unsettled) {
      const own = numbers[entry.ordinal - first]
      const noting = { entry, lines: own === undefined ? ends : [own] }
      if (followsLater(navigation, entry)) later.values.push(noting)
      else await settleValues(writing, navigation, noting)
    }
  }
  for (let start = 0; start < later.relations.length; start += PART_RELATIONS) {
    await namingTarget(async () => { await relateLoaded(writing, later.relations.slice(start, start + PART_RELATIONS)) })
  }
  for (const values of later.values) await settleValues(writing, navigation, values)
  writing.unsettled.push(...left)
  await finishWriting(writing)
}

/** Relations that are made together. */
const PART_RELATIONS = 500

const allOf = (dialect: DialectName, navigation: NavigationProperty): Sql =>
  sql`"owner" = ${bigint(dialect, SINGLETON_ORDINAL)}${renderPlace(navigation, identifier(tableOf(navigation.target)))}`

const settleValues = async (writing: Writing, navigation: NavigationProperty, { entry, lines }: LaterValues): Promise<void> =>
  await namingLines(lines, navigation, async () => {
    writing.unsettled.push(entry)
    await settle(writing)
  })

/** Whether what the values name may be an entity of a line that follows. */
const followsLater = (navigation: NavigationProperty, { constraint: { principalPlace } }: Unsettled): boolean =>
  principalPlace === undefined || principalPlace === placeOf(navigation)

/** Whether what is bound may be an entity of a line that follows. */
const leadsInto = (navigation: NavigationProperty, { change }: PostponedRelation): boolean => change.items.some(item =>
  'location' in item && [item.location, ...item.others].some(({ steps: [step] }) =>
    step === undefined || step.property === navigation || step.others?.includes(navigation) === true))
