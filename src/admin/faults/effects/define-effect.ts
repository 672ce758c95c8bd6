/** What an effect consists of. Each is a file beside this one, and listed in `all-effects.ts`. */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { RequestIds } from '../../../http/error-answer.js'
import type { Course } from '../../../http/request-interceptor.js'
import type { ODataResponse } from '../../../odata/odata-request.js'
import type { GraphCall } from '../../requests/graph-call.js'
import type { KindSchema } from '../kind-schema.js'

/** What an effect may use. */
export interface FaultContext {
  readonly call: GraphCall
  readonly ids: RequestIds
  /** The time by the clock. */
  readonly now: () => Date
  /** Ends waiting when the service stops. */
  readonly stopping: AbortSignal
  /** Carries the request out; what is answered asynchronously, as `course` says. An answer of 4xx is one too; defects are thrown. */
  readonly carryOut: (course?: Course) => Promise<ODataResponse>
  /** What the same request was answered before, if a rule whose effect `remembers` was there. */
  readonly earlier: () => ODataResponse | undefined
}

/** How a connection gets an answer that is not simply sent. */
export interface Delivery {
  /** What the client gets in the end: everything, a part, or nothing. The journal says so. */
  readonly arrives: 'all' | 'part' | 'nothing'
  /** Takes the reply over. */
  readonly send: (reply: FastifyReply) => void
}

/** What has become of an answer. */
export interface Faulted {
  readonly response: ODataResponse
  readonly delivery?: Delivery
  /** The answer of a request inside a batch, which has no connection of its own; `response` when absent. */
  readonly inBatch?: () => ODataResponse | Promise<ODataResponse>
}

/** How the header `x-fault` names an effect; by its kind, if not otherwise. */
export interface HeaderForm {
  /** The members that a word stands for, if it means this effect in some other way than its kind. */
  readonly byWord?: (word: string) => Readonly<Record<string, unknown>> | undefined
  /** Members that the header may leave out. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** The members that a parameter of that name sets. They are checked by the schema; undefined for a value that cannot be read. */
  readonly parameters?: Readonly<Record<string, (value: string) => Readonly<Record<string, unknown>> | undefined>>
}

export interface EffectDefinition<Effect> {
  readonly header?: HeaderForm
  /** Whether answers are recorded while there is a rule with such an effect. */
  readonly remembers?: true
  /** What the schema cannot say. @throws ODataError of status 400. */
  check? (effect: Effect): void
  /** What the journal calls it; its kind when absent. */
  note? (effect: Effect): string
  /** Happens to a request: answers it, carried out or not. */
  apply (effect: Effect, context: FaultContext): Promise<Faulted>
}

/** An effect: its schema, whose descriptions are the documentation, and what it does. */
export const defineEffect = <Schema extends KindSchema>(
  schema: Schema,
  definition: EffectDefinition<Static<Schema>>
): EffectDefinition<Static<Schema>> & { readonly schema: Schema } => ({ schema, ...definition })

/** Of effects that make sense with and without the request carried out. */
export const When = Type.Optional(
  Type.Union([Type.Literal('before'), Type.Literal('after')], {
    description:
      '`before` (default): the request is not carried out. `after`: it is carried out, but the client is not told.'
  })
)

/** Of effects that cut a body off. */
export const Fraction = Type.Optional(
  Type.Number({ minimum: 0, maximum: 1, description: 'How much of the body is sent; half of it by default.' })
)

/** A parameter of the header that sets the member of that name to a text. */
export const textMember = (name: string) => (value: string) => ({ [name]: value })

/** … to a number; what is not one is left for the schema to refuse. */
export const numberMember = (name: string) => (value: string) => ({ [name]: numeric(value) })

/** The number that a text is, else the text. */
export const numeric = (text: string): unknown => /^\d+(\.\d+)?$/.test(text) ? Number(text) : text
