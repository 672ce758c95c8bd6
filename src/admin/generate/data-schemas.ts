/** What the generator of a model's data takes and answers; `GeneratedShown` only documents. */
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'

/** Entities that are made at once, with all that they contain. */
export const MAX_ENTITIES = 10_000_000

/** Levels of entities inside of entities. */
export const MAX_LEVELS = 8

export const DataRequest = Type.Object({
  seed: Type.Integer({ default: 1, minimum: 0, maximum: 4294967295, description: 'The same seed and time make the same data.' }),
  count: Type.Integer({ default: 100, minimum: 0, maximum: MAX_ENTITIES, description: 'Entities of each entity set.' }),
  contained: Type.Integer({ default: 3, minimum: 0, maximum: 1000, description: 'Entities of each collection inside an entity.' }),
  counts: Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: MAX_ENTITIES }), {
    default: {},
    description: 'Different numbers, by path: `People` for an entity set or singleton, `People/Trips` for a collection inside each of its entities.'
  }),
  levels: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: MAX_LEVELS,
    description: 'How deep entities contain entities; without it up to 2, fewer where an entity would have more than 1,000 inside.'
  })),
  until: Type.Optional(Type.String({ format: 'date-time', description: "The latest time in the data; without it, the clock's." }))
}, { additionalProperties: false, title: 'DataRequest', description: 'How much to generate.' })

/** As {@link DataRequest}, whose check fills in what has a default. */
export interface DataOrder {
  readonly seed: number
  readonly count: number
  readonly contained: number
  readonly counts: Readonly<Record<string, number>>
  readonly levels?: number | undefined
  readonly until?: string | undefined
}

export const GeneratedShown: TSchema = Type.Object({
  entities: Type.Record(Type.String(), Type.Integer(), { description: 'How many were made, by path: `People`, `People/Trips`.' }),
  version: Type.String({ description: 'The version of the tenant now.' })
}, { title: 'GeneratedData' })

export interface GeneratedData {
  readonly entities: Readonly<Record<string, number>>
  /** The tenant's version afterwards. */
  readonly version: string
}

export interface DataProgress {
  /** Entities written so far, and entities there will be at most. */
  readonly entities: number
  readonly of: number
}
