/** What an answer says of itself that depends on its coding: `Vary`, and its ETag. */
import type { FastifyReply } from 'fastify'

/** Texts; `image/svg+xml` is one. Streams of events and lines are read as they come, and a buffer would hold them back. */
const TEXTUAL = /^(?:text\/(?!event-stream)|multipart\/mixed|application\/(?:[\w.+-]*\+)?(?:json|xml|yaml|javascript)|image\/svg\+xml)\b/i

/** Whether the same could be sent in another coding; 304 says what 200 would. */
export const varies = (reply: FastifyReply): boolean =>
  !reply.hasHeader('accept-ranges') && (reply.statusCode === 304 || isTextual(String(reply.getHeader('content-type') ?? '')))

/** Answers have few media types and few `Vary`, so that what is known of a text need not be found out again. */
const remembered = <Value>(find: (text: string) => Value): (text: string) => Value => {
  const known = new Map<string, Value>()
  return text => {
    const value = known.get(text) ?? find(text)
    if (known.size < MOST_KNOWN) known.set(text, value)
    return value
  }
}

/** Clients may make up media types of their own. */
const MOST_KNOWN = 100

const isTextual = remembered(type => TEXTUAL.test(type))

/** `Vary` with `Accept-Encoding` in it. */
export const withEncoding = remembered(vary => {
  if (vary === '') return 'Accept-Encoding'
  return /(?:^|,)\s*(?:accept-encoding|\*)\s*(?:,|$)/i.test(vary) ? vary : `${vary}, Accept-Encoding`
})

/** A strong ETag is of bytes, and these are others. */
export function weaken (reply: FastifyReply): void {
  const etag = reply.getHeader('ETag')
  if (typeof etag === 'string' && etag.startsWith('"')) reply.header('ETag', `W/${etag}`)
}
