/** What the controls that import files take: lines in one of two formats, of any length. */
import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { AdminApp } from '../section.js'
import { readBody } from '../state/body-stream.js'
import { isMediaType, unsupported } from '../state/state-section.js'
import { lineBytes, readLines } from './read-lines.js'
import type { LineReading, RowFormat } from './read-lines.js'

/** The media types that can be imported. */
const FORMATS: readonly RowFormat[] = ['application/x-ndjson', 'text/csv']

/** Bodies of the routes of this scope are files, and are read as they arrive. */
export function takeFiles (app: AdminApp): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([...FORMATS], (_request, payload, done) => { done(null, payload) })
}

/** @throws ODataError `unsupportedMediaType` */
export function formatOf (request: FastifyRequest): RowFormat {
  const format = FORMATS.find(candidate => isMediaType(request, [candidate]))
  if (format === undefined) throw unsupported(FORMATS)
  return format
}

/** What is made of the lines of a body, in chunks. @param maxValueBytes Bytes of a value at most, so of a line too */
export function linesOfBody<Item> (
  { body }: Pick<FastifyRequest, 'body'>,
  format: RowFormat,
  maxValueBytes: number,
  reading: Omit<LineReading<Item>, 'maxLineBytes'>
): AsyncIterable<readonly Item[]> {
  return readLines(format, readBody(body as Readable | undefined), { maxLineBytes: lineBytes(maxValueBytes), ...reading })
}
