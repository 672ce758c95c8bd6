/** Of those: files of the URL language whose work is seen in answers alone. */
import type { Held } from './mirror-exceptions.js'

export const heldByLanguage: readonly Held[] = [
  {
    folder: 'src/odata/bind/apply',
    why: 'What items are related to, and where they are in a tree, is asked over HTTP on both databases, with what is refused.',
    by: ['features/apply-related.test.ts', 'features/apply-hierarchy.test.ts', 'features/apply-nest.test.ts'],
    files: ['apply-size', 'bind-apply-hierarchy', 'bind-apply-join', 'bind-add-nested', 'bind-nest', 'bind-rollup-nodes', 'hierarchy', 'shown-items', 'value-path']
  },
  {
    folder: 'src/odata/bind/apply',
    why: 'What is made of a cross join is compared with an evaluator that is not SQL, and asked and refused over HTTP.',
    by: ['features/cross-join-apply.test.ts'],
    files: ['apply-cross-join']
  },
  {
    folder: 'src/plan',
    why: 'What is shown of the items of a cross join is read over HTTP on both databases.',
    by: ['features/cross-join.test.ts', 'features/cross-join-apply.test.ts'],
    files: ['plan-cross-join']
  },
  {
    folder: 'src/odata/bind/expression',
    why: 'Places of nodes in a hierarchy are asked for, and refused, over HTTP on both databases.',
    by: ['features/apply-hierarchy.test.ts'],
    files: ['bind-hierarchy-call']
  },
  {
    folder: 'src/storage/sql/expression',
    why: 'What both databases come to is read over HTTP.',
    by: ['features/apply-hierarchy.test.ts'],
    files: ['render-hierarchy']
  },
  {
    folder: 'src/storage/sql/apply',
    why: 'What both databases come to is read over HTTP, and compared with walks over arrays.',
    by: ['features/apply-hierarchy.test.ts', 'features/apply-nest.test.ts', 'features/apply-random.test.ts'],
    files: ['apply-nest', 'apply-tree']
  },
  {
    folder: 'src/odata/bind/expression',
    why: 'Collections and geographies are compared, and refused, over HTTP on both databases.',
    by: ['features/wholes.test.ts'],
    files: ['bind-keyed', 'bind-whole', 'geo-literal']
  },
  {
    folder: 'src/odata/bind/apply',
    why: 'The type of a result is seen where it is compared, grouped and shown; what does not fit says so over HTTP.',
    by: ['odata/bind', 'features/aggregate-in-expressions.test.ts', 'features/apply.test.ts'],
    files: ['aggregate-type']
  },
  {
    folder: 'src/storage/sql/expression',
    why: 'What both databases come to is compared with arrays.',
    by: ['features/aggregate-in-expressions.test.ts'],
    files: ['render-aggregate']
  },
  {
    folder: 'src/storage/sql/expression',
    why: 'What both databases come to is read over HTTP.',
    by: ['features/wholes.test.ts'],
    files: ['render-whole']
  },
  {
    folder: 'src/odata/json',
    why: 'JSON in URLs is compared with what is stored, over HTTP on both databases.',
    by: ['features/wholes.test.ts'],
    files: ['url-json']
  },
  {
    folder: 'src/pipeline',
    why: 'Entities of many sets, page by page, items that are not there and versions are met over HTTP on both databases.',
    by: ['features/all-and-one.test.ts', 'features/conditional.test.ts'],
    files: ['all-entities', 'check-result']
  },
  {
    folder: 'src/odata/bind',
    why: 'What can be asked of all entities, and what an id leads to, is asked over HTTP.',
    by: ['features/all-and-one.test.ts'],
    files: ['bind-all', 'dereference']
  },
  {
    folder: 'src/storage/sql/expression',
    why: 'Durations and members of enumerations are computed, grouped and shown, over HTTP on both databases.',
    by: ['features/apply-paths.test.ts'],
    files: ['shown-text']
  },
  {
    folder: 'src/storage/sql/answer',
    why: 'What is shown of a result of $apply is read over HTTP on both databases.',
    by: ['features/apply-paths.test.ts', 'features/apply-extremes.test.ts'],
    files: ['render-applied']
  },
  {
    folder: 'src/odata/restrictions',
    why: 'What the document offers of a model is asked of the service, option by option.',
    by: ['features/offered-options.test.ts'],
    files: ['supported-query']
  },
  {
    folder: 'src/odata/restrictions',
    why: 'What a model says of what $root and $crossjoin read is held against requests, over HTTP on both databases.',
    by: ['features/capabilities.test.ts'],
    files: ['restricted-join', 'restricted-root']
  },
  {
    folder: 'src/odata/bind',
    why: 'Expressions are looked for wherever a request can have them, in the tests of what looks for them.',
    by: ['features/capabilities.test.ts', 'features/nested-it.test.ts'],
    files: ['expressions-of']
  },
  {
    folder: 'src/odata/json',
    why: 'Where a key is inside of a complex value is seen in what such an entity becomes.',
    by: ['features/key-alias.test.ts'],
    files: ['inner-key', 'key-of-path']
  },
  {
    folder: 'src/odata',
    why: 'What follows of a key from the entity around is seen in paths and in what is created.',
    by: ['features/implied-keys.test.ts', 'features/key-alias.test.ts'],
    files: ['bind/key-segment', 'json/implied-keys']
  }
]
