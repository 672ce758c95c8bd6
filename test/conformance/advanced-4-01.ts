/** Protocol 13.2.3 — OData 4.01 advanced. */
import { clause, follows, shown } from './clause.js'
import type { Part } from './clause.js'
import { batchJson, batchMixed, batchMultipart, byTheBook, configurations, documents, expand, filter, metadata, rows, urlClauses } from './evidence.js'

export const advanced401: Part = {
  id: 'P13.2.3',
  title: 'Protocol 13.2.3: OData 4.01 advanced',
  clauses: [
    clause('P13.2.3-1', 'advanced', 'MUST', '4.01 intermediate holds.',
      follows('P13.2.2')),
    clause('P13.2.3-2', 'advanced', 'MUST', '4.0 advanced holds.',
      follows('P13.1.3')),
    clause('P13.2.3-3', 'advanced', 'MUST', 'Count of a filtered/searched collection in an expression.',
      shown(urlClauses('P13.2.3-3 and P13.2.1-9m counts of filtered and searched collections in expressions'))),
    clause('P13.2.3-4', 'advanced', 'MUST', '$compute.',
      shown(rows('5.1.3 $compute of rows', '11.2.5 $select with paths and nested options, $compute, on the entity'))),
    clause('P13.2.3-5', 'advanced', 'MUST', 'Nested options in $select: $filter MUST; $orderby, $count, $top, $skip, $search SHOULD.',
      shown(rows('11.2.5 $select with paths and nested options, $compute, on the entity'), expand('5.1.3 rows of an item, with options'), metadata('what the container announces is there, and what is there is announced'))),
    clause('P13.2.3-6', 'advanced', 'MUST', '$metadata as CSDL JSON.',
      shown(metadata('the metadata, in XML unless JSON is asked for, to anybody'), documents('both formats say the same'))),
    clause('P13.2.3-7', 'advanced', 'MUST', 'Batch in multipart and in JSON format.',
      shown(batchJson('19.1 reads and writes in one request', '19.5 an atomicity group is applied whole or not at all', '11.7.2 what depends on a failed request is a 424'), batchMultipart('11.7.7.6 the parts of the answer are those of the request', '11.7.7.6 a change set that fails is one response, and nothing of it is applied'), batchMixed('20 mixed requests in JSON', '20 mixed requests as multipart/mixed'))),
    clause('P13.2.3-8', 'advanced', 'SHOULD', '/$filter(…) path segment.',
      shown(byTheBook('4.12 a condition in the path'))),
    clause('P13.2.3-9', 'advanced', 'SHOULD', 'Nested aliases in $select/$expand.',
      shown(urlClauses('P13.2.2-10 and P13.2.3-9 aliases nested in $select and $expand'))),
    clause('P13.2.3-10', 'advanced', 'MAY', 'Case-insensitive identifiers when there is no exact match.',
      shown(filter('5.1.1.10 and 5.1.1.11 cast, isof, case'), configurations('11.4.2 creating an entity: 201, Location, and the entity'), urlClauses('P13.2.1-8 names come back as they are declared')))
  ]
}
