/** The fleet of the tenant, counted by the service: each part is a request, which it shows. */
import type { JSX } from 'preact'
import { dataChanges } from '../data/use-request.js'
import { address, go, hrefOf } from '../service/address.js'
import { questions } from './questions.js'
import { PolicyCard } from './policy-card.js'
import { QuestionCard } from './question-card.js'
import { SummaryCard } from './summary-card.js'

export function FleetView (): JSX.Element {
  const { tenant, params: { where = '' } } = address.value
  return (
    <div class='page'>
      <div class='page-head'>
        <h1>Fleet</h1>
        <button onClick={() => { dataChanges.value++ }}>Ask again</button>
        <a
          class='button'
          href={hrefOf({ view: 'data', path: 'officeConfiguration/tenantCheckinStatuses', params: where === '' ? {} : { q: `$filter=${where}` } })}
        >
          Show the rows
        </a>
      </div>
      <p class='lead'>Counted by the service with <code>$apply</code>. Choose a bar to count only what it stands for.</p>
      {where !== '' && <Filter where={where} />}
      <div class='cards flow'>
        <SummaryCard tenant={tenant} />
        {questions.map(question => <QuestionCard key={question.title} question={question} tenant={tenant} where={where} />)}
        <PolicyCard tenant={tenant} where={where} />
      </div>
    </div>
  )
}

const Filter = ({ where }: { readonly where: string }): JSX.Element =>
  <div class='notice row'>
    <span>Only where</span> <code style={{ flex: '1' }}>{where}</code> <button class='small' onClick={() => { go({ params: {} }) }}>All again</button>
  </div>
