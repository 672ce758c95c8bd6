/** How the service logs: pino, one line a request, readable on a terminal. */
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
              ignore: 'pid,hostname,method,url,status,ms',
              singleLine: true,
              destination: logTo === 'stderr' ? 2 : 1
            }
          }
        }
      : {}
  }
}
