/** Text with placeholders: how it is read, what it becomes, what is refused. */
import t from 'tap'
import { createBudget, fillText, parseTemplate } from '../../../../src/admin/faults/template/text-template.js'
import { templateRequest } from '../../../../src/admin/faults/template/template-request.js'
import { graphCall } from '../../../../src/admin/requests/graph-call.js'

const request = templateRequest({
  call: graphCall({
    method: 'PUT',
    url: '/t/contoso/v1.0/a/b%2Fc?q=1&q=2',
    tenant: 'contoso',
    application: undefined,
    headers: { accept: ['a', 'b'] },
    body: Buffer.from('{"n":1,"t":null}')
  }),
  ids: { requestId: 'r', clientRequestId: 'c' },
  now: () => new Date(0)
})
const fill = (text: string): string => fillText(parseTemplate(text, 'text'), request, createBudget(1000), value => value)

t.test('what a text becomes', t => {
  const cases: ReadonlyArray<readonly [text: string, filled: string]> = [
    ['', ''],
    ['plain } }} text', 'plain } }} text'],
    ['{{method}}{{ path }}', 'PUTa/b/c'],
    ['{{segment:1}}|{{segment:-2}}|{{segment:2}}', 'b/c|a|'],
    ['{{query:q}}{{header:Accept}}{{query:none}}', '1a, b'],
    ['{{body:/n}} {{body:/t}} {{body}} {{application}}', '1  {"n":1,"t":null} '],
    ['\\{{method}} \\{{ {{tenant}}', '{{method}} {{ contoso'],
    ['{ {method} }', '{ {method} }']
  ]
  for (const [text, filled] of cases) t.equal(fill(text), filled, text)
  t.end()
})

t.test('constant text is one piece, and braces take time linear in them', t => {
  t.same(parseTemplate('constant', 'text'), ['constant'])
  const began = performance.now()
  t.throws(() => parseTemplate('{{'.repeat(500_000), 'text'), { message: /not a placeholder/ })
  t.throws(() => parseTemplate(`${'\\{{'.repeat(300_000)}{{${'x'.repeat(1_000_000)}`, 'text'), { message: /not a placeholder/ })
  t.ok(performance.now() - began < 2000)
  t.end()
})

t.test('a budget is for all placeholders together, and not for constant text', t => {
  const budget = createBudget(6)
  const fillSome = (text: string): string => fillText(parseTemplate(text, 'text'), request, budget, value => value)
  t.equal(fillSome('constant text {{method}}'), 'constant text PUT')
  t.equal(fillSome('{{method}}'), 'PUT')
  t.throws(() => fillSome('{{query:q}}'), { message: /more than 6 characters/ })
  t.end()
})
