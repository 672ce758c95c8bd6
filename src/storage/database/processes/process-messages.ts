/** What this process and those that run statements for it tell each other. */
import { DriverAdapterError, isDriverAdapterError } from '@prisma/driver-adapter-utils'
import { EvaluationError } from '../database.js'
import type { SqlRow } from '../database.js'

/** One statement to run; the answer to it comes before the next one is sent. */
export interface Order {
  readonly kind: 'query' | 'execute'
  readonly sql: string
  readonly values: readonly unknown[]
}

/** Stands in a row for a text that was sent before, as so many pieces. */
export interface SentInPieces {
  readonly count: number
}

export type Answer =
  /** The process has opened the database. */
  | { readonly kind: 'ready' }
  /** The next piece of a long text. */
  | { readonly kind: 'piece', readonly bytes: Uint8Array }
  | { readonly kind: 'rows', readonly rows: ReadonlyArray<ReadonlyArray<SqlRow[number] | SentInPieces>> }
  | { readonly kind: 'changed', readonly count: number }
  | { readonly kind: 'failed', readonly failure: Failure }

/** An error as a message can carry it. */
export interface Failure {
  readonly kind: 'driver' | 'evaluation' | 'other'
  readonly message: string
  /** Of a driver's error: what it says of itself. */
  readonly cause: unknown
}

export function failureOf (error: unknown): Failure {
  if (error instanceof EvaluationError) return { kind: 'evaluation', message: error.message, cause: undefined }
  if (isDriverAdapterError(error)) return { kind: 'driver', message: error.message, cause: { ...error.cause } }
  return { kind: 'other', message: error instanceof Error ? error.message : String(error), cause: undefined }
}

/** The error again, as the same statement would have thrown it here. */
export function errorOf ({ kind, message, cause }: Failure): Error {
  switch (kind) {
    case 'driver': return new DriverAdapterError(cause as ConstructorParameters<typeof DriverAdapterError>[0])
    case 'evaluation': return new EvaluationError(message)
    case 'other': return new Error(message)
  }
}
