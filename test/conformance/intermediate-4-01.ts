/** Protocol 13.2.2 — OData 4.01 intermediate. */
import { clause, follows, notApplicable, shown, shownWithNote } from './clause.js'
import type { Part } from './clause.js'
import { byTheBook, expand, familyLambdas, filter, rows, urlClauses, wholes } from './evidence.js'
import { NO_SINGLE_VALUED } from './reasons.js'

export const intermediate401: Part = {
  id: 'P13.2.2',
  title: 'Protocol 13.2.2: OData 4.01 intermediate',
  clauses: [
    clause('P13.2.2-1', 'intermediate', 'MUST', '4.01 minimal holds.',
      follows('P13.2.1')),
    clause('P13.2.2-2', 'intermediate', 'MUST', '4.0 intermediate holds.',
      follows('P13.1.2')),
    clause('P13.2.2-3', 'intermediate', 'MUST', 'eq/ne null for single-valued navigation properties.',
      notApplicable(NO_SINGLE_VALUED)),
    clause('P13.2.2-4', 'intermediate', 'MUST', 'in.',
      shown(filter('5.1.1.1 comparison; null equals null, and is neither less nor greater', '5.3 parameter aliases'))),
    clause('P13.2.2-5', 'intermediate', 'MUST', '$select nested in $select.',
      shown(rows('11.2.5 $select with paths and nested options, $compute, on the entity'), expand('5.1.3 rows of an item, with options'))),
    clause('P13.2.2-6', 'intermediate', 'SHOULD', 'Count of a filtered collection in an expression.',
      shown(urlClauses('P13.2.3-3 and P13.2.1-9m counts of filtered and searched collections in expressions'), filter('5.1.1.13 lambda operators over a collection of strings'), familyLambdas('5.1.1.13 any, all, $count and casts in $filter and $orderby'))),
    clause('P13.2.2-7', 'intermediate', 'SHOULD', 'Structural eq/ne.',
      shownWithNote('Collections of values everywhere; complex values of a model of your own, those of the family with null alone.', wholes('5.1.1.1.1 and 5.1.1.1.12 collections and complex values are equal as wholes', '5.1.1.6 over the collections of rows'))),
    clause('P13.2.2-8', 'intermediate', 'SHOULD', '$compute.',
      shown(rows('5.1.3 $compute of rows', '11.2.5 $select with paths and nested options, $compute, on the entity'))),
    clause('P13.2.2-9', 'intermediate', 'SHOULD', 'Nested options in $select.',
      shown(rows('11.2.5 $select with paths and nested options, $compute, on the entity'), expand('5.1.3 rows of an item, with options'))),
    clause('P13.2.2-10', 'intermediate', 'MAY', 'Aliases nested in $select/$expand.',
      shown(urlClauses('P13.2.2-10 and P13.2.3-9 aliases nested in $select and $expand'))),
    clause('P13.2.2-11', 'intermediate', 'MAY', '/$filter segment.',
      shown(byTheBook('4.12 a condition in the path')))
  ]
}
