import type { JSX } from 'preact'
import { encodeOptions } from '../data/query-text.js'
import { rowsOf } from '../data/collection-place.js'
import { Sent } from '../data/sent.js'
import { useRequest } from '../data/use-request.js'
import { Bars, Columns } from '../parts/bars.js'
import type { Bar } from '../parts/bars.js'
import { ErrorNotice } from '../parts/notice.js'
import { hrefOf } from '../service/address.js'
import { digitsOf, isExact } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import { failureOf } from '../service/resources.js'
import type { ResourceAnswer } from '../service/resources.js'
import { ROWS, applyOf } from './questions.js'
import type { Question } from './questions.js'

/** What the service is asked for at most. */
const MOST_GROUPS = 1000

/** Bars of a card at most. */
const MOST = 12

interface CardProps {
  readonly question: Question
  readonly tenant: string
  readonly where: string
}

export function QuestionCard ({ question, tenant, where }: CardProps): JSX.Element {
  const request = { method: 'GET', path: `${ROWS}?${encodeOptions([['$apply', applyOf(question, where)], ['$top', String(MOST_GROUPS)]])}`, tenant, headers: { prefer: `odata.maxpagesize=${MOST_GROUPS}` } }
  const { value: answer, error, reload } = useRequest(request)
  const refused = answer === undefined ? undefined : failureOf(answer)
  const bars = answer === undefined ? [] : barsOf(answer, question, where)
  const shown = bars.slice(0, MOST)
  return (
    <section class='card' aria-label={question.title}>
      <header>
        <h2>{question.title}</h2>
        {bars.length > shown.length && question.order === undefined && <span class='quiet small'>{shown.length} of {bars.length}</span>}
      </header>
      <ErrorNotice error={error} onRetry={reload} />
      {answer === undefined && error === undefined && <p class='quiet'>Counting …</p>}
      {refused !== undefined && <p class='notice error'>{refused}</p>}
      {answer !== undefined && refused === undefined && (question.order === 'time' ? <Columns name={question.title} columns={bars} /> : <Bars bars={shown} />)}
      <details><summary class='quiet small'>The request</summary><Sent request={request} answer={answer} /></details>
    </section>
  )
}

const numberOf = (value: Json | undefined): number => Number(isExact(value) ? digitsOf(value) : value)

function barsOf (answer: ResourceAnswer, { by, order, filterOf }: Question, where: string): readonly Bar[] {
  const bars = rowsOf(answer).map(row => {
    const value = row[by]
    const own = filterOf?.(value)
    const filter = own === undefined || where.includes(own) ? where : where === '' ? own : `${where} and ${own}`
    return {
      label: value === null || value === undefined ? 'none' : by === 'wasSuccessful' ? value === true ? 'succeeded' : 'failed' : String(value as string),
      value: numberOf(row['rows']),
      bad: (by === 'wasSuccessful' && value === false) || by === 'errorMessage',
      ...own === undefined ? {} : { href: hrefOf({ params: { where: filter } }) }
    }
  })
  if (order === undefined) return bars.sort((a, b) => b.value - a.value)
  return bars.sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }))
}
