/** Who asks for an asynchronous answer, where its monitor is, and in which form it comes. */
import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { asyncPreference, mayBeAsync, monitorId, monitorPath, writeAsyncResult } from '../../src/odata/asynchronous.js'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'

t.test('8.2.8.8 the preference', t => {
  for (const [header, wanted] of [
    [undefined, undefined],
    ['return=minimal', undefined],
    ['respond-asynchronously', undefined],
    ['respond-async', { wait: undefined }],
    ['return=minimal, Respond-Async;foo=1, wait=10', { wait: 10 }],
    ['respond-async, wait=soon', { wait: undefined }],
    ['wait=0; respond-async', { wait: 0 }]
  ] as const) t.same(asyncPreference(header), wanted, String(header))
  t.end()
})

t.test('the path of a monitor', t => {
  t.equal(monitorId(monitorPath('abc-_9')), 'abc-_9')
  t.equal(monitorId('%24ASYNC/abc/'), 'abc')
  for (const path of ['$async', '$async/', '$async/a/b', 'async/a', '$async/a.b', `$async/${'a'.repeat(65)}`]) t.equal(monitorId(path), undefined, path)
  t.end()
})

t.test('which requests can be answered asynchronously', t => {
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) t.equal(mayBeAsync(graphModel, method, 'officeConfiguration'), true, method)
  for (const method of ['HEAD', 'OPTIONS'] as const) t.equal(mayBeAsync(graphModel, method, 'officeConfiguration'), false, method)
  for (const path of ['', '$metadata']) t.equal(mayBeAsync(graphModel, 'GET', path), false, path)
  t.end()
})

t.test('where the model says that there are none, there are none', t => {
  const modelWith = (said: string) => {
    const folder = t.testdir({
      'model.xml': `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="A" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EntityType Name="Thing"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/></EntityType>
        <EntityContainer Name="Container"><EntitySet Name="Things" EntityType="A.Thing"/><Annotation Term="Org.OData.Capabilities.V1.AsynchronousRequestsSupported" ${said}/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`
    })
    return readCsdl([`${folder}/model.xml`])
  }
  t.equal(mayBeAsync(modelWith('Bool="false"'), 'GET', 'Things'), false)
  t.equal(mayBeAsync(modelWith('Bool="true"'), 'GET', 'Things'), true)
  t.equal(mayBeAsync(modelWith(''), 'GET', 'Things'), true)
  t.end()
})

t.test('11.6 the two forms of an answer', t => {
  const response = { status: 404, headers: { 'Content-Type': 'application/json' }, body: ['{"a":', Buffer.from('1}')] }
  t.same(writeAsyncResult(response, { accept: 'application/json', version: '4.0' }), { ...response, status: 200, headers: { ...response.headers, AsyncResult: '404' } })
  const { headers, body } = writeAsyncResult(response, { accept: undefined, version: '4.0' })
  t.same(headers, { 'Content-Type': 'application/http', 'Content-Transfer-Encoding': 'binary', 'OData-Version': '4.0' })
  t.equal((body as readonly Buffer[]).map(String).join(''), 'HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}')
  t.end()
})
