/** The logger of a request, which is made when the request first logs something: most never do. */
import type { FastifyBaseLogger, RawRequestDefaultExpression } from 'fastify'

/** `version-traceid-parentid-flags` of W3C Trace Context, section 3.2.2; later versions may append fields. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/

/**
 * With a valid `traceparent`, every line carries the caller's trace, in the fields that OpenTelemetry names in "Trace Context in non-OTLP
 * Log Formats".
 */
export const requestLogger = (
  logger: FastifyBaseLogger,
  bindings: object,
  options: object,
  { headers: { traceparent } }: RawRequestDefaultExpression
): FastifyBaseLogger => new RequestLogger(logger, bindings, options, traceparent)

/** One is made for every request: a class, whose functions are not. */
class RequestLogger implements FastifyBaseLogger {
  private made: FastifyBaseLogger | undefined = undefined

  constructor (
    private readonly logger: FastifyBaseLogger,
    private readonly bindings: object,
    private readonly options: object,
    private readonly traceparent: string | string[] | undefined
  ) {}

  info (...line: readonly unknown[]): void { this.own.info(...line as Line) }
  error (...line: readonly unknown[]): void { this.own.error(...line as Line) }
  debug (...line: readonly unknown[]): void { this.own.debug(...line as Line) }
  fatal (...line: readonly unknown[]): void { this.own.fatal(...line as Line) }
  warn (...line: readonly unknown[]): void { this.own.warn(...line as Line) }
  trace (...line: readonly unknown[]): void { this.own.trace(...line as Line) }
  silent (...line: readonly unknown[]): void { this.own.silent(...line as Line) }

  child (bindings: object, options?: object): FastifyBaseLogger {
    return this.own.child(bindings, options)
  }

  get level (): FastifyBaseLogger['level'] {
    return this.own.level
  }

  set level (level: FastifyBaseLogger['level']) {
    this.own.level = level
  }

  private get own (): FastifyBaseLogger {
    this.made ??= this.make()
    return this.made
  }

  private make (): FastifyBaseLogger {
    const { logger, bindings, options, traceparent } = this
    const found = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null
    if (found === null) return logger.child(bindings, options)
    const [, trace, span, flags] = found
    return logger.child({ ...bindings, trace_id: trace, span_id: span, trace_flags: flags }, options)
  }
}

/** An object, a text, and what is put into that; whoever logs says them as pino declares them. */
type Line = [object, string]
