/** The request of the reference page gives the response of the reference page (`seed`: Update officeConfiguration). */
import { entityExample, updateExample } from '../../src/families/office-configuration/openapi/examples.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'

/** The body exactly as the page prints it. */
const body = `{
  "@odata.type": "#microsoft.graph.officeConfiguration",
  "tenantCheckinStatuses": [
    {
      "@odata.type": "microsoft.graph.officeClientCheckinStatus",
      "userPrincipalName": "User Principal Name value",
      "deviceName": "Device Name value",
      "devicePlatform": "Device Platform value",
      "devicePlatformVersion": "Device Platform Version value",
      "wasSuccessful": true,
      "userId": "User Id value",
      "checkinDateTime": "2017-01-01T00:01:46.9896075+00:00",
      "errorMessage": "Error Message value",
      "appliedPolicies": [
        "Applied Policies value"
      ]
    }
  ],
  "tenantUserCheckinSummary": {
    "@odata.type": "microsoft.graph.officeUserCheckinSummary",
    "succeededUserCount": 2,
    "failedUserCount": 15
  }
}
`

/** The response exactly as the page prints it. */
const answer = `{
  "@odata.type": "#microsoft.graph.officeConfiguration",
  "id": "c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6",
  "tenantCheckinStatuses": [
    {
      "@odata.type": "microsoft.graph.officeClientCheckinStatus",
      "userPrincipalName": "User Principal Name value",
      "deviceName": "Device Name value",
      "devicePlatform": "Device Platform value",
      "devicePlatformVersion": "Device Platform Version value",
      "wasSuccessful": true,
      "userId": "User Id value",
      "checkinDateTime": "2017-01-01T00:01:46.9896075+00:00",
      "errorMessage": "Error Message value",
      "appliedPolicies": [
        "Applied Policies value"
      ]
    }
  ],
  "tenantUserCheckinSummary": {
    "@odata.type": "microsoft.graph.officeUserCheckinSummary",
    "succeededUserCount": 2,
    "failedUserCount": 15
  }
}`

/** The page's response, with the two members every answer has in addition, as one line. */
const expected = JSON.stringify({ '@odata.context': 'http://localhost:80/beta/$metadata#officeConfiguration', '@odata.etag': 'W/"1"', ...JSON.parse(answer) as object })

onBothDatabases('the reference page', async (t, { call }) => {
  const patched = await call('PATCH', OFFICE, { body, headers: { 'content-type': 'application/json', host: 'localhost:80' } })
  t.equal(patched.statusCode, 200)
  t.equal(patched.headers['content-type'], 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8')
  t.equal(patched.headers.etag, 'W/"1"')
  t.equal(patched.body, expected, 'byte for byte')
  const read = await call('GET', OFFICE, { headers: { host: 'localhost:80' } })
  t.equal(read.body, patched.body)
})

onBothDatabases('the examples of Swagger UI are those of the page', async (t, { call }) => {
  t.same(updateExample, JSON.parse(body))
  await call('PATCH', OFFICE, { body: updateExample })
  t.same(json(await call('GET', OFFICE, { headers: { host: '127.0.0.1:3000' } })), entityExample)
})
