import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'
import { printApply } from '../../../src/odata/url/print-apply.js'

/** Each is already canonical. */
const canonical = [
  'identity/filter(a gt 3)/search(red AND tea)/orderby(a desc,b)/top(1)/skip(2)',
  'aggregate(a with sum from b,c with average as d,$count as n,Forecast)',
  'groupby((a/b,rollup(c,d),rolluprecursive($root/O,H,ID)),aggregate($count as n))',
  'groupby((rolluprecursive($root/O,H,ID,descendants($root/O,H,ID,identity,3,keep start))))',
  'compute(a add 1 as b)/concat(identity,topcount(2,a))/expand(S,filter(a))',
  'nest(identity as A)/addnested(S/N.T,identity as A,top(1) as B)/join(S as T)/outerjoin(S as T,filter(a))',
  'bottompercent(5,a)/ancestors($root/O,H,ID,identity)/traverse($root/O,H,ID,preorder,identity,a desc)/N.F(a=1,b=@p)'
]

for (const text of canonical) t.equal(printApply(parseQueryOptions(`$apply=${text}`).apply ?? []), text)
