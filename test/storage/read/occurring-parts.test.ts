/** What statements of PostgreSQL show at first, and what they show when it has occurred. */
import t from 'tap'
import { readCsdl } from '../../../src/csdl/read-csdl.js'
import { bindRequest } from '../../../src/odata/bind/bind-request.js'
import { parseUrl } from '../../../src/odata/url/parse-url.js'
import { planRequest } from '../../../src/plan/plan-request.js'
import { checkSupported } from '../../../src/plan/supported/check-supported.js'
import { layOut } from '../../../src/storage/layout.js'
import { useLayout } from '../../../src/storage/mapping.js'
import { occurringParts, partOccurred } from '../../../src/storage/read/occurring-parts.js'
import { LIMITS, requestOf } from '../../plan/request-of.js'

const model = readCsdl(['models/graph/graph.csdl.xml'])
useLayout(layOut(model))

type Plan = Parameters<typeof partOccurred>[0]

function planOf (url: string): Plan {
  const request = requestOf('GET', url)
  return planRequest(model, checkSupported(bindRequest(model, parseUrl(url), request)), request, LIMITS) as Plan
}

const shownBy = (plan: Plan): unknown => {
  const parts = occurringParts('postgresql', plan)
  return parts === undefined ? 'everything' : [[...parts.types].sort(), [...parts.values].sort()]
}

t.test('little is shown at once', t => {
  for (const url of ['devices', 'groups', "users('x')?$select=id,identities", "users('x')/identities", 'users?$select=displayName', 'users?$apply=groupby((city))']) {
    t.equal(shownBy(planOf(url)), 'everything', url)
  }
  for (const url of ['users', "users('x')", 'directoryObjects']) t.equal(occurringParts('sqlite', planOf(url)), undefined, url)
  t.end()
})

t.test('what has occurred is shown, to those that come after too', t => {
  const [page, other] = [planOf('users'), planOf('users?$top=3')]
  t.strictSame(shownBy(page), [[], []])
  t.equal(occurringParts('postgresql', page), occurringParts('postgresql', page), 'the same object')
  t.strictSame(shownBy(other), [[], []])
  partOccurred(page, occurringParts('postgresql', page)!, ',identities,passwordProfile')
  t.strictSame(shownBy(page), [[], ['identities', 'passwordProfile']])
  t.strictSame(shownBy(other), [[], []], 'a statement that is there already learns by itself')
  t.strictSame(shownBy(planOf('users?$top=4')), [[], ['identities', 'passwordProfile']])
  t.end()
})

t.test('of an entity every type is shown, and the values that have occurred', t => {
  const plan = planOf("directoryObjects('x')")
  t.strictSame(shownBy(plan), [['device', 'directoryObject', 'group', 'user'], []])
  partOccurred(plan, occurringParts('postgresql', plan)!, ',alternativeSecurityIds')
  t.strictSame(shownBy(plan), [['device', 'directoryObject', 'group', 'user'], ['alternativeSecurityIds']])
  t.end()
})
