/** Which parts of items a statement shows, and what it says of the others. Feature tests ask for all of them (`features/graph.test.ts`). */
import t from 'tap'
import { alsoShowing } from '../../../../src/storage/sql/answer/shown-parts.js'

t.test('what was met is shown from then on', t => {
  const nothing = { types: new Set<string>(), values: new Set<string>() }
  const user = alsoShowing(nothing, 'user')
  t.strictSame(user, { types: new Set(['user']), values: new Set() })
  const values = alsoShowing(user, ',assignedLicenses,identities')
  t.strictSame(values, { types: new Set(['user']), values: new Set(['assignedLicenses', 'identities']) })
  t.strictSame(alsoShowing(alsoShowing(values, 'group'), ',identities'), { types: new Set(['user', 'group']), values: new Set(['assignedLicenses', 'identities']) })
  t.strictSame(nothing, { types: new Set(), values: new Set() }, 'what others look at stays as it was')
  t.end()
})
