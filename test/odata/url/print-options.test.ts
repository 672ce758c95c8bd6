import t from 'tap'
import { parseResourcePath } from '../../../src/odata/url/parse-path.js'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'
import { printQueryOptions, printResourcePath } from '../../../src/odata/url/print-options.js'

const queries: ReadonlyArray<readonly [string, string]> = [
  ['filter=a+EQ+1&TOP=5', '$filter=a%20eq%201&$top=5'],
  ["$filter=a eq 'x%26y%2B%25'", "$filter=a%20eq%20'x%26y%2B%25'"],
  ['$orderby=a asc,b desc&tenant=a%20b', '$orderby=a,b%20desc&tenant=a%20b'],
  ['$select=*,N.*,a/b($top=1;$count=true),F(x,y)', '$select=*,N.*,a%2Fb($top=1;$count=true),F(x,y)'],
  ['$expand=*,*/$ref,*($levels=max),$value,a/$count($filter=b),c', '$expand=*,*%2F$ref,*($levels=max),$value,a%2F$count($filter=b),c'],
  ['$search=a b OR (NOT "c d")', '$search=a%20AND%20b%20OR%20NOT%20%22c%20d%22'],
  ['$search="AND" (b OR c)', '$search=%22AND%22%20AND%20(b%20OR%20c)'],
  ['$compute=a add 1 as b&@p={"a":1}', '$compute=a%20add%201%20as%20b&@p=%7B%22a%22:1%7D'],
  ["$search='a\"b'", "$search='a%22b'"],
  ['$format=json&$skiptoken=x&$index=-1', '$format=json&$skiptoken=x&$index=-1']
]

for (const [text, wanted] of queries) t.equal(printQueryOptions(parseQueryOptions(text)), wanted, text)

const paths = ["a('x%2Fy')/$count", '$crossjoin(A,B)/$query', 'a/%20%23%3F', '$filter(a%20eq%201)/$each']
for (const path of paths) t.equal(printResourcePath(parseResourcePath(path)), path)
t.equal(printResourcePath(parseResourcePath('/a/$VALUE/')), 'a/$value')
