// graph-office-emulator exec -- node graph-client-http.mjs
import { Client } from '@microsoft/microsoft-graph-client'

const { GRAPH_OFFICE_EMULATOR_URL: url, GRAPH_ACCESS_TOKEN: token } = process.env
const client = Client.init({
  baseUrl: `${url}/`,
  defaultVersion: 'beta',
  authProvider: done => done(null, token),
  fetchOptions: { headers: { authorization: `Bearer ${token}` } }
})

await client.api('/officeConfiguration').patch({ tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 } })
const { failedUserCount } = await client.api('/officeConfiguration/tenantUserCheckinSummary').get()
console.log(`${failedUserCount} users failed to check in`)
