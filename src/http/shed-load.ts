/**
 * Requests are turned away while the event loop is late: a 503 with `Retry-After` at once, where an answer would take too long to be worth
 * waiting for. Loaded only where `MAX_EVENT_LOOP_DELAY` asks for it.
 */
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { unavailable } from '../errors.js'

/** Milliseconds over which the delay is averaged; it is also how long it takes until requests are let in again. */
const SAMPLE = 200

/** `most`: milliseconds. To be called where the routes of the resources are: health and controls answer as they always do. */
export async function shedLoad (app: FastifyInstance, most: number): Promise<void> {
  const pressureHandler = async (): Promise<void> => {
    throw unavailable(`The service is overloaded: its event loop is late by more than ${most} ms (MAX_EVENT_LOOP_DELAY).`)
  }
  await app.register(underPressure, { maxEventLoopDelay: most, sampleInterval: SAMPLE, pressureHandler })
}
