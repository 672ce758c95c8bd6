/**
 * One engine: the family's own feature tests against a service that was given the family's `$metadata` as a file. What differs is listed
 * with its reason, and left out; all else passes as it stands. On SQLite alone, unless `DIALECTS` names the databases.
 */
import t from 'tap'
import { dialects } from '../support/databases.js'
import { serveFamilyAsModel, unmetDifferences } from '../support/family-as-model.js'

/** By reason, the titles of tests. */
const differences: Readonly<Record<string, readonly string[]>> = {
  'Rows of complex values are a JSON column of a model, and one page; the family has tables for them.': [
    '11.2.6.7 pages inside a page: next links that lead on',
    '11.2.6.7 rows of an item beyond the largest page',
    '5.1.1.14.4 rows beyond the largest page keep what $it means'
  ],
  'Priorities, and what assign and updatePriorities do, are the module of the family.': [
    '11.4.2 what cannot be created',
    'priority is issued at the end when it is left out',
    '11.4.3 PATCH merges and leaves the rest',
    '11.4.1.1 ETags of each entity',
    '11.2.4 properties of a configuration by paths of their own',
    '11.2.6 the list with every query option',
    '4.6.3 full and no metadata of configurations',
    '11.5.5 assign replaces every assignment and returns the new ones, under each spelling',
    '11.5.5 the parameters of assign are checked, and a call that is refused changes nothing',
    '11.5.5 updatePriorities pairs by position, under each spelling',
    '11.5.5 updatePriorities is all or nothing',
    '11.4.3.1 deep update of the singleton, two levels down'
  ],
  'The bare /officeConfiguration is a root of the family.': ['the bare root and v1.0 are the same resource'],
  'The test looks into the tables of the family.': ['11.4.5 DELETE takes everything inside with it'],
  'A model that says of a complex value that it does not sort is obeyed for its members too; the family says so, and sorts by them.': [
    '5.1.1.14.4 $it in $compute, $orderby, $count and lambdas of nested options'
  ]
}

await serveFamilyAsModel({
  dialects: process.env['DIALECTS'] === undefined ? ['sqlite'] : dialects,
  differences: new Map(Object.entries(differences).flatMap(([why, titles]) => titles.map(title => [title, why] as const)))
})

await import('./filter.test.js')
await import('./update.test.js')
await import('./expand.test.js')
await import('./configurations.test.js')
await import('./assignments.test.js')
await import('./conditional.test.js')
await import('./streams.test.js')
await import('./body-faults.test.js')
await import('./versions.test.js')
await import('./nested-it.test.js')
await import('./negotiation.test.js')
await import('./batch-references.test.js')

t.test('every difference is that of a test', t => {
  t.same(unmetDifferences(), [])
  t.end()
})
