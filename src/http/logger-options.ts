/** How the service logs: pino, one line a request; readable on a terminal, else JSON that log collectors understand without a mapping. */
import type { FastifyServerOptions } from 'fastify'
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
