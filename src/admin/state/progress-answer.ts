/** The answer to work that takes long: its result; with `Accept: application/x-ndjson` or `text/event-stream` its progress, too. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ODataError } from '../../errors.js'
import { streamText } from './body-stream.js'

/** How the progress is written, by what `Accept` asks for. */
const formats: Readonly<Record<string, (event: object) => string>> = {
  'application/x-ndjson': event => `${JSON.stringify(event)}\n`,
  'text/event-stream': event => `data: ${JSON.stringify(event)}\n\n`
}

/** `work` calls its argument with its progress; what that throws, when the client has gone, ends the work. */
export async function answerWithProgress (
  request: FastifyRequest,
  reply: FastifyReply,
  work: (progress: (event: object) => void) => Promise<object>
): Promise<unknown> {
  const run = async (progress: (event: object) => void): Promise<object> =>
    await work(event => {
      if (reply.raw.destroyed) throw new ODataError('badRequest', 'The client went away.')
      progress(event)
    })
  const accept = (request.headers.accept ?? '').split(/[,;]/).map(part => part.trim())
  const format = Object.keys(formats).find(type => accept.includes(type))
  if (format === undefined) return await run(() => undefined)
  const write = formats[format]!
  const text = await streamText(async send => {
    try {
      const made = await run(event => { send(write(event)).catch(() => undefined) })
      await send(write({ ...made, done: true }))
    } catch (error) {
      request.log.error(error)
      const { code, message } = error instanceof ODataError
        ? error
        : new ODataError('internal', 'An internal error occurred. The log of the service has it.')
      await send(write({ error: { code, message } }))
    }
  }, { wait: false, blocks: false })
  return await reply.type(format).send(text)
}
