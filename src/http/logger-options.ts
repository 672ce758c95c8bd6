/** How the service logs: pino, one line a request; readable on a terminal, else JSON that log collectors understand without a mapping. */
import type { FastifyBaseLogger, FastifyServerOptions, RawRequestDefaultExpression } from 'fastify'
import type { Config } from '../config.js'

/** Fastify's `logger` option for the settings. Authorization is never logged. */
export function loggerOptions (
  { logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>,
  logTo: 'stdout' | 'stderr' = 'stdout'
): FastifyServerOptions['logger'] {
  if (logLevel === 'silent') return false
  const pretty = logFormat === 'pretty' || (logFormat === 'auto' && process[logTo].isTTY)
  return {
    ...logTo === 'stderr' && !pretty ? { stream: process.stderr } : {},
    level: logLevel,
    redact: ['req.headers.authorization', 'headers.authorization'],
    ...pretty
      ? {
          transport: {
            target: 'pino-pretty',
            options: {
              translateTime: 'SYS:HH:MM:ss.l',
              ignore: 'pid,hostname,operation,method,url,status,bytes,ms',
              singleLine: true,
              destination: logTo === 'stderr' ? 2 : 1
            }
          }
        }
      : {
          // `"level":"info"` and `"time":"2026-01-31T09:30:00.000Z"` in place of pino's numbers.
          formatters: { level: label => ({ level: label }) },
          timestamp: () => `,"time":"${new Date().toISOString()}"`
        }
  }
}

/** `version-traceid-parentid-flags` of W3C Trace Context, section 3.2.2; later versions may append fields. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/

/**
 * The logger of a request: with a valid `traceparent`, every line carries the caller's trace, in the fields that OpenTelemetry names in
 * "Trace Context in non-OTLP Log Formats".
 */
export function requestLogger (
  logger: FastifyBaseLogger,
  bindings: object,
  options: object,
  { headers: { traceparent } }: RawRequestDefaultExpression
): FastifyBaseLogger {
  const found = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null
  if (found === null) return logger.child(bindings, options)
  const [, trace, span, flags] = found
  return logger.child({ ...bindings, trace_id: trace, span_id: span, trace_flags: flags }, options)
}
