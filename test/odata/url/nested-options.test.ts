import t from 'tap'
import { parseNestedOptions, systemOptionName, systemOptionNames, systemOptionOf } from '../../../src/odata/url/nested-options.js'
import { Parser } from '../../../src/odata/url/parser.js'

t.equal(systemOptionOf('$OrderBy'), 'orderBy')
t.equal(systemOptionOf('skipToken'), 'skipToken')
t.equal(systemOptionOf('$$top'), undefined)
t.equal(systemOptionOf('tenant'), undefined)
t.equal(systemOptionName('orderBy'), '$orderby')
t.same([...systemOptionNames].sort(), ['$apply', '$compute', '$count', '$deltatoken', '$expand', '$filter', '$format', '$id', '$index', '$levels', '$orderby', '$schemaversion', '$search', '$select', '$skip', '$skiptoken', '$top'])
t.match(new Parser('$expand', '( $top=1 ; filter=a )').whole(parser => parseNestedOptions(parser, 'expand')), { top: 1, filter: { kind: 'path' } }, 'white space around the separators')
