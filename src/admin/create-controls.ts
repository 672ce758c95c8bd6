/**
 * The controls of one instance of the service, put together: its clock, faults, throttle and journal, and what shows them under `/__admin`.
 */
import { systemClock } from '../base/clock.js'
import type { Clock } from '../base/clock.js'
import type { Config } from '../config.js'
import { packageVersion } from '../base/package-folder.js'
import { clockSection } from './clock/clock-section.js'
import { createSteerableClock } from './clock/steerable-clock.js'
import type { SteerableClock } from './clock/steerable-clock.js'
import { faultsSection } from './faults/faults-section.js'
import { createRuleBook } from './faults/rule-book.js'
import type { RuleBook } from './faults/rule-book.js'
import { scenariosSection } from './faults/scenarios-section.js'
import { createInterceptor } from './create-interceptor.js'
import type { CallInterceptor } from './create-interceptor.js'
import { createJournal } from './journal/journal.js'
import type { Journal } from './journal/journal.js'
import { journalSection, journalSettingsSection } from './journal/journal-section.js'
import { noteAnswer, noteBroken } from './journal/observe.js'
import { UNANSWERED } from './metrics/request-metrics.js'
import type { RequestMetrics } from './metrics/request-metrics.js'
import type { CallNames } from './requests/graph-call.js'
import type { AdminSection } from './section.js'
import { parseLimits } from './throttle/throttle-limits.js'
import { createThrottle } from './throttle/throttle.js'
import type { Throttle } from './throttle/throttle.js'
import { throttleSection } from './throttle/throttle-section.js'

export interface Controls {
  readonly clock: SteerableClock
  readonly faults: RuleBook
  readonly throttle: Throttle
  readonly journal: Journal
  readonly interceptor: CallInterceptor
  readonly sections: readonly AdminSection[]
  /** Ends all waiting: latencies, bodies that trickle, streams of the journal. */
  readonly stop: () => void
}

export function createControls (
  { admin, adminKey, throttle: throttleSetting, journalSize, journalBodyBytes }: Pick<
    Config,
    'admin' | 'adminKey' | 'throttle' | 'journalSize' | 'journalBodyBytes'
  >,
  names: CallNames,
  base: Clock = systemClock,
  metrics?: RequestMetrics
): Controls {
  const clock = createSteerableClock(base)
  const stopping = new AbortController()
  const faults = createRuleBook()
  const limits = parseLimits(throttleSetting)
  const throttle = createThrottle(limits)
  const journal = createJournal({ size: admin === 'on' ? journalSize : 0, bodyBytes: journalBodyBytes, clock, names })
  const brokenInJournal = noteBroken(journal)
  return {
    clock,
    faults,
    throttle,
    journal,
    interceptor: createInterceptor({
      clock,
      book: faults,
      throttle,
      byHeader: admin === 'on',
      adminKey,
      stopping: stopping.signal,
      answered: noteAnswer(journal),
      broken: (exchange, response) => {
        brokenInJournal(exchange, response)
        metrics?.note(exchange.request, UNANSWERED, exchange.reply.elapsedTime)
      }
    }),
    sections: [
      clockSection(clock),
      faultsSection(faults),
      scenariosSection(faults.scenarios),
      throttleSection(throttle, limits, clock),
      journalSettingsSection({ journal, initial: { size: journalSize, bodyBytes: journalBodyBytes } }),
      journalSection({ journal, stopping: stopping.signal, version: packageVersion() })
    ],
    stop: () => {
      stopping.abort()
    }
  }
}
